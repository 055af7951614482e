import { addDays, type PlainDate } from '../kernel/index.ts';
import { codesIn } from './code-lists.ts';
import { placeKind } from './code-words.ts';
import type { ReturnYear } from './return-year.ts';

/** An episode as the records have it. */
export interface LiveEpisode {
  readonly decom: PlainDate;
  readonly rne: string | null;
  readonly ls: string | null;
  readonly cin: string | null;
  readonly place: string | null;
  readonly placeProvider: string | null;
  readonly dec: PlainDate | null;
  readonly rec: string | null;
  readonly reasonPlaceChange: string | null;
  readonly homePost: string | null;
  readonly placePost: string | null;
  readonly urn: string | null;
  /** The return that told it last; for one made out of a stay, the year it is made for. */
  readonly returnYear: ReturnYear;
  /** Left open by the return, but later rows show that it ended by this day. */
  readonly presumedEnd: PlainDate | null;
  /** The home is one whose address is hidden. */
  readonly placeHidden: boolean;
  /** Something recorded here since has ended it. */
  readonly changed?: boolean;
  /** No return has told it yet: made out of a stay recorded here. */
  readonly fromStay?: boolean;
}

/** A stay in a home that was recorded here, not worked out from a return. */
export interface LiveStay {
  readonly started: PlainDate;
  /** Null: goes on. Told here, not by a return. */
  readonly ended: PlainDate | null;
  /** The return's code, or words. */
  readonly reason: string;
  /** The stay itself was recorded here; otherwise only its end was. */
  readonly recordedHere: boolean;
  readonly kind: string;
  readonly sector: string;
  /** The home is the authority's own. */
  readonly own: boolean;
  readonly urn: string | null;
  /** Null where it is not known or hidden. */
  readonly postcode: string | null;
  readonly hidden: boolean;
}

/** Days by which the day in the return and the day recorded here may differ and still mean the same move. */
const SAME_MOVE_DAYS = 7;

/**
 * The episodes of one child with what was recorded here since the last return: a home that the child moved to ends the
 * row before and begins a row with the same legal status and category of need, because nothing says that they changed
 * (RNE P); care that ended (a reason E…) ends the last row. What a stay does not tell is blank: PLACE of foster and kinship
 * homes, and everything about care that began with it.
 * @param episodes each DECOM once, in any order
 */
export function withRecordedStays(
  episodes: readonly LiveEpisode[],
  stays: readonly LiveStay[],
  year: ReturnYear,
  today: PlainDate,
): LiveEpisode[] {
  const known = [...episodes].sort((a, b) => (a.decom < b.decom ? -1 : 1));
  for (const stay of [...stays].sort((a, b) => (a.started < b.started ? -1 : 1))) {
    if (stay.started > today) continue;
    const last = known.at(-1);
    const isNew = stay.recordedHere && (!last || stay.started > addDays(last.decom, SAME_MOVE_DAYS));
    if (isNew) {
      const isOpen = last !== undefined && last.dec === null && last.presumedEnd === null;
      if (isOpen) known[known.length - 1] = { ...last, dec: stay.started, rec: 'X1', changed: true };
      const follows = isOpen || last?.dec === stay.started;
      known.push(episodeOfStay(stay, follows ? last : null, year));
    }
    endLast(known, stay, today);
  }
  return known;
}

function endLast(known: LiveEpisode[], stay: LiveStay, today: PlainDate): void {
  const last = known.at(-1);
  if (!last || last.dec !== null || last.presumedEnd !== null) return;
  if (stay.ended === null || stay.ended > today || stay.ended < last.decom) return;
  const leavesCare = /^E\d/.test(stay.reason);
  // An end without a reason for leaving care leaves an earlier return's row alone: the child may live elsewhere by now.
  if (!leavesCare && last.fromStay !== true) return;
  known[known.length - 1] = { ...last, dec: stay.ended, rec: leavesCare ? stay.reason : null, changed: true };
}

/** Kinds of home that one PLACE code stands for. */
const PLACE_OF_KIND: Readonly<Record<string, string>> = { residential: 'K2', secure: 'K1', supported: 'H5' };

function episodeOfStay(stay: LiveStay, before: LiveEpisode | null, year: ReturnYear): LiveEpisode {
  const code = PLACE_OF_KIND[stay.kind] ?? null;
  const inYear =
    code !== null && placeKind(code) === stay.kind && codesIn('PLACE', year).some((one) => one.code === code);
  return {
    decom: stay.started,
    rne: before ? 'P' : null,
    ls: before?.ls ?? null,
    cin: before?.cin ?? null,
    place: inYear ? code : null,
    placeProvider: providerCode(stay),
    dec: null,
    rec: null,
    reasonPlaceChange: null,
    homePost: before?.homePost ?? null,
    placePost: stay.postcode,
    urn: stay.urn,
    returnYear: year,
    presumedEnd: null,
    placeHidden: stay.hidden,
    fromStay: true,
  };
}

function providerCode(stay: LiveStay): string | null {
  if (stay.sector === 'authority') return stay.own ? 'PR1' : 'PR2';
  return stay.sector === 'private' ? 'PR4' : stay.sector === 'voluntary' ? 'PR5' : null;
}
