import { HOME_KIND_WORDS, type HomeKind } from '../kernel/index.ts';
import type { Bought, NeedBand, PriceAge, Sector } from '../sufficiency/index.ts';

/* How the market pages say things. */

export const BOUGHT_WORDS: Readonly<Record<Bought, string>> = {
  own: 'Own homes',
  block: 'Block',
  framework: 'Framework',
  spot: 'Spot',
};

export const SECTOR_WORDS: Readonly<Record<Sector, string>> = {
  authority: 'Authorities',
  voluntary: 'Voluntary',
  private: 'Private',
};

export const NEED_WORDS: Readonly<Record<NeedBand, string>> = {
  lower: 'Lower needs',
  middle: 'Middle needs',
  higher: 'Higher needs',
  unknown: 'Needs not known',
};

export const AGE_WORDS: Readonly<Record<PriceAge, string>> = {
  '0-4': '0 to 4',
  '5-9': '5 to 9',
  '10-15': '10 to 15',
  '16+': '16 and 17',
};

export function kindWords(kind: string): string {
  return HOME_KIND_WORDS[kind as HomeKind] ?? kind;
}

const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** Whole pounds: `£1,234`, `−£56`. */
export function pounds(pence: number): string {
  const whole = Math.round(pence / 100);
  return `${whole < 0 ? '−' : ''}£${WHOLE.format(Math.abs(whole))}`;
}

/** To the nearest thousand: `£12,345,000`; smaller amounts in whole pounds. */
export function thousands(pence: number): string {
  return Math.abs(pence) < 1_000_000 ? pounds(pence) : pounds(Math.round(pence / 100_000) * 100_000);
}

export function percent(share: number, digits = 0): string {
  return `${(100 * share).toFixed(digits)}%`;
}

export function whole(number: number): string {
  return WHOLE.format(Math.round(number));
}

/** Said where a figure would stand of five children or fewer. */
export const TOO_FEW = 'Too few to tell';

/** About how many children, from a number to the nearest 5 of six or more. */
export function aboutChildren(number: number): string {
  return number <= 5 ? '6 or 7' : `about ${whole(number)}`;
}
