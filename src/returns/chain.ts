import { addDays, type PlainDate, postcode } from '../kernel/index.ts';
import {
  isMove,
  isTemporaryStay,
  type PlaceKind,
  placeKind,
  type ReturnYear,
  returnYearDays,
} from '../ssda903/index.ts';

/** A home that episodes can point to. */
export interface HomeKey {
  readonly organisationId: string;
  readonly id: string;
}

/** An episode as it is kept, with the home its Ofsted number stands for where there is one. */
export interface ChainEpisode {
  readonly decom: PlainDate;
  readonly dec: PlainDate | null;
  readonly rne: string | null;
  readonly rec: string | null;
  readonly place: string | null;
  readonly reasonPlaceChange: string | null;
  readonly homePost: string | null;
  readonly placePost: string | null;
  readonly urn: string | null;
  readonly returnYear: ReturnYear;
  readonly home: HomeKey | null;
}

export interface ChainStay {
  readonly kind: PlaceKind;
  readonly home: HomeKey | null;
  readonly started: PlainDate;
  readonly ended: PlainDate | null;
  readonly reason: string;
  readonly presumed: boolean;
}

/** What all episodes of one child say together. */
export interface Chain {
  readonly stays: readonly ChainStay[];
  /** The days on which the child moved to other carers. */
  readonly moves: readonly PlainDate[];
  /** How each episode left open came to an end after all, by its DECOM. */
  readonly presumedEnds: ReadonlyMap<PlainDate, { readonly on: PlainDate; readonly reason: string | null }>;
  /** The year of the last row, where that was left open and the child is not in the next return; else null. */
  readonly missingAfter: ReturnYear | null;
  /** The family's home, from the latest episode that has a whole postcode for it. */
  readonly familyPostcode: string | null;
}

/** Kept as the reason where a child is in no later return; words, because no code of the return says it. */
export const NOT_IN_NEXT_RETURN = 'not in the next return';

/**
 * Reads the chain of one child's episodes: which stays they make up, when the child moved, where the family lives.
 *
 * Episodes in one home that follow each other are one stay, whatever changed between them. A temporary stay (T0–T4)
 * belongs to the usual home before it, and coming back from it is no move although it carries P. An episode left open
 * ends when the next one begins; or, where the child is in no row of the next imported year, on the last day of the
 * year it stands in. The answer depends only on what is given, so years may be imported in any order.
 * @param episodes of one child, each DECOM once, in any order
 * @param years the years imported for the authority
 */
export function readChain(episodes: readonly ChainEpisode[], years: readonly ReturnYear[]): Chain {
  const ordered = [...episodes].sort((a, b) => (a.decom < b.decom ? -1 : 1));
  const stays: OpenStay[] = [];
  const moves: PlainDate[] = [];
  const presumedEnds = new Map<PlainDate, { on: PlainDate; reason: string | null }>();
  let usual: OpenStay | null = null;
  let missingAfter: ReturnYear | null = null;
  for (const [at, episode] of ordered.entries()) {
    const before = ordered[at - 1];
    const end = endOf(episode, ordered[at + 1], years);
    missingAfter = end.why === 'missing' ? episode.returnYear : null;
    if (end.presumed && end.on) {
      presumedEnds.set(episode.decom, { on: end.on, reason: end.why === 'missing' ? NOT_IN_NEXT_RETURN : null });
    }
    const follows = followed(usual, episode);
    if (episode.place !== null && isTemporaryStay(episode.place)) {
      usual = follows;
      if (usual) extend(usual, end, closingReason(episode) || usual.reason, usual.last);
      continue;
    }
    const back = before?.place != null && isTemporaryStay(before.place);
    if (follows && staysOn(follows.last, episode, back)) {
      extend(follows, end, closingReason(episode), episode);
      continue;
    }
    if (isMove(episode.rne ?? '', episode.place ?? '', before?.reasonPlaceChange ?? null)) moves.push(episode.decom);
    usual = {
      kind: placeKind(episode.place ?? ''),
      home: episode.home,
      started: episode.decom,
      ended: null,
      reason: '',
      presumed: false,
      last: episode,
    };
    extend(usual, end, closingReason(episode), episode);
    stays.push(usual);
  }
  return {
    stays: stays.map(({ last: _, ...stay }) => stay),
    moves,
    presumedEnds,
    missingAfter,
    familyPostcode: latestFamilyPostcode(ordered),
  };
}

interface OpenStay {
  readonly kind: PlaceKind;
  readonly home: HomeKey | null;
  readonly started: PlainDate;
  ended: PlainDate | null;
  reason: string;
  presumed: boolean;
  /** The latest episode in the usual home itself. */
  last: ChainEpisode;
}

/** The stay that an episode follows without a gap; null where the child came (back) into care with it. */
function followed(usual: OpenStay | null, episode: ChainEpisode): OpenStay | null {
  return usual?.ended && episode.rne !== 'S' && episode.decom <= addDays(usual.ended, 1) ? usual : null;
}

interface End {
  readonly on: PlainDate | null;
  readonly why: 'told' | 'next episode' | 'missing' | 'open';
  readonly presumed: boolean;
}

function extend(stay: OpenStay, end: End, reason: string, last: ChainEpisode): void {
  stay.ended = end.on;
  stay.presumed = end.presumed;
  stay.reason = end.why === 'missing' ? NOT_IN_NEXT_RETURN : end.why === 'told' ? reason : '';
  stay.last = last;
}

function endOf(episode: ChainEpisode, next: ChainEpisode | undefined, years: readonly ReturnYear[]): End {
  const notBefore = (on: PlainDate) => (on < episode.decom ? episode.decom : on);
  if (episode.dec !== null) {
    // Rows that overlap are a mistake for the checker; nobody lives in two homes, so the later row counts.
    if (next && next.decom < episode.dec) return { on: next.decom, why: 'told', presumed: false };
    return { on: notBefore(episode.dec), why: 'told', presumed: false };
  }
  const later = years.filter((year) => year > episode.returnYear);
  const nextYear = later.length > 0 ? Math.min(...later) : null;
  const missing = nextYear !== null && (!next || next.decom > returnYearDays(nextYear).last);
  if (missing) return { on: notBefore(returnYearDays(episode.returnYear).last), why: 'missing', presumed: true };
  return next ? { on: next.decom, why: 'next episode', presumed: true } : { on: null, why: 'open', presumed: false };
}

/** Whether an episode goes on in the home of the stay that it follows. */
function staysOn(last: ChainEpisode, episode: ChainEpisode, backFromTemporary: boolean): boolean {
  if (last.home || episode.home) {
    return last.home?.id === episode.home?.id && last.home?.organisationId === episode.home?.organisationId;
  }
  // Only a change of legal status or of address with the same people goes on where the home itself is not known.
  if (episode.rne !== null && ['L', 'T', 'U'].includes(episode.rne)) return true;
  return (
    backFromTemporary &&
    last.place === episode.place &&
    last.urn === episode.urn &&
    last.placePost === episode.placePost
  );
}

/** Why the home ended: the reason for leaving care where there is one, else the reason for the change of home. */
function closingReason(episode: ChainEpisode): string {
  if (episode.rec !== null && episode.rec !== 'X1') return episode.rec;
  return episode.reasonPlaceChange ?? '';
}

function latestFamilyPostcode(ordered: readonly ChainEpisode[]): string | null {
  for (const episode of [...ordered].reverse()) {
    const whole = episode.homePost === null ? null : postcode(episode.homePost);
    if (whole) return whole;
  }
  return null;
}
