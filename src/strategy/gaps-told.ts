import { childrenWords, type GapsNow, roomsTold, toldLines } from '../gaps/index.ts';
import type { GapKindTold, GapRooms, GapsTold } from './figures.ts';
import { TOGETHER } from './words.ts';

const KINDS = ['fostering', 'residential', 'supported'] as const;
const AGES = ['0-4', '5-9', '10-15', '16-17'] as const;

type Line = GapsNow['lines'][number];

/**
 * Rooms that are missing, by kind and age and by authority: sums of the groups that the page of gaps tells, and of nothing
 * else, so that a strategy and the page, held side by side, tell of no group that the page keeps back.
 */
export function gapsTold(
  now: GapsNow,
  authorities: readonly { readonly id: string; readonly name: string }[],
): GapsTold {
  // Without names a group is told by the id of its authority.
  const told = toldLines(now, new Map()).filter(({ rooms }) => rooms !== null);
  const area = (id: string) => told.filter(({ authority }) => authority === id).flatMap(({ of }) => of);
  return {
    on: now.on,
    ...{ percent: now.settings.percent, miles: now.settings.miles, days: now.settings.days },
    kinds: KINDS.map((kind): GapKindTold => {
      const groups = told.filter((each) => each.kind === kind);
      const here = groups.flatMap(({ of }) => of);
      const all = now.lines.filter((line) => line.kind === kind);
      const by = (wanted: string) =>
        groups.filter(({ line }) => (line?.ages ?? TOGETHER) === wanted).flatMap(({ of }) => of);
      const lines = [...AGES, TOGETHER]
        .map((ages) => ({ ages, lines: by(ages) }))
        .filter((each) => each.lines.length > 0);
      return {
        kind,
        rooms: here.length > 0 || all.length === 0 ? roomsOf(here, now.on) : null,
        leftOut: here.length < all.length,
        // Where there is one line alone, that of all says it.
        lines: lines.length > 1 ? lines.map((each) => ({ ages: each.ages, rooms: roomsOf(each.lines, now.on) })) : [],
      };
    }),
    authorities:
      authorities.length > 1
        ? authorities.map(({ id, name }) => {
            const lines = area(id);
            return { name, short: lines.length > 0 ? roomsOf(lines, now.on).short : null };
          })
        : [],
    reasons: now.reasons.map(({ words, times }) => ({ words, times: childrenWords(times) })),
  };
}

function roomsOf(lines: readonly Line[], on: string): GapRooms {
  const { needed, now, coming, comingLikely, short, shortIfLikely, served } = roomsTold(lines, on);
  return { needed, now, coming: coming + comingLikely, short, shortIfLikely, served: served / 100 };
}
