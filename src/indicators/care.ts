import { addYears, type PlainDate } from '../kernel/index.ts';
import { isMove, isTemporaryStay, type ReturnYear } from '../ssda903/index.ts';

/** A time with one legal status and one home; codes as the statutory return writes them, null where nothing is said. */
export interface CareEpisode {
  readonly from: PlainDate;
  /** The first day it no longer held; null while it lasts. */
  readonly to: PlainDate | null;
  /** RNE */
  readonly began: string | null;
  /** LS */
  readonly status: string | null;
  /** PLACE */
  readonly place: string | null;
  /** REC */
  readonly ceased: string | null;
  /** REASON_PLACE_CHANGE */
  readonly moved: string | null;
  /** From the family's home; null where one end or the other is not known, or is hidden. */
  readonly miles: number | null;
  /** Which home, as a number without meaning of its own; null where the records do not say. */
  readonly home: number | null;
}

/** One child, without a name or an id. */
export interface ChildInCare {
  /** To tell the child from others in the same rows, and for nothing else. */
  readonly number: number;
  readonly born: PlainDate;
  readonly unaccompanied: boolean;
  /** In any order; each first day once. */
  readonly episodes: readonly CareEpisode[];
  /** The numbers of the brothers and sisters who are recorded as such. */
  readonly brothersAndSisters: readonly number[];
  /** Total difficulties scores (SDQ), 0 to 40, by the year of the return that told them. */
  readonly scores: readonly { readonly year: ReturnYear; readonly score: number }[];
  /** Days on which times missing began, each once. */
  readonly missing: readonly PlainDate[];
  /** Of a child who was adopted: when it was decided that they should be placed for adoption, and when they were matched. */
  readonly adoption: { readonly decided: PlainDate; readonly matched: PlainDate } | null;
}

/** A young person after care, as a year's return told of them (table OC3), without a name or an id. */
export interface CareLeaver {
  readonly year: ReturnYear;
  /** On the last day of the year; they turned it in the year. */
  readonly age: number;
  readonly inTouch: string | null;
  readonly activity: string | null;
  readonly accommodation: string | null;
}

/** The time with one set of carers: whatever the legal status did meanwhile, and short stays elsewhere included. */
export interface Stay {
  readonly from: PlainDate;
  to: PlainDate | null;
}

/** Care without a break. */
export interface Period {
  readonly from: PlainDate;
  to: PlainDate | null;
  /** REC of the last episode; null while it lasts, and where nobody said. */
  ceased: string | null;
  readonly episodes: CareEpisode[];
  readonly stays: Stay[];
}

/**
 * The times in care that a child's episodes make up, in order. Short breaks (V3, V4) are no care in this sense; care ends
 * on the eighteenth birthday (Children Act 1989 s105), whatever was left open. An episode goes on from the one before it
 * unless there are days between, or it says that the child started to be looked after (RNE S).
 */
export function periodsOf(child: ChildInCare): readonly Period[] {
  const grownUp = addYears(child.born, 18);
  const ordered = child.episodes
    .filter(({ status, from }) => status !== 'V3' && status !== 'V4' && from < grownUp)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  const periods: Period[] = [];
  let usual: CareEpisode | null = null;
  for (const [at, told] of ordered.entries()) {
    const episode = endedBy(told, ordered[at + 1]?.from ?? null, grownUp);
    const last = periods.at(-1);
    const before = last?.episodes.at(-1);
    if (!last || !before || last.to === null || last.to < episode.from || episode.began === 'S') {
      periods.push({
        from: episode.from,
        to: episode.to,
        ceased: episode.to === null ? null : episode.ceased,
        episodes: [episode],
        stays: [{ from: episode.from, to: episode.to }],
      });
      usual = episode;
      continue;
    }
    if (movedHome(before, episode, usual)) last.stays.push({ from: episode.from, to: episode.to });
    else (last.stays.at(-1) as Stay).to = episode.to;
    if (!isTemporaryStay(episode.place ?? '')) usual = episode;
    last.to = episode.to;
    last.ceased = episode.to === null ? null : episode.ceased;
    last.episodes.push(episode);
  }
  return periods;
}

/** An episode ends where the next begins at the latest, and nobody is looked after from the eighteenth birthday on. */
function endedBy(episode: CareEpisode, next: PlainDate | null, grownUp: PlainDate): CareEpisode {
  let to = episode.to;
  if (next !== null && (to === null || to > next)) to = next;
  if (to === null || to > grownUp) {
    // Not before the day comes: whoever asks about an earlier day finds the child in care.
    return { ...episode, to: grownUp, ceased: episode.to === null ? null : episode.ceased };
  }
  return to === episode.to ? episode : { ...episode, to };
}

function movedHome(before: CareEpisode, episode: CareEpisode, usual: CareEpisode | null): boolean {
  if (!isMove(episode.began ?? '', episode.place ?? '', before.moved)) return false;
  const cameBack =
    isTemporaryStay(before.place ?? '') && usual?.place === episode.place && usual?.home === episode.home;
  return !cameBack;
}

/** Whether something held on a day; on the last day it no longer does. */
export function held(span: { readonly from: PlainDate; readonly to: PlainDate | null }, on: PlainDate): boolean {
  return span.from <= on && (span.to === null || span.to > on);
}
