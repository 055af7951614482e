import { FEW } from '../indicators/index.ts';

/** `8.4%`. */
export function percentWords(share: number): string {
  return `${(Math.round(share * 1_000) / 10).toLocaleString('en-GB')}%`;
}

/** `+2.5`, `-3`, `0`. */
export function plusMinus(value: number): string {
  const rounded = Math.round(value * 10) / 10 || 0;
  return rounded > 0 ? `+${rounded}` : String(rounded).replace('-', '−');
}

/** Pence as people read large sums: `£1.2 million`, `£840,000`. */
export function moneyWords(pence: number): string {
  const pounds = Math.abs(pence) / 100;
  const sign = Math.round(pence / 100) < 0 ? '−' : '';
  if (pounds >= 1_000_000)
    return `${sign}£${(pounds / 1_000_000).toLocaleString('en-GB', { maximumFractionDigits: 1 })} million`;
  const rounded = pounds >= 10_000 ? Math.round(pounds / 1_000) * 1_000 : Math.round(pounds);
  return `${sign}£${rounded.toLocaleString('en-GB')}`;
}

/** A warning of the engine as a sentence; how many rows it is about is not told where they are few. */
export function warningWords(warning: string): string {
  const [, count = '', rest = ''] = /^([\d,]+) (.*)$/s.exec(warning) ?? [];
  if (count === '') return `${warning}.`;
  const few = Number(count.replaceAll(',', '')) <= FEW;
  return `${few ? `${FEW} or fewer` : count} ${rest}.`;
}
