import { findCode } from './code-lists.ts';

export type PlaceKind =
  | 'fostering'
  | 'kinship'
  | 'residential'
  | 'supported'
  | 'secure'
  | 'with-parents'
  | 'adoption'
  | 'other';

const PLACE_KINDS: ReadonlyMap<string, PlaceKind> = new Map<string, PlaceKind>([
  ...['U1', 'U2', 'U3'].map((code) => [code, 'kinship'] as const),
  ...['U4', 'U5', 'U6'].map((code) => [code, 'fostering'] as const),
  ...['K2', 'R1'].map((code) => [code, 'residential'] as const),
  ...['K3', 'H5', 'P2'].map((code) => [code, 'supported'] as const),
  ...['A3', 'A4', 'A5', 'A6'].map((code) => [code, 'adoption'] as const),
  ['K1', 'secure'],
  ['P1', 'with-parents'],
]);

/**
 * The kind of home behind a PLACE code. Temporary stays (T0–T4), hospitals, schools, custody, Z codes and codes that
 * are not known are `other`. No code changed its kind between 2017 and 2026-27, so the year is not asked for.
 */
export function placeKind(code: string): PlaceKind {
  return PLACE_KINDS.get(code) ?? 'other';
}

/** A short stay that does not end the child's usual home (holiday, hospital, up to seven days elsewhere). */
export function isTemporaryStay(place: string): boolean {
  return /^T[0-4]$/.test(place);
}

/**
 * What changed when an episode began (RNE): `new-carers` (P, B) is a move to other people; `same-carers` (T, U) a
 * change of address or of the status of the home with the same people; `status-only` (L) no change of home at all.
 * Null for a code that is not known.
 */
export type EpisodeChange = 'start' | 'status-only' | 'same-carers' | 'new-carers';

const CHANGES: ReadonlyMap<string, EpisodeChange> = new Map<string, EpisodeChange>([
  ['S', 'start'],
  ['L', 'status-only'],
  ['T', 'same-carers'],
  ['U', 'same-carers'],
  ['P', 'new-carers'],
  ['B', 'new-carers'],
]);

export function episodeChange(rne: string): EpisodeChange | null {
  return CHANGES.get(rne) ?? null;
}

/**
 * Whether the child really moved when this episode began: to other carers (P, B), and not for a short stay (T0–T4) nor
 * where the episode before ended only because the status of the home changed (reason PLACE).
 * A return from a short stay to the usual home also carries P; the caller, who sees the chain, leaves that one out.
 */
export function isMove(rne: string, place: string, reasonBefore: string | null = null): boolean {
  return episodeChange(rne) === 'new-carers' && !isTemporaryStay(place) && reasonBefore !== 'PLACE';
}

/** Words for a screen; a code that is not known is shown as it stands, in words that say so. */
export const placeWords = (code: string): string => words('PLACE', code);
export const reasonEndedWords = (code: string): string => words('REC', code);
export const reasonMovedWords = (code: string): string => words('REASON_PLACE_CHANGE', code);
export const legalStatusWords = (code: string): string => words('LS', code);
export const providerWords = (code: string): string => words('PLACE_PROVIDER', code);
export const ethnicityWords = (code: string): string => words('ETHNIC', code);

function words(list: Parameters<typeof findCode>[0], code: string): string {
  return findCode(list, code)?.words ?? `Code ${code} (not known)`;
}
