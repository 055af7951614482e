import type { PlainDate } from '../kernel/index.ts';
import { type FormError, type Typed, typedDate } from '../ui/index.ts';
import type { NewPrice, StayToPrice } from './price-store.ts';
import { isBought, isWhy, monthWords } from './price-words.ts';

/** The most a week's price may be; more is a slip of the hand. */
const MOST_POUNDS = 100_000;

export const PRICE_FIELDS = [
  'from-day',
  'from-month',
  'from-year',
  'weekly',
  'education',
  'health',
  'bought',
  'why',
  'retainer',
] as const;

/** Whole pence of pounds as people type them (`£1,234.50`); null where it is no amount. */
export function penceOf(text: string): number | null {
  const plain = text.replace(/[£,\s]/g, '');
  if (!/^\d{1,7}(\.\d{1,2})?$/.test(plain)) return null;
  const [pounds = '0', pence = ''] = plain.split('.');
  const amount = Number(pounds) * 100 + Number(pence.padEnd(2, '0'));
  return amount <= MOST_POUNDS * 100 ? amount : null;
}

/** Reads the form of a price for a stay; every problem is named beside its field. */
export function readPriceForm(
  fields: Typed,
  stay: StayToPrice,
  latest: PlainDate,
): { readonly price: NewPrice | null; readonly errors: readonly FormError[] } {
  const errors: FormError[] = [];
  const wrong = (name: string, text: string) => void errors.push({ text, href: `#${name}` });
  const from = typedDate(fields, 'from');
  if (from === null || from === 'wrong') wrong('from-day', 'Enter the first day of this price, such as 1 4 2026');
  else if (from.slice(0, 7) < stay.started)
    wrong('from-day', `The price cannot begin before the stay, which began in ${monthWords(stay.started)}`);
  else if (stay.ended !== null && from.slice(0, 7) > stay.ended)
    wrong('from-day', `The price cannot begin after the stay, which ended in ${monthWords(stay.ended)}`);
  else if (from > latest) wrong('from-day', 'The price must begin within the next twelve months');
  const weekly = penceOf(fields.text('weekly'));
  if (weekly === null)
    wrong('weekly', 'Enter the price of a week in pounds, such as 5,200 or 820.50; at most £100,000');
  const part = (name: 'education' | 'health') => {
    if (fields.text(name) === '') return 0;
    const amount = penceOf(fields.text(name));
    if (amount === null) wrong(name, `Enter what ${name} pays a week in pounds, or leave it empty`);
    return amount ?? 0;
  };
  const [education, health] = [part('education'), part('health')];
  if (weekly !== null && education + health > weekly)
    wrong('education', 'Education and health cannot pay more together than the price of the week');
  const bought = fields.text('bought');
  if (!isBought(bought)) wrong('bought', 'Say how the room is bought');
  const why = fields.text('why');
  if (!isWhy(why)) wrong('why', 'Say why this price begins');
  if (errors.length > 0 || from === null || from === 'wrong' || weekly === null || !isBought(bought) || !isWhy(why))
    return { price: null, errors };
  return {
    price: { from, weekly, education, health, bought, why, retainer: fields.text('retainer') === 'yes' },
    errors,
  };
}
