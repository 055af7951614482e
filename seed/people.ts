import type { Child, Spell } from './population.ts';

export const YEAR = 365.25;

/** Age in years, with its fraction. */
export function ageAt(child: Child, day: number): number {
  return (day - child.born) / YEAR;
}

/** The spells a child had: the group's, up to the day the child left care. */
export function spellsOf(child: Child): { spell: Spell; start: number; end: number | null }[] {
  const out: { spell: Spell; start: number; end: number | null }[] = [];
  for (const spell of child.group.spells) {
    if (child.exit !== null && spell.start >= child.exit) break;
    const end = spell.end === null ? child.exit : child.exit === null ? spell.end : Math.min(spell.end, child.exit);
    out.push({ spell, start: spell.start, end });
  }
  return out;
}
