import type { Kind, Range } from '../sufficiency/index.ts';
import type { FormError, Typed } from '../ui/index.ts';
import { ABOUT, type About, asTyped, type FigureName, figuresOf, fromTyped, specOf, type Unit } from './figures.ts';
import type { Usual } from './usual-figures.ts';

/** Kinds of home the page may be asked about, as it calls them. */
export const KIND_WORDS: Readonly<Record<Kind | 'all', string>> = {
  all: 'All homes',
  fostering: 'Foster and kinship homes',
  residential: 'Children’s homes',
  supported: 'Supported accommodation',
  other: 'Other homes',
};
export const KIND_CHOICES = ['all', 'fostering', 'residential', 'supported'] as const;

export function aboutOf(fields: Typed): About {
  return ABOUT.find((each) => each === fields.text('about')) ?? 'preparation';
}

export function kindAsked(fields: Typed, about: About): Kind | 'all' {
  const usual = about === 'rooms' ? 'residential' : 'all';
  return KIND_CHOICES.find((each) => each === fields.text('kind')) ?? usual;
}

/** A figure as the page has it: as typed where somebody changed it. */
export interface Chosen extends Usual {
  readonly name: FigureName;
  /** What stands in its three fields. */
  readonly typed: { readonly value: string; readonly low: string; readonly high: string };
}

/** Everything that decides, and what is wrong with what was typed; the figures are then the usual ones. */
export interface Asked {
  readonly figures: readonly Chosen[];
  readonly effect: { readonly low: number; readonly high: number };
  readonly years: number;
  readonly priceRise: Chosen;
  readonly discount: number;
  /** As typed. */
  readonly single: Readonly<Record<Single, string>>;
  readonly errors: readonly FormError[];
  /** The fields that differ from the usual, for a link that says the same. */
  readonly differs: readonly (readonly [string, string])[];
}

type Single = 'effect-low' | 'effect-high' | 'years' | 'discount';
const SINGLES: Readonly<
  Record<Single, { readonly usual: string; readonly least: number; readonly most: number; readonly label: string }>
> = {
  'effect-low': { usual: '0', least: 0, most: 100, label: 'The least it may prevent' },
  'effect-high': { usual: '30', least: 0, most: 100, label: 'The most it may prevent' },
  years: { usual: '3', least: 1, most: 20, label: 'Years' },
  discount: { usual: '3.5', least: 0, most: 20, label: 'Discount rate' },
};

const RISE: Usual = {
  range: { value: 0, low: -0.01, high: 0.04 },
  source: 'assumption',
  words: 'Our assumption: as fast as other prices, with more room above than below.',
};

/** Reads the figures of a form; a field that was not sent keeps its usual figure. */
export function readAsked(fields: Typed, about: About, usual: Readonly<Partial<Record<FigureName, Usual>>>): Asked {
  const errors: FormError[] = [];
  const differs: [string, string][] = [];
  const figure = (name: FigureName, before: Usual): Chosen => {
    const { unit } = specOf(about, name);
    const at = typedOf(before.range, unit);
    const typed = asSent(fields, name, at, specOf(about, name));
    const part = (of: 'value' | 'low' | 'high'): number | null => {
      const field = of === 'value' ? name : `${name}-${of}`;
      if (typed[of] !== at[of]) differs.push([field, typed[of]]);
      // What is wrong with the likely figure is said once.
      const said = of !== 'value' && typed[of] === typed.value;
      return numberOf(typed[of], field, specOf(about, name), said ? [] : errors);
    };
    const [value, low, high] = [part('value'), part('low'), part('high')];
    if (differs.every(([field]) => field.replace(/-(low|high)$/, '') !== name)) return { ...before, name, typed: at };
    if (value === null || low === null || high === null) return { ...before, name, typed };
    if (low > value || value > high) {
      errors.push({
        text: `${specOf(about, name).label}: enter low, likely and high in that order`,
        href: `#${name}-low`,
      });
      return { ...before, name, typed };
    }
    const range: Range = { value: fromTyped(value, unit), low: fromTyped(low, unit), high: fromTyped(high, unit) };
    return {
      name,
      range,
      source: 'typed',
      words: `Before: ${at.low === at.high ? at.value : `${at.value} (${at.low} to ${at.high})`}. ${before.words}`,
      typed,
    };
  };
  const figures = figuresOf(about).map((name) => figure(name, usual[name] as Usual));
  const priceRise = figure('priceRise', RISE);
  const single = Object.fromEntries(
    (Object.keys(SINGLES) as Single[]).map((name) => [name, fields.text(name) || SINGLES[name].usual]),
  ) as Record<Single, string>;
  const number = (name: Single): number => {
    const { usual: before } = SINGLES[name];
    if (single[name] !== before) differs.push([name, single[name]]);
    return numberOf(single[name], name, SINGLES[name], errors) ?? Number(before);
  };
  const [low, high, years, discount] = [
    number('effect-low'),
    number('effect-high'),
    number('years'),
    number('discount'),
  ];
  if (low > high) errors.push({ text: 'The least it may prevent must not be more than the most', href: '#effect-low' });
  if (!Number.isInteger(years)) errors.push({ text: 'Enter the years as a whole number', href: '#years' });
  return {
    figures,
    effect: low > high ? { low: 0, high: 0.3 } : { low: low / 100, high: high / 100 },
    years: Math.max(1, Math.floor(years)),
    priceRise,
    discount: discount / 100,
    single,
    errors,
    differs,
  };
}

function typedOf({ value, low, high }: Range, unit: Unit): Chosen['typed'] {
  return { value: asTyped(value, unit), low: asTyped(low, unit), high: asTyped(high, unit) };
}

/** Who changes the likely figure alone is as sure of it as the usual one was, or at least holds it possible. */
function asSent(fields: Typed, name: FigureName, usual: Chosen['typed'], limits: Limits): Chosen['typed'] {
  const value = fields.text(name) || usual.value;
  const sure = usual.low === usual.value && usual.high === usual.value;
  const likely = numberOf(value, name, limits, []);
  const bound = (part: 'low' | 'high', beyond: (bound: number, likely: number) => boolean): string => {
    const sent = fields.text(`${name}-${part}`) || usual[part];
    // What is no number, or cannot be, spreads to no other box.
    if (value === usual.value || sent !== usual[part] || likely === null) return sent;
    return sure || beyond(Number(sent), likely) ? value : sent;
  };
  return {
    value,
    low: bound('low', (low, at) => low > at),
    high: bound('high', (high, at) => high < at),
  };
}

type Limits = Readonly<{ label: string; least: number; most: number }>;

/** A number as people type it: with pound signs, commas and per cent signs. */
function numberOf(text: string, field: string, { label, least, most }: Limits, errors: FormError[]): number | null {
  const digits = plain(text);
  const number = /^-?\d{1,9}(\.\d{1,4})?$/.test(digits) ? Number(digits) : null;
  if (number !== null && number >= least && number <= most) return number;
  errors.push({
    text: `${label}: enter a number from ${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}`,
    href: `#${field}`,
  });
  return null;
}

function plain(text: string): string {
  return text.replaceAll(/[£,%\s]/g, '').replace('−', '-');
}
