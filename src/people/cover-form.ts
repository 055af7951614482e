import { type CoverForm, LONGEST_COVER_DAYS } from '../access/index.ts';
import { addDays, ok, type PlainDate, type Result, refused } from '../kernel/index.ts';
import { type FormError, type Typed, typedDate } from '../ui/index.ts';

/** Reads the form for cover: the first day may be left empty for today, the last day never. */
export function readCoverForm(fields: Typed, today: PlainDate): Result<CoverForm, FormError[]> {
  const errors: FormError[] = [];
  const wrong = (field: string, text: string) => void errors.push({ text, href: `#${field}` });
  const actorId = fields.text('person');
  if (!actorId) wrong('person', 'Choose who stands in');
  const teamId = fields.text('team');
  if (!teamId) wrong('team', 'Choose the team');
  const from = typedDate(fields, 'from') ?? today;
  const until = typedDate(fields, 'until');
  if (from === 'wrong') wrong('from-day', 'The first day must be a real date, such as 27 3 2027');
  else if (from < today) wrong('from-day', 'The first day must be today or later');
  if (until === 'wrong') wrong('until-day', 'The last day must be a real date, such as 27 3 2027');
  else if (until === null) wrong('until-day', 'Say when it ends: cover always ends');
  else if (from !== 'wrong' && until < from) wrong('until-day', 'The last day must not be before the first');
  else if (from !== 'wrong' && until > addDays(from, LONGEST_COVER_DAYS - 1))
    wrong('until-day', 'Cover is for three months at most; arrange it again then if it is still needed');
  if (errors.length || from === 'wrong' || until === 'wrong' || until === null) return refused(errors);
  return ok({ teamId, actorId, from, until });
}
