import type { PlainDate } from '../kernel/index.ts';
import { type CardContext, namesOf, waitingCard } from './waiting-card.ts';
import { compared, underPressure } from './waiting-fairness.ts';
import { type JoinedSearch, optionsOf, type Wishes } from './waiting-options.ts';
import { firstComeFirstServed, householdsOf, type Plan, planTogether } from './waiting-plan.ts';
import type { WaitingRead } from './waiting-read.ts';
import type { Solve } from './waiting-solver.ts';
import { addressWith, type Said, saidOfThese, wishesOf } from './waiting-wishes.ts';

/** Searches ranked at once before other pages get their turn. */
const AT_ONCE = 4;

/** Everything the page shows. Nothing is read from the database here, so that no transaction stays open meanwhile. */
export async function waitingModel(
  read: WaitingRead,
  given: Said & { readonly choose: string },
  today: PlainDate,
  solve: Solve,
) {
  const said = saidOfThese(given, new Set(read.searches.map(({ search }) => search.id)));
  const searches = await rankedInTurns(read, wishesOf(said));
  const plan = await planTogether(searches, solve);
  const first = firstComeFirstServed(searches);
  const context: CardContext = {
    plan,
    first,
    said,
    choosing: given.choose,
    today,
    company: company(searches, plan),
  };
  const ours = searches.filter((search) => search.read.of === undefined).length;
  const cards = searches.map((search) => waitingCard(search, context));
  return {
    parts: [
      { title: 'Would wait', cards: cards.filter((card) => !card.plan && !card.of) },
      { title: 'With a home proposed', cards: cards.filter((card) => card.plan && !card.of) },
      {
        title: ours ? 'Children of others who would wait' : 'Would wait',
        cards: cards.filter((card) => !card.plan && card.of),
      },
      {
        title: ours ? 'Children of others with a home proposed' : 'With a home proposed',
        cards: cards.filter((card) => card.plan && card.of),
      },
    ],
    searches: searches.length,
    children: searches.reduce((sum, each) => sum + each.read.children.length, 0),
    compared: compared(searches, plan.proposed, first, today),
    pressure: underPressure(searches, plan),
    pressureOf: plan.pressureOf,
    proven: plan.proven,
    short: Math.ceil(plan.short),
    refused: plan.refused.length,
    said: {
      any: said.keep.length + said.not.length > 0,
      lost: given.keep.length + given.not.length - said.keep.length - said.not.length,
      keep: said.keep,
      not: said.not,
      nothing: addressWith({ keep: [], not: [], ours: said.ours }),
      ours: said.ours,
      withOthers: addressWith({ ...said, ours: false }),
      withoutOthers: addressWith({ ...said, ours: true }),
    },
    ours,
    authorities: read.authorities,
    left: {
      notWhole: read.notWhole,
      twice: read.twice.map((each) => ({ id: each.search.id, names: each.asked.map(({ child }) => child.name) })),
      beyond: read.beyond,
      ofOthers: read.ofOthers,
    },
    together: [...householdsOf(searches, plan.proposed).values()].map((there) => there.map(namesOf)),
  };
}

async function rankedInTurns({ searches }: WaitingRead, wishes: Wishes): Promise<JoinedSearch[]> {
  const ranked: JoinedSearch[] = [];
  for (const [at, read] of searches.entries()) {
    if (at > 0 && at % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    ranked.push(optionsOf(read, wishes));
  }
  return ranked;
}

function company(searches: readonly JoinedSearch[], { proposed }: Plan): ReadonlyMap<string, readonly JoinedSearch[]> {
  return Map.groupBy(
    searches.filter(({ id }) => proposed.has(id)),
    ({ id }) => proposed.get(id)?.home as string,
  );
}
