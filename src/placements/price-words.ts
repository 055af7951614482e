import { HOME_KIND_WORDS, type HomeKind, inWords, type PlainDate } from '../kernel/index.ts';
import { BOUGHT, type Bought, type StayPrice } from '../sufficiency/index.ts';

/** How a room may be bought, as forms say it. */
export const BOUGHT_CHOICES: Readonly<Record<Bought, string>> = {
  own: 'Our own home, or relatives we support',
  block: 'Part of a block that is paid in advance',
  framework: 'By a framework or purchasing system',
  spot: 'By itself (spot)',
};

export const WHYS = ['start', 'uplift', 'change of support', 'step-down', 'retainer', 'correction'] as const;

export const WHY_WORDS: Readonly<Record<StayPrice['why'], string>> = {
  start: 'The stay began',
  uplift: 'Prices rose (uplift)',
  'change of support': 'More or other support',
  'step-down': 'Less support needed',
  retainer: 'The room is kept while the child is away, or not any more',
  correction: 'What was written down was wrong',
};

export function isBought(text: string): text is Bought {
  return (BOUGHT as readonly string[]).includes(text);
}

export function isWhy(text: string): text is StayPrice['why'] {
  return (WHYS as readonly string[]).includes(text);
}

export function kindWords(kind: string): string {
  return HOME_KIND_WORDS[kind as HomeKind] ?? kind;
}

/** `April 2026` from `2026-04`. */
export function monthWords(month: string): string {
  return inWords(`${month}-01` as PlainDate).replace(/^1 /, '');
}
