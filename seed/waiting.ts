import type { SeededRandom } from '../src/kernel/index.ts';
import type { Geography } from './geography.ts';
import { makeKinshipHome, type Pools } from './homes.ts';
import type { Child, Family, Home, Script, Spell } from './population.ts';
import { noteOn } from './waiting-notes.ts';

/** Children for whom a home is being asked: one child, or brothers and sisters who want to live together. */
export interface Waiting {
  readonly children: readonly Child[];
  readonly script: Script | null;
  /** Day numbers. */
  readonly asked: number;
  readonly needed: number;
  readonly emergency: boolean;
  readonly note: string;
  readonly draft: boolean;
}

const SHARE_WAITING = 0.022;
const LEAST = 12;

const NOTES: Readonly<Record<Script, string>> = {
  'four together':
    'Maisie, Jack, Lottie and Alfie live two and two, in different homes. They want to live together, and both homes end soon.',
  'liberty order':
    'Jayden has given his own list of what works. The order sets two adults and agreed limits; the home he is in has given notice.',
  'arrived yesterday':
    'Musab came to the police station last night with nothing but his phone. A bed for two nights; a home is needed by tomorrow.',
};

/** Chooses who waits for a home on the day: the written cases, and children whose home is ending or was never meant to last. */
export function chooseWaiting(random: SeededRandom, families: readonly Family[], asOf: number): Waiting[] {
  const waiting: Waiting[] = [];
  let inCare = 0;
  const possible: { family: Family; children: Child[]; spell: Spell; weight: number }[] = [];
  for (const family of families) {
    const here = family.children.filter((child) => child.exit === null || child.exit > asOf + 120);
    inCare += here.length;
    if (here.length === 0) continue;
    const script = here[0]?.script;
    if (script) {
      const soon = script === 'arrived yesterday' ? 1 : script === 'liberty order' ? 5 : 13;
      const emergency = script === 'arrived yesterday';
      waiting.push({
        children: here,
        script,
        asked: asOf - (emergency ? 0 : 3),
        needed: asOf + soon,
        emergency,
        note: NOTES[script],
        draft: emergency,
      });
      continue;
    }
    const parted = family.groups.filter((group) => group.children.some((child) => here.includes(child)));
    for (const group of parted) {
      const spell = group.spells.at(-1);
      if (!spell || spell.start > asOf) continue;
      const children = group.children.filter((child) => here.includes(child));
      const weight =
        spell.endsSoon !== null
          ? 3
          : spell.living === 'unregistered'
            ? 2.5
            : spell.living.endsWith('fostering') && asOf - spell.start < 30
              ? 1
              : 0;
      if (weight === 0) continue;
      // Brothers and sisters who were parted are sometimes looked for together.
      const together = parted.length > 1 && random.chance(0.5) ? here : children;
      possible.push({
        family,
        children: together,
        spell,
        weight: weight * (1 + 0.4 * (together.length - 1)) * (0.2 + random.next()),
      });
    }
  }
  possible.sort((a, b) => b.weight - a.weight || (a.children[0]?.id ?? '').localeCompare(b.children[0]?.id ?? ''));
  const target = Math.max(LEAST, Math.round(inCare * SHARE_WAITING));
  const asked = new Set<Family>();
  for (const { family, children, spell } of possible) {
    if (waiting.length >= target) break;
    if (asked.has(family)) continue;
    asked.add(family);
    const emergency = random.chance(0.12);
    const needed = spell.endsSoon ?? asOf + random.between(emergency ? 0 : 4, emergency ? 2 : 35);
    waiting.push({
      children,
      script: null,
      asked: asOf - random.between(0, 9),
      needed,
      emergency,
      note: noteOn(random, children, spell, asOf),
      draft: emergency && random.chance(0.4),
    });
  }
  return waiting;
}

/** For some who wait, a relative has been assessed in the meantime: a kinship home with rooms, approved for them alone. */
export function kinshipForWaiting(
  random: SeededRandom,
  geography: Geography,
  pools: Pools,
  waiting: readonly Waiting[],
): Home[] {
  return waiting.flatMap((each, index) => {
    const group = each.children[0]?.group;
    const part = random.fork(String(index));
    if (!group || each.script || !part.chance(0.22)) return [];
    const { authority } = group.family;
    const provider = pools.providers.find((one) => one.authority === authority);
    if (!provider) return [];
    const home = makeKinshipHome(
      part,
      { ...group, children: [...each.children] },
      provider,
      part.chance(0.7) ? authority : part.pick(geography.authorities),
    );
    return [home];
  });
}
