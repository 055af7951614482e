import { FEW } from '../indicators/index.ts';
import type { GapsNow } from './gaps-now.ts';
import { AGES_WORDS, KIND_WORDS, NEED_WORDS } from './words.ts';

type Line = GapsNow['lines'][number];

/** Rooms in whole numbers, as a page and a file tell them. */
export interface RoomsTold {
  readonly needed: number;
  readonly low: number;
  readonly high: number;
  readonly now: number;
  readonly coming: number;
  readonly comingLikely: number;
  readonly short: number;
  readonly shortIfLikely: number;
  readonly shortIfConfirmed: number;
  /** Percent of requests that find a room in time. */
  readonly served: number;
}

/** A line as it may be told: small groups only together with others. */
export interface LineTold {
  readonly authority: string;
  readonly kind: Line['kind'];
  readonly kindWords: string;
  /** Null: several small groups of the kind together. */
  readonly line: Line | null;
  readonly who: string;
  readonly need: string;
  /** In fives, so that the difference of two answers tells nobody. */
  readonly children: string;
  /** Null: too few children to say. */
  readonly rooms: RoomsTold | null;
  /** The engine’s lines of which it is told, to be added up with others that are; empty where nothing is told. */
  readonly of: readonly Line[];
  /** When rooms open, by calendar year, the sure ones first; empty where none do. */
  readonly opens: readonly { readonly year: string; readonly rooms: number; readonly sure: boolean }[];
}

/** A group of several small ones may count a child twice who had a birthday, so it takes as many to be told. */
const ENOUGH_TOGETHER = 2 * FEW;

/** As a page tells how many children there are: in fives up to 50, then to the nearest ten. */
export function childrenWords(children: number): string {
  if (children === 0) return 'none';
  if (children <= FEW) return '5 or fewer';
  if (children > 50) return `about ${(Math.round(children / 10) * 10).toLocaleString('en-GB')}`;
  const from = Math.floor((children - 1) / 5) * 5 + 1;
  return `${from} to ${from + 4}`;
}

/**
 * The lines as they may be told. Rooms needed follow from how many children there are, so a group of 1 to 5 is told only
 * together with others of its authority and kind, and not at all where they are few together. The worst come first.
 */
export function toldLines(
  { lines, on }: Pick<GapsNow, 'lines' | 'on'>,
  names: ReadonlyMap<string, string>,
): LineTold[] {
  const told: LineTold[] = [];
  for (const group of Map.groupBy(lines, ({ authority, kind }) => `${authority}\n${kind}`).values()) {
    const { shown, together } = kept(group);
    for (const line of shown) told.push(lineTold([line], names, line, on));
    if (together.length > 0) told.push(lineTold(together, names, together.length === 1 ? together[0]! : null, on));
  }
  return told.sort(
    (a, b) => (b.rooms?.short ?? -1) - (a.rooms?.short ?? -1) || (b.rooms?.needed ?? 0) - (a.rooms?.needed ?? 0),
  );
}

/** Which lines stand by themselves, and which only together. */
function kept(lines: readonly Line[]): { readonly shown: readonly Line[]; readonly together: readonly Line[] } {
  const sorted = [...lines].sort((a, b) => a.children - b.children);
  const small = sorted.filter(({ children }) => children <= FEW).length;
  if (small === 0) return { shown: sorted, together: [] };
  let with_ = small;
  const enough = (n: number) => sorted.slice(0, n).reduce((sum, { children }) => sum + children, 0) > ENOUGH_TOGETHER;
  while (with_ < sorted.length && !(with_ > 1 && enough(with_))) with_ += 1;
  return { shown: sorted.slice(with_), together: sorted.slice(0, with_) };
}

function lineTold(lines: readonly Line[], names: ReadonlyMap<string, string>, line: Line | null, on: string): LineTold {
  const { authority, kind } = lines[0]!;
  const children = lines.reduce((sum, each) => sum + each.children, 0);
  const few = children <= FEW || (lines.length > 1 && children <= ENOUGH_TOGETHER);
  return {
    ...{ authority: names.get(authority) ?? authority, kind, kindWords: KIND_WORDS[kind], line: few ? null : line },
    who: line ? AGES_WORDS[line.ages] : 'Small groups together',
    need: line ? NEED_WORDS[line.need] : 'All levels',
    children: few && children > FEW ? 'few' : childrenWords(children),
    rooms: few ? null : roomsTold(lines, on),
    of: few ? [] : lines,
    opens: few ? [] : opensOf(lines),
  };
}

/**
 * Sums of lines, in whole rooms that add up: what is within reach now, what opens for sure by the day and what is short
 * make what is needed.
 */
export function roomsTold(lines: readonly Line[], on: string): RoomsTold {
  const sum = (of: (line: Line) => number) => Math.round(lines.reduce((all, line) => all + of(line), 0));
  const coming = (sure: boolean, by = '9999') =>
    sum(({ roomsComing }) =>
      roomsComing.reduce((all, each) => all + (each.sure === sure && each.opens <= by ? each.rooms : 0), 0),
    );
  const short = sum((line) => line.short);
  const load = lines.reduce((all, { atATime }) => all + atATime, 0);
  const served = lines.reduce((all, line) => all + line.served * line.atATime, 0);
  const middle = lines.reduce((all, line) => all + line.roomsNeeded, 0);
  // What is counted from different children varies by itself, so its parts add up by their squares.
  const spread = (of: (line: Line) => number) => Math.hypot(...lines.map((line) => of(line) - line.roomsNeeded));
  return {
    needed: Math.round(middle),
    low: Math.max(0, Math.round(middle - spread(({ low }) => low))),
    high: Math.round(middle + spread(({ high }) => high)),
    now: Math.max(0, Math.round(middle) - short - coming(true, on)),
    coming: coming(true),
    comingLikely: coming(false),
    short,
    shortIfLikely: sum(({ shortIfLikely }) => shortIfLikely),
    shortIfConfirmed: sum(({ shortIfConfirmed }) => shortIfConfirmed),
    served: load > 0 ? Math.round((served / load) * 100) : 100,
  };
}

function opensOf(lines: readonly Line[]): LineTold['opens'] {
  const all = lines.flatMap(({ roomsComing }) =>
    roomsComing.map((each) => ({ ...each, year: each.opens.slice(0, 4) })),
  );
  return [...Map.groupBy(all, ({ year, sure }) => `${sure ? 0 : 1}${year}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, same]) => ({
      ...{ year: same[0]!.year, sure: same[0]!.sure },
      rooms: Math.round(same.reduce((sum, { rooms }) => sum + rooms, 0)),
    }))
    .filter(({ rooms }) => rooms > 0);
}
