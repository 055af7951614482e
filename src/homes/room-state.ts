import { addDays, type PlainDate } from '../kernel/index.ts';

/** Why a room can be out of service, in the words of the list and of the page. */
export const OUT_OF_SERVICE_REASONS = [
  'repairs',
  'safety',
  'staffing',
  'carer break',
  'held for a child',
  'match with a child who lives there',
  'other',
] as const;
export type OutOfServiceReason = (typeof OUT_OF_SERVICE_REASONS)[number];

export const REASON_WORDS: Readonly<Record<OutOfServiceReason, string>> = {
  repairs: 'Repairs or decorating',
  safety: 'Something that is not safe yet',
  staffing: 'Not enough staff',
  'carer break': 'The carers are having a break',
  'held for a child': 'Held for a child',
  'match with a child who lives there': 'A child who lives here needs it to stay empty for now',
  other: 'Another reason',
};

/** A time during which a room cannot be used; both days are included, `to` null means until further notice. */
export interface OutOfService {
  readonly from: string;
  readonly to: string | null;
  readonly reason: string;
}

/** What is known of one room. */
export interface RoomFacts {
  /** The latest statement: the day it is free from (null: it is taken) and the day somebody said so; null: nobody has. */
  readonly statement: { readonly freeFrom: PlainDate | null; readonly saidOn: PlainDate } | null;
  readonly out: readonly OutOfService[];
}

export type RoomState =
  | { readonly state: 'free'; readonly saidOn: PlainDate }
  | { readonly state: 'free-from'; readonly from: PlainDate; readonly saidOn: PlainDate }
  | { readonly state: 'taken'; readonly saidOn: PlainDate }
  | { readonly state: 'out-of-service'; readonly reason: string; readonly until: PlainDate | null }
  | {
      readonly state: 'unconfirmed';
      readonly why: 'never said' | 'said too long ago' | 'somebody has moved in since';
      readonly freeFrom: PlainDate | null;
      readonly saidOn: PlainDate | null;
    };

export interface RoomStateOptions {
  readonly confirmWithinDays: number;
  /** The day on which a child last moved into this home: an older statement that a room is free may be overtaken. */
  readonly lastMovedIn?: PlainDate | null;
}

/**
 * What a person may rely on about a room today. Out of service goes before all else; a statement that a room is free
 * (now or later) counts only while it is fresh; a statement that it is taken stands until somebody says otherwise.
 */
export function roomState(room: RoomFacts, today: PlainDate, options: RoomStateOptions): RoomState {
  const until = endOfService(room.out, today);
  if (until !== 'in service') return { state: 'out-of-service', ...until };
  const { statement } = room;
  if (!statement) return { state: 'unconfirmed', why: 'never said', freeFrom: null, saidOn: null };
  const { freeFrom, saidOn } = statement;
  if (freeFrom === null) return { state: 'taken', saidOn };
  const overtaken = options.lastMovedIn != null && options.lastMovedIn > saidOn;
  if (overtaken) return { state: 'unconfirmed', why: 'somebody has moved in since', freeFrom, saidOn };
  if (addDays(saidOn, options.confirmWithinDays) < today) {
    return { state: 'unconfirmed', why: 'said too long ago', freeFrom, saidOn };
  }
  return freeFrom <= today ? { state: 'free', saidOn } : { state: 'free-from', from: freeFrom, saidOn };
}

/** The spell that keeps the room out today: of several, the one that ends last. */
function endOfService(
  spells: readonly OutOfService[],
  today: PlainDate,
): { reason: string; until: PlainDate | null } | 'in service' {
  const now = spells.filter((spell) => covers(spell, today));
  const last = now.reduce<OutOfService | null>(
    (a, b) => (a === null || (a.to !== null && (b.to === null || b.to > a.to)) ? b : a),
    null,
  );
  return last ? { reason: last.reason, until: last.to as PlainDate | null } : 'in service';
}

function covers(spell: OutOfService, day: string): boolean {
  return spell.from <= day && (spell.to === null || spell.to >= day);
}

/**
 * The day from which a room can be used by somebody who needs it on a day: as stated, unless it is out of service on
 * that day (or on the later day it becomes free), then the first day after. Null: not free, or out with no end known.
 */
export function usableFrom(freeFrom: string | null, out: readonly OutOfService[], on: string): string | null {
  if (freeFrom === null || out.length === 0) return freeFrom;
  const wanted = freeFrom > on ? freeFrom : on;
  let day = wanted;
  // Each turn leaves one spell behind for good, so there are at most as many turns as spells.
  for (let spell = out.find((each) => covers(each, day)); spell; spell = out.find((each) => covers(each, day))) {
    if (spell.to === null) return null;
    day = addDays(spell.to as PlainDate, 1);
  }
  return day === wanted ? freeFrom : day;
}
