import { addDays, type PlainDate, plainDate } from '../kernel/index.ts';

/** What the form of asking for a home says, before it is a search. */
export interface Asking {
  readonly children: readonly string[];
  readonly neededBy: PlainDate;
  readonly emergency: boolean;
  readonly note: string;
}

export interface AskingForm {
  readonly children?: string | readonly string[] | undefined;
  readonly when?: string | undefined;
  readonly day?: string | undefined;
  readonly month?: string | undefined;
  readonly year?: string | undefined;
  readonly note?: string | undefined;
}

/** A group of brothers and sisters larger than this is searched for in parts. */
export const MOST_CHILDREN = 10;
const LONGEST_NOTE = 2_000;

/** The answers the Placements Data Standard has for "when is the home needed by", as days from today. */
export const WHEN: readonly { readonly value: string; readonly words: string; readonly days: number | null }[] = [
  { value: 'today', words: 'Today', days: 0 },
  { value: 'five-days', words: 'Within 5 days', days: 5 },
  { value: 'date', words: 'By a date', days: null },
];

/** Reads the form. Errors are by field, in words, and nothing is guessed. */
export function readAsking(
  form: AskingForm,
  today: PlainDate,
): { readonly asking: Asking } | { readonly errors: Readonly<Record<string, string>> } {
  const errors: Record<string, string> = {};
  const children = [form.children ?? []].flat().filter((id) => id !== '');
  if (children.length === 0) errors.children = 'Choose the child, or the brothers and sisters, who need a home';
  if (children.length > MOST_CHILDREN) errors.children = `Choose at most ${MOST_CHILDREN} children for one search`;
  const neededBy = readWhen(form, today, errors);
  const note = (form.note ?? '').trim();
  if (note.length > LONGEST_NOTE) errors.note = `Shorten the note to ${LONGEST_NOTE} characters or fewer`;
  if (!neededBy || Object.keys(errors).length > 0) return { errors };
  return { asking: { children: [...new Set(children)], neededBy, emergency: neededBy <= addDays(today, 1), note } };
}

function readWhen(form: AskingForm, today: PlainDate, errors: Record<string, string>): PlainDate | null {
  const chosen = WHEN.find((each) => each.value === form.when);
  if (!chosen) {
    errors.when = 'Choose when the home is needed';
    return null;
  }
  if (chosen.days !== null) return addDays(today, chosen.days);
  const [day = '', month = '', year = ''] = [form.day?.trim(), form.month?.trim(), form.year?.trim()];
  const found = plainDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  if (!found) errors.date = 'Enter a real date, such as 27 3 2027';
  else if (found < today) errors.date = 'The date must be today or later';
  else if (found > addDays(today, 730)) errors.date = 'The date must be within two years';
  return errors.date ? null : found;
}
