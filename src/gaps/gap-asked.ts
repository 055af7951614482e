import type { FormError, Typed } from '../ui/index.ts';
import { type GapSettings, USUAL_SETTINGS } from './gaps-now.ts';

/** Years from today for which gaps can be worked out. */
export const YEARS = [
  { value: 0, words: 'Today' },
  { value: 1, words: 'In a year' },
  { value: 3, words: 'In three years' },
  { value: 5, words: 'In five years' },
] as const;

export interface Asked {
  readonly settings: GapSettings & { readonly years: number };
  /** What was typed, to be shown again. */
  readonly typed: { readonly percent: string; readonly miles: string; readonly days: string };
  /** The id of a kept forecast, as asked for; empty: none. */
  readonly forecast: string;
  readonly errors: readonly FormError[];
}

const FIELDS = [
  { name: 'percent', least: 50, most: 99, what: 'The share of children' },
  { name: 'miles', least: 1, most: 200, what: 'Miles' },
  { name: 'days', least: 0, most: 90, what: 'Days' },
] as const;

/** Reads the settings of an address; what cannot be read is said, and the usual one stands in for it. */
export function readAsked(fields: Typed): Asked {
  const errors: FormError[] = [];
  const settings = { ...USUAL_SETTINGS, years: 0 } as {
    -readonly [K in 'percent' | 'miles' | 'days' | 'years']: number;
  };
  const typed = { percent: '', miles: '', days: '' };
  for (const { name, least, most, what } of FIELDS) {
    const text = fields.text(name).slice(0, 100);
    typed[name] = text === '' ? String(settings[name]) : text;
    if (text === '') continue;
    const number = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) settings[name] = number;
    else errors.push({ text: `${what} must be a whole number from ${least} to ${most}`, href: `#${name}` });
  }
  const years = Number(fields.text('years'));
  if (YEARS.some(({ value }) => value === years)) settings.years = years;
  return { settings, typed, errors, forecast: fields.text('forecast').slice(0, 100) };
}

/** The same question as an address. */
export function linkOf({ settings, forecast }: Asked, scopeKey: string): string {
  const { percent, miles, days, years } = settings;
  const query = new URLSearchParams({
    for: scopeKey,
    percent: `${percent}`,
    miles: `${miles}`,
    days: `${days}`,
    years: `${years}`,
  });
  if (forecast) query.set('forecast', forecast);
  return query.toString();
}
