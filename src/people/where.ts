import { ageOn, HOME_KIND_WORDS, type HomeKind, type PlainDate } from '../kernel/index.ts';
import { placeWords, reasonEndedWords, reasonMovedWords } from '../ssda903/index.ts';

/** A home a child lives or lived in, as the placing authority may see it. */
export interface Stay {
  readonly from: PlainDate;
  /** Null: lives there now. */
  readonly to: PlainDate | null;
  /** Null where the home is known from a return only. */
  readonly homeId: string | null;
  readonly homeOrganisationId: string | null;
  /** The home's name, or the kind of home in words. */
  readonly where: string;
  readonly area: string;
  /** Why the home ended, in words; empty when it has not, or nobody said. */
  readonly ended: string;
}

export interface PlacementRow {
  readonly home_id: string;
  readonly home_organisation_id: string;
  /** Null, or left out, where the home may not be read or its name is not needed. */
  readonly name?: string | null;
  readonly kind?: string | null;
  readonly area?: string | null;
  readonly started: PlainDate;
  readonly ended: PlainDate | null;
  readonly reason: string | null;
}

export interface EpisodeRow {
  readonly decom: PlainDate;
  readonly dec: PlainDate | null;
  readonly rec: string | null;
  readonly place: string | null;
  readonly reason_place_change: string | null;
  readonly urn: string | null;
}

/**
 * The latest first, and of two that began on one day the one that lasts longer: the rule may not depend on the order in
 * which the rows were read, and the database decides by the same (app.standings in migrations/0086).
 */
function byLatest(a: PlacementRow, b: PlacementRow): number {
  return (
    descending(a.started, b.started) ||
    descending(a.ended ?? NEVER, b.ended ?? NEVER) ||
    descending(b.home_organisation_id, a.home_organisation_id) ||
    descending(b.home_id, a.home_id) ||
    descending(b.reason ?? '', a.reason ?? '')
  );
}

const NEVER = '9999-12-31';

function descending(a: string, b: string): number {
  return a < b ? 1 : a > b ? -1 : 0;
}

/** What had begun by a day, as it stood on that day: an end that lies ahead has not happened yet. */
export function asOf<Row extends PlacementRow | EpisodeRow>(found: readonly Row[], today: PlainDate): Row[] {
  return found.flatMap((row) => {
    if ('decom' in row) {
      if (row.decom > today) return [];
      return row.dec !== null && row.dec > today
        ? [{ ...row, dec: null, rec: null, reason_place_change: null }]
        : [row];
    }
    if (row.started > today) return [];
    return row.ended !== null && row.ended > today ? [{ ...row, ended: null, reason: null }] : [row];
  });
}

/** The kind of a home in words, for lists about children. */
function kindWords(kind: string | null): string {
  return HOME_KIND_WORDS[kind as HomeKind] ?? 'A home';
}

/**
 * Every home a child has lived in, the latest first: from placements, and from a return's episodes for times that no
 * placement covers. Episodes that only change a legal status are one stay.
 */
export function historyOfHomes(placements: readonly PlacementRow[], episodes: readonly EpisodeRow[]): Stay[] {
  const stays: Stay[] = placements.map(stayOf);
  for (const stay of staysOfEpisodes(episodes)) {
    if (!placements.some((row) => covers(row, stay.from))) stays.push(stay);
  }
  return stays.sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0));
}

function stayOf(row: PlacementRow): Stay {
  return {
    from: row.started,
    to: row.ended,
    homeId: row.home_id,
    homeOrganisationId: row.home_organisation_id,
    where: row.name ?? kindWords(row.kind ?? null),
    area: row.area ?? '',
    ended: row.ended ? endedWords(row.reason) : '',
  };
}

function covers(placement: PlacementRow, day: PlainDate): boolean {
  return placement.started <= day && (placement.ended === null || day < placement.ended);
}

