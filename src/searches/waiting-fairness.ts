import { milesBetween, type PlainDate } from '../kernel/index.ts';
import { inOneLine } from '../ui/index.ts';
import { familyPlace } from './asked-child.ts';
import { namesOf, waitingDays } from './waiting-card.ts';
import type { JoinedSearch } from './waiting-options.ts';
import type { Plan, Proposed } from './waiting-plan.ts';

/** One line of the comparison: what is compared, in the plan, and first come first served. */
export interface ComparedLine {
  readonly words: string;
  readonly plan: string;
  readonly first: string;
}

/** What a way of placing means for the children: who waits, for whom it is least good, how far they would live. */
interface Measures {
  readonly placed: number;
  readonly groups: number;
  readonly strong: number;
  /** Sum over the children. */
  readonly points: number;
  readonly least: { readonly name: string; readonly fit: number } | null;
  readonly miles: { readonly mean: number; readonly known: number } | null;
  readonly longest: { readonly names: string; readonly days: number } | null;
}

/** The plan beside first come first served. Fairness is not in the sum that is made the greatest, so it is shown. */
export function compared(
  searches: readonly JoinedSearch[],
  plan: Proposed,
  first: Proposed,
  today: PlainDate,
): ComparedLine[] {
  const children = searches.reduce((sum, { read }) => sum + read.children.length, 0);
  const groups = searches.filter(({ read }) => read.children.length > 1).length;
  const [one, other] = [measures(searches, plan, today), measures(searches, first, today)];
  const line = (words: string, say: (of: Measures) => string): ComparedLine => ({
    words,
    plan: say(one),
    first: say(other),
  });
  return [
    line('Children with a home proposed', ({ placed }) => `${placed} of ${children}`),
    ...(groups > 0 ? [line('Brothers and sisters in one home', (of) => `${of.groups} of ${groups} groups`)] : []),
    line('Children with a strong fit', ({ strong }) => String(strong)),
    line('Fit on average, of those with a home', ({ points, placed }) => (placed ? (points / placed).toFixed(0) : '–')),
    line('Points of fit of all children', ({ points }) => points.toFixed(0)),
    line('The child it fits least', ({ least }) => (least ? `${least.name}, ${least.fit.toFixed(0)}` : '–')),
    line('Miles from the family home, on average', ({ miles }) =>
      miles ? `${Math.round(miles.mean)} (known for ${miles.known})` : 'not known',
    ),
    line('Waiting longest without a home proposed', ({ longest }) =>
      longest ? `${longest.names}, ${longest.days} ${longest.days === 1 ? 'day' : 'days'}` : 'nobody',
    ),
  ];
}

function measures(searches: readonly JoinedSearch[], proposed: Proposed, today: PlainDate): Measures {
  let [placed, groups, strong, points] = [0, 0, 0, 0];
  let least: Measures['least'] = null;
  let longest: Measures['longest'] = null;
  const miles: number[] = [];
  for (const search of searches) {
    const option = proposed.get(search.id);
    const { asked } = search.read;
    if (!option) {
      const days = waitingDays(search, today);
      if (!longest || days > longest.days) longest = { names: namesOf(search), days };
      continue;
    }
    placed += asked.length;
    if (asked.length > 1) groups += 1;
    if (option.band === 'strong') strong += asked.length;
    points += option.fit * asked.length;
    for (const each of option.children) {
      const name = asked.find(({ child }) => child.id === each.child)?.child.name ?? '';
      if (!least || each.fit < least.fit) least = { name, fit: each.fit };
    }
    const { lat, long } = option.row;
    for (const each of asked) {
      const from = familyPlace(each);
      if (from && lat !== null && long !== null) miles.push(milesBetween(from, { lat, long }));
    }
  }
  const mean = miles.reduce((sum, each) => sum + each, 0) / miles.length;
  return { placed, groups, strong, points, least, miles: miles.length ? { mean, known: miles.length } : null, longest };
}

const HOMES_SHOWN = 10;
/** Points of fit from which one home is worth naming by that alone. */
const MUCH = 10;

/** Homes that several children need, and why: what one more home like it would be worth is said last. */
export function underPressure(searches: readonly JoinedSearch[], plan: Plan) {
  const worth = new Map(plan.pressure.map(({ home, value }) => [home, value]));
  const onlyStrong = Map.groupBy(
    searches.filter(({ strong }) => strong.length === 1),
    ({ strong }) => strong[0] as string,
  );
  const firstFor = Map.groupBy(
    searches.filter(({ options }) => options.length > 0),
    ({ options }) => options[0]?.home as string,
  );
  const wantedBy = new Map<string, number>();
  for (const { options } of searches) {
    for (const { home } of options) wantedBy.set(home, (wantedBy.get(home) ?? 0) + 1);
  }
  const found = new Map<string, ReturnType<typeof underPressureLine>>();
  for (const search of searches) {
    for (const option of search.options) {
      const { home, row } = option;
      // A home that only one search could use is under no pressure from the others; one with family never is.
      if (found.has(home) || row.kind === 'kinship' || wantedBy.get(home) === 1) continue;
      const kept = searches.some((each) => each.kept?.home === home);
      const line = underPressureLine(home, row.name, {
        only: onlyStrong.get(home) ?? [],
        best: firstFor.get(home) ?? [],
        worth: kept ? 0 : (worth.get(home) ?? 0),
      });
      if (line.only.length > 0 || line.best > 1 || line.worth >= MUCH) found.set(home, line);
    }
  }
  const all = [...found.values()].sort(
    (a, b) => b.worth - a.worth || b.only.length - a.only.length || b.best - a.best || (a.name < b.name ? -1 : 1),
  );
  return { shown: all.slice(0, HOMES_SHOWN), more: Math.max(0, all.length - HOMES_SHOWN) };
}

function underPressureLine(
  key: string,
  name: string,
  { only, best, worth }: { only: readonly JoinedSearch[]; best: readonly JoinedSearch[]; worth: number },
) {
  const names = only.map(namesOf);
  return {
    key,
    name,
    only: names,
    best: best.length,
    worth,
    words: [
      ...(names.length > 0 ? [`The only strong match for ${inOneLine(names)}.`] : []),
      ...(best.length > 1 ? [`The best fit in ${best.length} searches.`] : []),
      ...(worth >= 1
        ? [`Without it the children together would have at least ${Math.floor(worth)} points of fit less.`]
        : []),
    ],
  };
}
