import type { GapsNow } from '../gaps/index.ts';
import { FEW } from '../indicators/index.ts';
import type { GapKindTold, GapRooms, GapsTold } from './figures.ts';
import { roundTold, tellParts } from './suppress.ts';

const KINDS = ['fostering', 'residential', 'supported'] as const;
const AGES = ['0-4', '5-9', '10-15', '16-17'] as const;

type Line = GapsNow['lines'][number];

/**
 * Rooms that are missing, by kind and age and by authority. Rooms needed follow from how many children ask for them: where
 * the number of children behind a line may not be told, neither may its rooms (suppress.ts).
 */
export function gapsTold(
  now: GapsNow,
  authorities: readonly { readonly id: string; readonly name: string }[],
): GapsTold {
  const of = (wanted: (line: Line) => boolean) => now.lines.filter(wanted);
  const kinds = tellParts(KINDS.map((kind) => childrenOf(of((line) => line.kind === kind))));
  const areas = tellParts(authorities.map(({ id }) => childrenOf(of((line) => line.authority === id))));
  return {
    on: now.on,
    ...{ percent: now.settings.percent, miles: now.settings.miles, days: now.settings.days },
    kinds: KINDS.map((kind, at): GapKindTold => {
      const lines = AGES.map((ages) => ({ ages, lines: of((line) => line.kind === kind && line.ages === ages) }));
      const open = typeof kinds?.parts[at] === 'number';
      const told = open ? tellParts(lines.map((each) => childrenOf(each.lines))) : null;
      return {
        kind,
        rooms: open ? roomsOf(lines.flatMap((each) => each.lines)) : null,
        lines: lines
          // Where no age may be told, or there is one alone, the line of all says it.
          .filter(
            (each) => each.lines.length > 0 && told !== null && lines.filter((one) => one.lines.length > 0).length > 1,
          )
          .map((each) => ({
            ages: each.ages,
            rooms: typeof told?.parts[lines.indexOf(each)] === 'number' ? roomsOf(each.lines) : null,
          })),
      };
    }),
    authorities:
      authorities.length > 1
        ? authorities.map(({ id, name }, at) => ({
            name,
            short: typeof areas?.parts[at] === 'number' ? roomsOf(of((line) => line.authority === id)).short : null,
          }))
        : [],
    reasons: now.reasons.map(({ words, times }) => ({
      words,
      times: times > 0 && times <= FEW ? ('few' as const) : roundTold(times, authorities.length > 1),
    })),
  };
}

function childrenOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { children }) => sum + children, 0);
}

function roomsOf(lines: readonly Line[]): GapRooms {
  const sum = (of: (line: Line) => number) => Math.round(lines.reduce((all, line) => all + of(line), 0));
  const requests = lines.reduce((all, line) => all + line.requests, 0);
  const served = lines.reduce((all, line) => all + line.served * line.requests, 0);
  return {
    needed: sum(({ roomsNeeded }) => roomsNeeded),
    now: sum(({ roomsNow }) => roomsNow),
    coming: sum(({ roomsComing }) => roomsComing.reduce((all, { rooms }) => all + rooms, 0)),
    short: sum(({ short }) => short),
    shortIfLikely: sum(({ shortIfLikely }) => shortIfLikely),
    served: requests === 0 ? 1 : Math.round((served / requests) * 100) / 100,
  };
}
