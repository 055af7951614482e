import type { ReturnData } from './return-data.ts';
import type { EpisodeRow } from './rows.ts';
import { isOneOf } from './rule.ts';

/** Moves that are meant to end with a return: T0 to T4. */
export const isTemporary = isOneOf(['T0', 'T1', 'T2', 'T3', 'T4']);

/** Other placements, which are listed for the Department one by one: Z1, and from 2025-26 Z11 to Z14. */
const isOtherPlacement = isOneOf(['Z1', 'Z11', 'Z12', 'Z13', 'Z14']);

/** Whether a placement of this kind is returned without a provider. */
export function hasNoProvider(place: string | null): boolean {
  return isTemporary(place) || isOtherPlacement(place);
}

const isNeverRegistered = isOneOf(['P1', 'P3', 'R1', 'R2', 'R5']);

/** Whether Ofsted registers nobody for a placement of this kind, so that it has no URN; H5 and P2 aside. */
export function hasNoUrn(place: string | null): boolean {
  return hasNoProvider(place) || isNeverRegistered(place);
}

/** Placed for adoption: A3 to A6. */
export const isPlacedForAdoption = isOneOf(['A3', 'A4', 'A5', 'A6']);

/** What stands for a URN where the provider has none of its own. */
export const NO_URN = 'XXXXXXX';

const isOutsideEngland = isOneOf(['WAL', 'SCO', 'NIR', 'NUK', 'CON']);

/** Whether the placement is known to lie outside England, where Ofsted registers nobody. */
export function liesOutsideEngland(episode: EpisodeRow): boolean {
  return isOutsideEngland(episode.PL_LA);
}

/** The provider that an episode's URN names, or null: none given, none on Ofsted's list, or a short break. */
export function listedProvider(data: ReturnData, episode: EpisodeRow) {
  if (episode.URN === null || episode.LS === 'V3' || episode.LS === 'V4') return null;
  return data.providers?.get(episode.URN) ?? null;
}
