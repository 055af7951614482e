import { daysBetween, englandDate, type PlainDate } from '../kernel/index.ts';
import { inOneLine } from '../ui/index.ts';
import { BAND_WORDS, homeFacts } from './home-card.ts';
import { whoWords } from './results-model.ts';
import { urgency } from './searches-list.ts';
import type { JoinedSearch, Option } from './waiting-options.ts';
import type { Plan, Proposed } from './waiting-plan.ts';
import { addressWith, pairOf, type Said } from './waiting-wishes.ts';

/** So many homes to choose from by hand; every other is on the search's own page. */
const CHOICES_SHOWN = 20;

export interface CardContext {
  readonly plan: Plan;
  readonly first: Proposed;
  readonly said: Said;
  /** The search for which another home is being chosen; empty: none. */
  readonly choosing: string;
  readonly today: PlainDate;
  /** By home, all who would come to it. */
  readonly company: ReadonlyMap<string, readonly JoinedSearch[]>;
}

/** One search on the page: what the plan proposes, what first come first served would give, and what one can say to it. */
export function waitingCard(search: JoinedSearch, { plan, first, said, choosing, today, company }: CardContext) {
  const { read, id } = search;
  const mine = plan.proposed.get(id);
  const theirs = first.get(id);
  const others = (mine ? (company.get(mine.home) ?? []) : []).filter((each) => each.id !== id);
  return {
    id,
    of: read.of ?? '',
    who: whoOf(search),
    names: namesOf(search),
    several: read.asked.length > 1,
    neededBy: read.search.neededBy,
    urgency: urgency(read.search.neededBy, today),
    emergency: read.search.emergency,
    days: waitingDays(search, today),
    possible: search.possible,
    plan: mine ? place(search, mine) : null,
    first: theirs && theirs.home !== mine?.home ? place(search, theirs) : null,
    cost: costWords(search, mine, theirs),
    together: others.length === 0 ? '' : inOneLine(others.map(whoOf)),
    impact: read.of === undefined ? (plan.impact.get(id) ?? []) : [],
    why: mine ? [] : whyWaiting(search, company),
    ...whatToSay(search, mine, said, choosing),
  };
}

export function namesOf({ read }: JoinedSearch): string {
  const names = inOneLine(read.asked.map(({ child }) => child.name));
  return read.of === undefined ? names : `${names} from ${read.of}`;
}

/** Who a search is for; of others, what they are called says all that is told. */
function whoOf(search: JoinedSearch): string {
  return search.read.of === undefined ? whoWords(search.read) : capital(namesOf(search));
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function waitingDays({ read }: JoinedSearch, today: PlainDate): number {
  return Math.max(0, daysBetween(englandDate(read.search.askedAt), today));
}

function place({ read, possible }: JoinedSearch, option: Option) {
  const facts = homeFacts(read, option.home, []);
  // Of a child of others neither how far a home is nor where they live now is told.
  const open = read.of === undefined;
  const least = option.children.reduce((one, other) => (other.fit < one.fit ? other : one));
  const name = read.asked.find(({ child }) => child.id === least.child)?.child.name ?? '';
  return {
    key: option.home,
    href: open ? (facts?.href ?? `/searches/${read.search.id}`) : `/homes/${option.home}`,
    name: option.row.name,
    kind: facts?.kind ?? '',
    area: facts?.area ?? '',
    far: open ? (facts?.far ?? '') : '',
    isHereNow: open && (facts?.isHereNow ?? false),
    fit: option.fit.toFixed(0),
    bandWords: BAND_WORDS[option.band],
    rank: `${option.rank} of ${possible}`,
    least: read.asked.length > 1 && name ? `It fits ${name} least: ${least.fit.toFixed(0)} of 100.` : '',
  };
}

function costWords(search: JoinedSearch, mine: Option | undefined, theirs: Option | undefined): string {
  const names = namesOf(search);
  if (!mine && !theirs) return `First come first served, ${names} would wait too.`;
  if (!mine) return `It costs ${names} the home that first come first served would give.`;
  if (!theirs) return `First come first served, ${names} would wait.`;
  if (mine.home === theirs.home) return 'First come first served would give the same home.';
  const points = Math.round(Math.abs(mine.fit - theirs.fit));
  if (points === 0) return `It costs ${names} no fit: the home that first come first served would give fits as well.`;
  const more = `${points} ${points === 1 ? 'point' : 'points'} of fit`;
  return mine.fit < theirs.fit
    ? `It costs ${names} ${more}, compared with first come first served.`
    : `It gives ${names} ${more} more than first come first served.`;
}

function whyWaiting(search: JoinedSearch, company: CardContext['company']): string[] {
  const names = namesOf(search);
  const { options, possible, kept, aside } = search;
  if (possible === 0) return [`No home passes every rule for ${names} today.`];
  if (kept?.option) {
    const beside = (company.get(kept.home) ?? []).map(namesOf);
    const why = beside.length > 0 ? `, beside ${inOneLine(beside)}` : '';
    return [`${kept.option.row.name}, which you keep for ${names}, cannot take them as well${why}.`];
  }
  if (options.length === 0)
    return [`You have put aside every home that could be right for ${names} (${aside.length}).`];
  const lines = [
    options.length === 1
      ? `The one home that could be right for ${names} is proposed for others.`
      : `Each of the ${options.length} ${possible > options.length ? 'best homes' : 'homes that could be right'} for ${names} is proposed for others, or is not right with those who would come to it.`,
  ];
  const rivals = new Set(options.flatMap(({ home }) => (company.get(home) ?? []).map(namesOf)));
  if (rivals.size > 0 && rivals.size <= 4) lines.push(`Those are for ${inOneLine([...rivals])}.`);
  return lines;
}

/** What a person may say of the pairs of one search, as addresses and as choices of a form. */
function whatToSay(search: JoinedSearch, mine: Option | undefined, { keep, not, ours }: Said, choosing: string) {
  const { id, kept, aside } = search;
  const ofThis = (said: string) => said.startsWith(pairOf(id, ''));
  const keepOthers = keep.filter((said) => !ofThis(said));
  const asideOthers = (home: string) => not.filter((said) => said !== pairOf(id, home));
  const shown = choosing === id && search.read.of === undefined ? search.options.slice(0, CHOICES_SHOWN) : [];
  return {
    isKept: mine !== undefined && kept?.home === mine.home,
    letGo: kept ? addressWith({ keep: keepOthers, not, ours }) : '',
    keptWrongly:
      kept && !kept.option
        ? `The home you keep for ${namesOf(search)} is ruled out for them, or is no longer there. The plan is worked out without it.`
        : '',
    keepIt: mine
      ? addressWith({ keep: [...keepOthers, pairOf(id, mine.home)], not: asideOthers(mine.home), ours })
      : '',
    putAside: mine
      ? addressWith({ keep: keepOthers, not: [...asideOthers(mine.home), pairOf(id, mine.home)], ours })
      : '',
    aside: aside.map((option) => ({
      name: option.row.name,
      rank: option.rank,
      takeBack: addressWith({ keep, not: asideOthers(option.home), ours }),
    })),
    // The order of homes for a child of others would tell where they come from.
    choose:
      choosing === id || search.options.length < 2 || search.read.of !== undefined
        ? ''
        : addressWith({ keep, not, ours }, id),
    choices: shown.map((option) => ({
      value: pairOf(id, option.home),
      words: `${option.rank}. ${option.row.name}, fit ${option.fit.toFixed(0)}`,
      chosen: option.home === mine?.home,
    })),
    keepOthers,
  };
}
