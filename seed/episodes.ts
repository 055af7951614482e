import { fromDayNumber, type PlainDate } from '../src/kernel/index.ts';
import { ageAt, spellsOf } from './people.ts';
import type { Child, Spell } from './population.ts';

/** One episode of the statutory return; days are day numbers. */
export interface Episode {
  readonly start: number;
  readonly rne: string;
  readonly ls: string;
  readonly cin: string;
  readonly place: string;
  readonly provider: string | null;
  readonly homePost: string | null;
  readonly placePost: string | null;
  readonly urn: string | null;
  end: number | null;
  rec: string | null;
  reason: string | null;
}

/**
 * All episodes of a child's time in care: one for each home, legal status, or change in the status of a home.
 * @param until the last day that has happened, as a day number; what would begin later has not
 */
export function episodesOf(child: Child, until = Number.POSITIVE_INFINITY): Episode[] {
  const stays = spellsOf(child);
  const orders = legalStatus(child);
  const changes = new Map<number, { spell?: Spell; ls?: string; longTerm?: boolean }>();
  const change = (day: number) => {
    const known = changes.get(day) ?? {};
    changes.set(day, known);
    return known;
  };
  for (const { spell, start, end } of stays) {
    change(start).spell = spell;
    if (spell.longTermFrom !== null && spell.longTermFrom > start && spell.longTermFrom < (end ?? Infinity))
      change(spell.longTermFrom).longTerm = true;
  }
  for (const { from, ls } of orders) change(Math.max(from, child.entry)).ls = ls;
  const last = child.exit ?? Infinity;
  const episodes: Episode[] = [];
  let spell = stays[0]?.spell as Spell;
  let ls = orders[0]?.ls as string;
  let longTerm = false;
  const cin = categoryOf(child);
  for (const [day, what] of [...changes].sort(([a], [b]) => a - b)) {
    if (day >= last || day > until) break;
    const sameCarers = what.spell !== undefined && what.spell.place === 'A5';
    const moved = what.spell !== undefined && episodes.length > 0;
    const ordered = what.ls !== undefined && what.ls !== ls;
    if (episodes.length > 0 && !moved && !ordered && !what.longTerm) continue;
    const before = episodes.at(-1);
    if (before) {
      before.end = day;
      before.rec = 'X1';
      if (moved) before.reason = sameCarers ? 'PLACE' : spell.reason || 'CARPL';
      else if (what.longTerm) before.reason = 'PLACE';
    }
    const changedHome = (moved && sameCarers) || (!moved && what.longTerm === true);
    const rne =
      episodes.length === 0
        ? 'S'
        : moved && !sameCarers
          ? ordered
            ? 'B'
            : 'P'
          : changedHome
            ? ordered
              ? 'U'
              : 'T'
            : 'L';
    if (what.spell) {
      spell = what.spell;
      longTerm = false;
    }
    ls = what.ls ?? ls;
    longTerm ||= what.longTerm === true;
    episodes.push({ start: day, rne, ls, cin, end: null, rec: null, reason: null, ...where(child, spell, longTerm) });
  }
  const ending = episodes.at(-1);
  if (ending && child.exit !== null && child.exit <= until) {
    ending.end = child.exit;
    ending.rec = child.rec;
  }
  return episodes;
}

function where(
  child: Child,
  spell: Spell,
  longTerm: boolean,
): Pick<Episode, 'place' | 'provider' | 'homePost' | 'placePost' | 'urn'> {
  const place = longTerm && spell.place === 'U3' ? 'U1' : longTerm && /^U[56]$/.test(spell.place) ? 'U4' : spell.place;
  const { home } = spell;
  const own = child.family.authority;
  const provider = home
    ? home.provider.sector === 'private'
      ? 'PR4'
      : home.provider.sector === 'voluntary'
        ? 'PR5'
        : home.provider.authority === own
          ? 'PR1'
          : 'PR2'
    : place === 'P1'
      ? 'PR0'
      : place.startsWith('A')
        ? 'PR1'
        : place === 'R2' || place === 'R5'
          ? 'PR3'
          : 'PR4';
  const urn = home
    ? (home.urn ?? home.provider.urn)
    : /^(P[13]|R2|R5|Z)/.test(place)
      ? null
      : place.startsWith('A')
        ? own.fosteringUrn
        : 'XXXXXXX';
  return {
    place,
    provider,
    urn,
    homePost: child.unaccompanied ? null : child.family.home.postcode,
    placePost: (home?.spot ?? spell.spot)?.postcode ?? null,
  };
}

/** The return's category of need, the same for all of a family and all of a time in care. Shares are an assumption. */
function categoryOf(child: Child): string {
  if (child.unaccompanied) return 'N8';
  return (child.family.children[0] as Child).random
    .fork('category')
    .weighted({ N1: 0.66, N2: 0.03, N3: 0.03, N4: 0.09, N5: 0.15, N6: 0.015, N8: 0.025 });
}

/** Orders and agreements over time: most begin by agreement or under an interim order, which becomes a care order. */
function legalStatus(child: Child): { from: number; ls: string }[] {
  const random = child.random.fork('legal');
  const { entry } = child;
  if (child.unaccompanied) return [{ from: entry, ls: 'V2' }];
  const adoption = spellsOf(child).find(({ spell }) => spell.living === 'placed for adoption')?.start;
  const old = ageAt(child, entry) >= 14.5;
  const way =
    adoption !== undefined
      ? 'interim'
      : random.weighted({ agreed: old ? 0.72 : 0.24, police: old ? 0.05 : 0.09, interim: old ? 0.2 : 0.67 });
  if (child.script === 'liberty order')
    return [
      { from: entry, ls: 'C1' },
      { from: entry + 190, ls: 'C2' },
    ];
  const orders: { from: number; ls: string }[] = [];
  let interim = entry;
  if (way === 'agreed') {
    orders.push({ from: entry, ls: 'V2' });
    if (random.chance(0.45)) return orders;
    interim = entry + random.between(40, 260);
  } else if (way === 'police') {
    orders.push({ from: entry, ls: random.chance(0.6) ? 'L1' : 'L2' });
    interim = entry + random.between(2, 8);
  }
  orders.push({ from: interim, ls: 'C1' });
  const full = interim + random.between(150, 330);
  if (adoption === undefined) orders.push({ from: full, ls: 'C2' });
  else orders.push({ from: Math.max(interim + 5, Math.min(full, adoption - random.between(20, 90))), ls: 'E1' });
  return orders;
}

/** The calendar year in which the return year of a day ends. */
export function returnYearOf(day: PlainDate): number {
  return Number(day.slice(0, 4)) + (day.slice(5) >= '04-01' ? 1 : 0);
}

/**
 * PLACE as the return of a year writes it: some kinds were named differently before, or are split since. Only homes
 * that are not registered have Z1 here, because what the codes it was split into mean is not known to us for certain.
 */
export function placeIn(year: number, place: string): string {
  if (place === 'K3' && year <= 2024) return 'H5';
  if (place === 'Z1' && year >= 2026) return 'Z12';
  return place;
}

/** The latest return year that an episode is part of, as of a day. */
export function latestYear(episode: Episode, asOf: number): number {
  return returnYearOf(fromDayNumber(episode.end ?? asOf));
}