function staysOfEpisodes(episodes: readonly EpisodeRow[]): Stay[] {
  const ordered = [...episodes].sort((a, b) => (a.decom < b.decom ? -1 : 1));
  const stays: (Stay & { readonly key: string })[] = [];
  for (const episode of ordered) {
    const last = stays.at(-1);
    const key = JSON.stringify([episode.place, episode.urn]);
    const ended = episode.dec ? endedWords(episode.reason_place_change ?? episode.rec) : '';
    const next = {
      from: episode.decom,
      to: episode.dec,
      homeId: null,
      homeOrganisationId: null,
      where: episode.place ? placeWords(episode.place) : 'A home',
      area: '',
      ended,
      key,
    };
    // The return writes a new episode for a new legal status in the same home: the child did not move.
    if (last && last.key === key && last.to === episode.decom) stays[stays.length - 1] = { ...next, from: last.from };
    else stays.push(next);
  }
  return stays.map(({ key: _, ...stay }) => stay);
}

/** Why a home ended: the return's code in words, words as they stand, nothing where nobody said. */
export function endedWords(reason: string | null): string {
  if (!reason || reason === 'X1') return '';
  if (/^E\d/.test(reason)) return reasonEndedWords(reason);
  return /^[A-Z0-9]{2,6}$/.test(reason) ? reasonMovedWords(reason) : reason;
}

/** Where a child stands with homes. */
export type Standing =
  /** endsOn: notice has been given, the home is to end on that coming day, and no next home is agreed. */
  | { readonly is: 'at-home'; readonly stay: Stay; readonly endsOn: PlainDate | null }
  | { readonly is: 'needs-a-home' }
  | { readonly is: 'left'; readonly on: PlainDate | null };

/**
 * Whether the child lives in a home now, needs one, or has left care. Leaving care is a return's reason for ceasing
 * (codes E…) on the last episode or placement, or having turned 18 without a home here.
 * This is the rule; lists of thousands ask the database the same (app.standings), and a test holds the two together.
 * @param born for the eighteenth birthday
 */
export function standing(
  everyPlacement: readonly PlacementRow[],
  everyEpisode: readonly EpisodeRow[],
  born: PlainDate,
  today: PlainDate,
): Standing {
  const everyHome = [...everyPlacement].sort(byLatest);
  const placements = asOf(everyHome, today).sort(byLatest);
  const episodes = asOf(everyEpisode, today);
  // Care ends at 18 (Children Act 1989 s. 105). A stay that nobody has ended, as in an old return, does not go on.
  const grownUp = ageOn(born, today) >= 18;
  const livesIn = everyHome.find((row) => row.started <= today && (row.ended === null || row.ended > today));
  const now = livesIn ? stayOf({ ...livesIn, ended: null }) : openStay(historyOfHomes(placements, episodes));
  if (now && !grownUp) return { is: 'at-home', stay: now, endsOn: livesIn ? endsOn(livesIn, everyHome, today) : null };
  const lastPlacement = placements[0];
  const lastEpisode = [...episodes].sort((a, b) => descending(a.decom, b.decom))[0];
  const endedByEpisode = lastEpisode && (!lastPlacement || lastPlacement.started <= lastEpisode.decom);
  const reason = endedByEpisode ? lastEpisode.rec : (lastPlacement?.reason ?? null);
  const ended = endedByEpisode ? lastEpisode.dec : (lastPlacement?.ended ?? null);
  // An import of returns takes a child who is in no later return to have left, and says so in these words.
  if (reason && (/^E\d/.test(reason) || reason === 'not in the next return')) return { is: 'left', on: ended };
  if (grownUp) return { is: 'left', on: ended };
  return { is: 'needs-a-home' };
}

function openStay(stays: readonly Stay[]): Stay | undefined {
  return stays.find((stay) => stay.to === null);
}

/** Notice has been given, no next home is agreed, and the child does not leave care. */
function endsOn(livesIn: PlacementRow, placements: readonly PlacementRow[], today: PlainDate): PlainDate | null {
  if (livesIn.ended === null || /^E\d/.test(livesIn.reason ?? '')) return null;
  return placements.some((row) => row.started > today) ? null : livesIn.ended;
}

/** True for a child in care who has no home, or whose home is to end with no next one agreed. */
export function needsAHome(stands: Standing): boolean {
  return stands.is === 'needs-a-home' || (stands.is === 'at-home' && stands.endsOn !== null);
}
