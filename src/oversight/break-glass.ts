import type { PlainDate } from '../kernel/index.ts';
import { type Typed, typedDate } from '../ui/index.ts';

/** How long a record that was opened in need stays open. The law knows no figure; four hours cover a night's call. */
export const OPEN_FOR_HOURS = 4;

/** Shorter than this says nothing that a review could check. */
const SHORTEST_REASON = 20;
const LONGEST_REASON = 2_000;

/** What somebody in an emergency types: enough to find exactly one child, and why it has to be now. */
export interface Need {
  readonly given: string;
  readonly family: string;
  readonly born: PlainDate | null;
  readonly number: string;
  readonly reason: string;
}

export interface NeedErrors {
  readonly who?: string;
  readonly reason?: string;
}

/** Reads the form; nothing is guessed. */
export function readNeed(fields: Typed): { readonly need: Need; readonly errors: NeedErrors } {
  const born = typedDate(fields, 'born');
  const need = {
    given: fields.text('given'),
    family: fields.text('family'),
    born: born === 'wrong' ? null : born,
    number: fields.text('number'),
    reason: fields.text('reason'),
  };
  const errors: { who?: string; reason?: string } = {};
  if (!need.number && !(need.given && need.born)) {
    errors.who = 'Enter the child’s whole name and date of birth, or their number in the return';
  }
  if (need.reason.length < SHORTEST_REASON) {
    errors.reason = 'Say in a sentence what has happened and why it cannot wait';
  } else if (need.reason.length > LONGEST_REASON) {
    errors.reason = `Shorten the reason to ${LONGEST_REASON} characters or fewer`;
  }
  return { need, errors };
}

export const OUTCOMES = {
  appropriate: 'It was right to open the record',
  'not appropriate': 'It was not right to open the record',
  'more to find out': 'There is more to find out first',
} as const;

export type Outcome = keyof typeof OUTCOMES;

/** A review is closed by an answer; as long as there is more to find out it stays open. */
export function closes(outcome: Outcome): boolean {
  return outcome !== 'more to find out';
}

export function isOutcome(text: string): text is Outcome {
  return Object.hasOwn(OUTCOMES, text);
}
