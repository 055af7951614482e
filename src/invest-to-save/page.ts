import { lowToHigh } from '../charts/index.ts';
import {
  type Invested,
  type Investment,
  investToSave,
  type Matter,
  type Range,
  type Ranges,
  type Spread,
} from '../sufficiency/index.ts';
import type { Asked, Chosen } from './asked.ts';
import { type About, asTyped, type FigureName, specOf, type Unit } from './figures.ts';
import { UNSURE } from './own-endings.ts';
import type { Own, SourceKind } from './usual-figures.ts';
import { betweenWords, figureWords, headline, poundsWords, resultWords } from './words.ts';

const RUNS = 2_000;
const SEED = 1;

export const SOURCE_WORDS: Readonly<Record<SourceKind, string>> = {
  own: 'Own data',
  published: 'Published',
  assumption: 'Assumption',
  typed: 'Typed in',
};

/** Works out what was asked. */
export function work(about: About, asked: Asked): Invested {
  const figures = Object.fromEntries(asked.figures.map(({ name, range }) => [name, range])) as Ranges<string>;
  const investment = about === 'rooms' ? { is: about, figures } : { is: about, figures, effect: asked.effect };
  return investToSave({
    investment: investment as unknown as Investment,
    years: asked.years,
    priceRise: asked.priceRise.range,
    discount: asked.discount,
    runs: RUNS,
    seed: SEED,
  });
}

/** One line of the results. */
export interface ResultLine {
  readonly what: string;
  readonly likely: string;
  /** Empty where it has none. */
  readonly range: string;
  readonly numbers: Numbers;
}

