import { FEW } from '../indicators/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { KINDS, type Kind, kindOfPlace, type Range, UNPLANNED_ENDINGS, yearlyRange } from '../sufficiency/index.ts';

/** A line of app.endings_counted. */
export interface EndingsLine {
  readonly authority: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly years: number;
  /** PLACE of the return, or `home:` and a kind of home. */
  readonly place: string;
  /** Blank: days lived there and homes that began. */
  readonly reason: string;
  readonly days: number;
  readonly began: number;
  readonly ended: number;
}

/** Reasons behind which an unplanned ending may lie and which are not counted: other, closed, approval removed, none given. */
export const UNSURE: ReadonlySet<string> = new Set(['OTHER', 'CLOSE', 'APPRR', 'NONE']);

/** What is counted of homes that ended, as it may be shown: nothing of it tells of one to five. */
export interface OwnEndings {
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** How many years were counted, to one decimal. */
  readonly years: number;
  /** Child-years lived in such homes, to the nearest 5. */
  readonly childYears: number;
  /** Children in such homes at a time, on average, to the nearest 5. */
  readonly children: number;
  /** Homes that began, to the nearest 5. */
  readonly began: number;
  /** Unplanned endings, to the nearest 5; null where there are five or fewer. */
  readonly unplanned: number | null;
  /** Endings of which the reason does not say, to the nearest 5; null where there are five or fewer. */
  readonly unsure: number | null;
}

const YEAR = 365.25;

/**
 * Counts the lines of the authorities named, for one kind of home or all. Numbers are rounded to the nearest 5 here,
 * before anything is worked out from them, so that nobody can work out a small number by taking one page from another; and
 * so that whoever has the page can do the sums again.
 */
export function ownEndings(
  lines: readonly EndingsLine[],
  authorities: ReadonlySet<string>,
  kind: Kind | 'all',
): OwnEndings | null {
  const counted = lines.filter(
    ({ authority, place }) => authorities.has(authority) && (kind === 'all' || kindOf(place) === kind),
  );
  const days = sum(counted, (line) => line.days);
  if (days === 0) return null;
  // Authorities may be known for unlike times: each counts by its own.
  const children = sum(counted, ({ days: lived, years }) => lived / YEAR / years);
  const years = Math.round((days / YEAR / children) * 10) / 10;
  const of = (reasons: ReadonlySet<string>) =>
    told(sum(counted, ({ reason, ended }) => (reasons.has(reason) ? ended : 0)));
  return {
    from: counted.map(({ from }) => from).sort()[0] as PlainDate,
    to: counted
      .map(({ to }) => to)
      .sort()
      .at(-1) as PlainDate,
    years,
    childYears: toFive(days / YEAR),
    children: toFive(children),
    began: toFive(sum(counted, (line) => line.began)),
    unplanned: of(UNPLANNED_ENDINGS),
    unsure: of(UNSURE),
  };
}

/** Unplanned endings a year; null where they are too few to be told. */
export function endingsAYear({ unplanned, years }: OwnEndings): Range | null {
  return unplanned === null ? null : yearlyRange(unplanned, years);
}

const OF_HOMES: Readonly<Record<string, Kind>> = {
  fostering: 'fostering',
  kinship: 'fostering',
  residential: 'residential',
  secure: 'residential',
  supported: 'supported',
};

export function kindOf(place: string): Kind {
  const [, home] = /^home:(.*)$/.exec(place) ?? [];
  return home === undefined ? (KINDS[kindOfPlace(place)] as Kind) : (OF_HOMES[home] ?? 'other');
}

function told(count: number): number | null {
  return count <= FEW ? null : toFive(count);
}

function toFive(count: number): number {
  return Math.round(count / 5) * 5;
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}
