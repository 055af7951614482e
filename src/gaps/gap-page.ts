import { areasMap } from '../charts/index.ts';
import { FEW } from '../indicators/index.ts';
import { inWords } from '../kernel/index.ts';
import type { PlanningScope } from '../planning/index.ts';
import { GAP_KINDS } from '../sufficiency/index.ts';
import type { GapsNow } from './gaps-now.ts';
import { reasonsTold } from './reasons-told.ts';
import { childrenWords, type LineTold, roomsTold, toldLines } from './told-lines.ts';
import { gapInWords, KIND_WORDS, placeName } from './words.ts';

const BIGGEST = 6;

/** What the page says of gaps: the biggest in words, by kind, by area on a map, by group, and why nothing was found. */
export function gapPage(now: GapsNow, scope: PlanningScope) {
  const names = new Map(scope.authorities.map(({ id, name }) => [id, name]));
  const lines = toldLines(now, names);
  const told = toldOnly(now, lines, names);
  const kinds = kindsTold(now, told);
  return {
    on: inWords(now.on),
    children: childrenWords(now.children),
    biggest: lines
      .filter(({ rooms, line }) => line && rooms && rooms.short >= 1)
      .slice(0, BIGGEST)
      .map(inOneSentence),
    kinds: kinds.filter(({ rooms }) => rooms),
    kindsNotTold: kinds.filter(({ rooms }) => !rooms).map(kindNotTold),
    map: scope.authorities.length > 1 ? mapOf(told, scope, now.on) : null,
    lines: lines.filter(({ rooms }) => rooms),
    notTold: groupsNotTold(
      lines.filter(({ rooms }) => !rooms),
      scope.authorities.length > 1,
    ),
    reasons: reasonsTold(now),
  };
}

function inOneSentence({ line, rooms, authority }: LineTold): { readonly words: string; readonly unsure: string } {
  const { short, low, high, needed, now } = rooms!;
  // What is missing is as unsure as what is needed.
  const [least, most] = [Math.max(0, short - (needed - low)), short + (high - needed)];
  return {
    words: gapInWords(short, line!.kind, line!.ages, line!.need, placeName(authority)),
    unsure: `${range(least, most)}; ${now} of ${needed} rooms needed are within reach now`,
  };
}

/** How far the number may be off, 95 of 100 times, said so that nobody takes the middle for certain. */
function range(least: number, most: number): string {
  return `it may be as few as ${least === 0 ? 'none' : least}, as many as ${most}`;
}

type KindTold = ReturnType<typeof kindsTold>[number];

/** A kind of home whose every figure but one is kept back. */
function kindNotTold({ words, children, there, notConfirmed }: KindTold): string {
  const rooms = `${there} ${there === 1 ? 'room' : 'rooms'}${notConfirmed ? `, ${notConfirmed} with skills not confirmed` : ''}`;
  const why = children === 'none' ? 'nobody needed one in the last year' : 'too few children to say what is missing';
  return `${words}: ${why}. There are ${there === 0 ? 'no rooms' : rooms}.`;
}

/** Groups of which no room is told, in a sentence for each kind of home. */
function groupsNotTold(lines: readonly LineTold[], several: boolean): string[] {
  return [...Map.groupBy(lines, ({ kindWords }) => kindWords)].map(([kind, these]) => {
    const where = [...new Set(these.map(({ authority }) => placeName(authority)))].sort();
    const near = several ? ` near ${new Intl.ListFormat('en-GB').format(where)}` : '';
    const all = these.every(({ children }) => children === '5 or fewer');
    return `${kind}${near}: too few children${all ? ' (5 or fewer)' : ''} to tell what is missing.`;
  });
}

/** The engine's lines of groups that are told, so that no total says more than the lines do. */
function toldOnly(now: GapsNow, lines: readonly LineTold[], names: ReadonlyMap<string, string>) {
  const few = new Set(lines.flatMap(({ rooms, authority, kind }) => (rooms ? [] : [`${authority}\n${kind}`])));
  return now.lines.filter(({ authority, kind }) => !few.has(`${names.get(authority) ?? authority}\n${kind}`));
}

function kindsTold(now: GapsNow, told: GapsNow['lines']) {
  return GAP_KINDS.flatMap((kind) => {
    const here = told.filter((line) => line.kind === kind);
    const all = now.lines.filter((line) => line.kind === kind);
    const stock = now.stock.filter((each) => each.kind === kind);
    if (all.length === 0 && stock.length === 0) return [];
    const children = here.reduce((sum, line) => sum + line.children, 0);
    return [
      {
        ...{ kind, words: KIND_WORDS[kind], leftOut: here.length < all.length },
        children: here.length > 0 ? childrenWords(children) : all.length > 0 ? 'few' : 'none',
        rooms: children > FEW ? roomsTold(here, now.on) : null,
        there: stock.reduce((sum, { rooms }) => sum + rooms, 0),
        notConfirmed: stock.reduce((sum, each) => sum + each.notConfirmed, 0),
      },
    ];
  });
}

function mapOf(told: GapsNow['lines'], scope: PlanningScope, on: string) {
  return areasMap({
    areas: scope.authorities.map(({ id, name, at }) => {
      const here = told.filter(({ authority }) => authority === id);
      const children = here.reduce((sum, line) => sum + line.children, 0);
      return { name: placeName(name), at, short: children > FEW ? roomsTold(here, on).short : null };
    }),
    one: 'room short',
    many: 'rooms short',
  });
}