/** For a file: pounds, endings, percent and the like; null where there is none, or no number is enough. */
export interface Numbers {
  readonly unit: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** One line of what went in. */
export interface AssumptionLine {
  readonly name: string;
  readonly label: string;
  readonly likely: string;
  readonly range: string;
  readonly source: SourceKind;
  readonly sourceWords: string;
  readonly words: string;
  readonly numbers: Numbers;
}

/** What the page and the files show of a result. */
export function shown(about: About, asked: Asked, result: Invested) {
  return {
    headline: headline(about, result),
    sentences: resultWords(about, result, asked.effect),
    lines: resultLines(about, asked.years, result),
    chart: chartOf(about, result.matters, result.net.value),
    assumptions: assumptionLines(about, asked),
    runs: RUNS,
    seed: SEED,
  };
}

function resultLines(about: About, years: number, result: Invested): readonly ResultLine[] {
  const money = (what: string, spread: Spread): ResultLine => ({
    what,
    likely: poundsWords(spread.value),
    range: between(poundsWords(spread.p2_5), poundsWords(spread.p97_5)),
    numbers: { unit: 'pounds', ...numbers(spread, (pence) => Math.round(pence / 100)) },
  });
  const count = (what: string, spread: Spread, unit: 'endings' | 'percent'): ResultLine => {
    const words = (value: number) =>
      !Number.isFinite(value)
        ? 'no number is enough'
        : unit === 'percent'
          ? figureWords(value, 'percent')
          : Number(value.toFixed(value < 10 ? 1 : 0)).toLocaleString('en-GB');
    return {
      what,
      likely: words(spread.value),
      range: Number.isFinite(spread.p97_5)
        ? between(words(spread.p2_5), words(spread.p97_5))
        : `${words(spread.p2_5)} or more; in some runs no number is enough`,
      numbers: { unit, ...numbers(spread, (value) => Number((unit === 'percent' ? value * 100 : value).toFixed(1))) },
    };
  };
  const total = `Saved less cost over ${years} ${years === 1 ? 'year' : 'years'}, in money of today`;
  if (about === 'rooms') {
    return [
      money('Cost a year', result.cost),
      money('One room bought spot for a whole year', result.each),
      count('Share of the time the rooms must be lived in', result.needed, 'percent'),
      money('Spot buying saved a year', result.saved),
      money('Saved less cost a year', result.net),
      money(total, result.overYears),
    ];
  }
  return [
    money('Cost a year', result.cost),
    money('What one unplanned ending costs', result.each),
    count('Unplanned endings a year among those it reaches', result.reached, 'endings'),
    count('How many of them it must prevent to pay for itself', result.needed, 'endings'),
    money('Saved a year, with the effect assumed', result.saved),
    money('Saved less cost a year', result.net),
    money(total, result.overYears),
  ];
}

const between = (low: string, high: string) => (low === high ? 'the same' : `${low} to ${high}`);

function numbers({ value, p2_5, p97_5 }: Spread, as: (value: number) => number) {
  const told = (one: number) => (Number.isFinite(one) ? as(one) : null);
  return { value: told(value), low: told(p2_5), high: told(p97_5) };
}

function numbersOf({ value, low, high }: Range, unit: Unit): Numbers {
  const at = (one: number) => Number(asTyped(one, unit));
  return { unit, value: at(value), low: at(low), high: at(high) };
}

function chartOf(about: About, matters: readonly Matter[], likely: number) {
  // Figures without a range decide nothing between low and high.
  const moving = matters.filter(({ range }) => range.low < range.high);
  if (moving.length === 0) return null;
  return lowToHigh({
    caption: 'Saved less cost a year, if one figure is low or high and all others are likely',
    likely,
    likelyWords: poundsWords(likely),
    nought: '£0',
    rows: moving.map(({ figure, range, atLow, atHigh }) => {
      const spec = figure === 'effect' ? EFFECT : specOf(about, figure as FigureName);
      return {
        label: spec.short,
        ...{ low: atLow, high: atHigh, lowWords: poundsWords(atLow), highWords: poundsWords(atHigh) },
        ...{ ifLow: figureWords(range.low, spec.unit), ifHigh: figureWords(range.high, spec.unit) },
      };
    }),
    head: ['Figure', 'If it is', 'Saved less cost', 'If it is', 'Saved less cost'],
  });
}

const EFFECT = { short: 'Share prevented', unit: 'percent' } as const;

function assumptionLines(about: About, asked: Asked): readonly AssumptionLine[] {
  const line = ({ name, range, source, words }: Chosen): AssumptionLine => {
    const { label, unit } = specOf(about, name);
    return {
      name,
      label: label.replace(/, (pounds|%) ?(.*)$/, (_, kind: string, rest: string) =>
        kind === 'pounds' || rest === '' ? (rest ? `, ${rest}` : '') : `, ${rest}`,
      ),
      likely: figureWords(range.value, unit),
      range: range.low === range.high ? '' : `${figureWords(range.low, unit)} to ${figureWords(range.high, unit)}`,
      source,
      sourceWords: SOURCE_WORDS[source],
      words,
      numbers: numbersOf(range, unit),
    };
  };
  const effect: AssumptionLine = {
    name: 'effect',
    label: 'Share of the endings it reaches that it prevents',
    likely: figureWords((asked.effect.low + asked.effect.high) / 2, 'percent'),
    range: `${figureWords(asked.effect.low, 'percent')} to ${figureWords(asked.effect.high, 'percent')}`,
    source: 'assumption',
    sourceWords: SOURCE_WORDS.assumption,
    words: 'An assumption, whoever makes it: any share between is taken as equally likely. No effect is claimed.',
    numbers: numbersOf({ value: (asked.effect.low + asked.effect.high) / 2, ...asked.effect }, 'percent'),
  };
  const plain = (name: string, label: string, likely: string, words: string, value: number): AssumptionLine => ({
    ...{ name, label, likely, range: '', source: 'assumption', sourceWords: SOURCE_WORDS.assumption, words },
    numbers: { unit: name === 'years' ? 'number' : 'percent', value, low: null, high: null },
  });
  return [
    ...asked.figures.map(line),
    ...(about === 'rooms' ? [] : [effect]),
    plain(
      'years',
      'Years added up',
      String(asked.years),
      'For you to choose. The first year counts in full.',
      asked.years,
    ),
    plain(
      'discount',
      'Discount rate a year',
      figureWords(asked.discount, 'percent'),
      'How much less a pound counts a year later, after general price rises. 3.5% is the rate of HM Treasury’s Green Book; use the edition in force.',
      asked.discount * 100,
    ),
    line(asked.priceRise),
  ];
}

/** What was left out of the count, in a sentence; empty where there is nothing to say. */
export function unsureWords({ endings }: Own): string {
  if (!endings || endings.unsure === null || endings.years === 0) return '';
  return `About ${Math.round(endings.unsure / endings.years).toLocaleString('en-GB')} more a year ended for reasons that do not say whether somebody planned it (${UNSURE.size} codes: other, closed, approval removed, none given). They are not counted. If all of them were unplanned, the number would be that much higher.`;
}

/** The fields of a link that says the same. */
export function linkOf(about: About, kind: string, scope: string, asked: Asked): string {
  return new URLSearchParams([
    ['about', about],
    ['kind', kind],
    ['for', scope],
    ...asked.differs.map(([field, text]): [string, string] => [field, text]),
  ]).toString();
}

/** A kept line in words: what it needed and what it would save then. */
export function keptWords(about: About, needed: number | null, net: number, low: number, high: number): string {
  const need =
    needed === null
      ? 'Nothing was enough for it to pay for itself.'
      : about === 'rooms'
        ? `Paid for itself if lived in ${Math.ceil(needed * 100 - 1e-9)} of every 100 days.`
        : `Paid for itself with ${Math.ceil(needed - 1e-9)} fewer unplanned endings a year.`;
  const likely = net < 0 ? `a loss of ${poundsWords(-net)}` : `a saving of ${poundsWords(net)}`;
  return `${need} Likely ${likely} a year; ${betweenWords({ p2_5: low, p97_5: high })} in 95 of 100 runs.`;
}
