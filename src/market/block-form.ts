import { type BlockAsked, KINDS, type Kind } from '../sufficiency/index.ts';
import type { FormError, Typed } from '../ui/index.ts';
import type { KindPrices } from './prices-by-kind.ts';
import { percent } from './words.ts';

/** What may be asked of a block, as typed. */
export interface BlockTyped {
  readonly kind: string;
  readonly rooms: string;
  readonly block: string;
  readonly spot: string;
  readonly share: string;
  readonly suitable: string;
  readonly ready: string;
  readonly months: string;
  readonly unused: string;
}

export const BLOCK_FIELDS = [
  'kind',
  'rooms',
  'block',
  'spot',
  'share',
  'suitable',
  'ready',
  'months',
  'unused',
] as const;

/** Kinds of home that are bought as rooms. */
export const BLOCK_KINDS = KINDS.filter((kind) => kind !== 'other');

/** Own assumptions where nobody typed another: for how many a room is right, and how many days it is ready. */
const SUITABLE = 80;
const READY = 90;
const MONTHS = 24;
/** A block is asked for that much below what one pays otherwise, where no block has a price here: own assumption. */
const CHEAPER = 0.93;

/**
 * Pounds a week where neither the authority nor its region has a price to tell: as on Invest to save, with the sources
 * in docs/methods/invest-to-save.md.
 */
const ELSEWHERE: Readonly<Record<string, { readonly spot: number; readonly from: string }>> = {
  fostering: { spot: 820, from: 'Competition and Markets Authority, independent fostering; no price to tell here' },
  residential: {
    spot: 3_830,
    from: 'Competition and Markets Authority, largest providers of children’s homes; no price to tell here',
  },
  supported: { spot: 1_250, from: 'our own assumption; no price to tell here' },
};
/** Per cent bought one by one where it cannot be told: own assumption. */
const SHARE = 50;

/** A figure to begin with, as it stands in the form, and where it is from. */
interface Usual {
  readonly value: string;
  readonly from: string;
}

/** What stands in the form to begin with, where it depends on prices. */
export interface UsualBlock {
  readonly kind: string;
  readonly block: Usual;
  readonly spot: Usual;
  readonly share: Usual;
}

interface PricesKnown {
  readonly own: readonly KindPrices[];
  readonly wider: { readonly name: string; readonly prices: readonly KindPrices[] } | null;
}

/** Own prices first, else those of all authorities together, else a published one or our assumption: never nothing. */
export function usualBlock(fields: Typed, { own, wider }: PricesKnown): UsualBlock {
  const asked = fields.text('kind');
  const kind = (BLOCK_KINDS as readonly string[]).includes(asked) ? asked : 'residential';
  const found = (of: (prices: KindPrices) => number | null | undefined) => {
    for (const [prices, where] of [[own, 'here'] as const, [wider?.prices ?? [], `of ${wider?.name}`] as const]) {
      const these = prices.find((each) => each.kind === kind);
      const value = these ? (of(these) ?? null) : null;
      if (value !== null) return { value, where };
    }
    return null;
  };
  const usual = (number: number, from: string): Usual => ({ value: String(Math.round(number)), from });
  const [spot, block] = [found(({ means }) => means.spot), found(({ means }) => means.block)];
  const share = found(({ shares }) => shares?.spot);
  const elsewhere = ELSEWHERE[kind];
  const one = spot
    ? usual(spot.value / 100, `the mean ${spot.where}`)
    : usual(elsewhere?.spot ?? 0, elsewhere?.from ?? '');
  return {
    kind,
    spot: one,
    block: block
      ? usual(block.value / 100, `the mean of blocks ${block.where}`)
      : usual(CHEAPER * Number(one.value), `our own assumption: ${percent(1 - CHEAPER)} under a room bought by itself`),
    share: share
      ? usual(100 * share.value, `the share today ${share.where}`)
      : usual(SHARE, 'our own assumption; it cannot be told here'),
  };
}

/** The form as it stands: what was typed, and where nothing was, the usual figure. */
export function blockTyped(fields: Typed, usual: UsualBlock): BlockTyped {
  const or = (name: string, usual: string) => fields.text(name).slice(0, 100) || usual;
  return {
    kind: usual.kind,
    rooms: or('rooms', '10'),
    block: or('block', usual.block.value),
    spot: or('spot', usual.spot.value),
    share: or('share', usual.share.value),
    suitable: or('suitable', String(SUITABLE)),
    ready: or('ready', String(READY)),
    months: or('months', String(MONTHS)),
    unused: fields.text('unused') === 'no' ? 'no' : 'yes',
  };
}

export interface BlockRead {
  readonly kind: Kind;
  readonly months: number;
  readonly asked: BlockAsked;
  /** Where these figures are from, for whoever reads the result. */
  readonly from: Readonly<Record<'block' | 'spot' | 'share', string>>;
}

/** Reads the form; every problem is named with what to do about it. */
export function readBlock(
  typed: BlockTyped,
  usual: UsualBlock,
): {
  readonly read: BlockRead | null;
  readonly errors: readonly FormError[];
} {
  const errors: FormError[] = [];
  const number = (name: keyof BlockTyped, least: number, most: number, words: string, wholeOnly = true) => {
    const text = typed[name].replace(/[£,%\s]/g, '');
    const value = /^\d{1,7}(\.\d{1,2})?$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most) || (wholeOnly && !Number.isInteger(value)))
      errors.push({ text: words, href: `#${name}` });
    return value;
  };
  const rooms = number('rooms', 1, 200, 'Rooms must be a whole number from 1 to 200');
  const block = number('block', 1, 50_000, 'Enter what a room of the block costs a week, in pounds', false);
  const spot = number(
    'spot',
    1,
    50_000,
    'Enter what a room costs a week where it is bought by itself, in pounds',
    false,
  );
  const share = number('share', 0, 100, 'The share bought by itself must be from 0 to 100 per cent', false);
  const suitable = number(
    'suitable',
    0,
    100,
    'The share for whom the rooms are right must be from 0 to 100 per cent',
    false,
  );
  const ready = number('ready', 1, 100, 'The share of days a room is ready must be from 1 to 100 per cent', false);
  const months = number('months', 1, 120, 'Months must be a whole number from 1 to 120');
  if (errors.length > 0) return { read: null, errors };
  const from = (name: 'block' | 'spot' | 'share') =>
    typed[name] === usual[name].value ? `To begin with, ${usual[name].from}` : 'In the form';
  return {
    read: {
      kind: typed.kind as Kind,
      months,
      from: { block: from('block'), spot: from('spot'), share: from('share') },
      asked: {
        rooms,
        blockWeekly: Math.round(block * 100),
        spotWeekly: Math.round(spot * 100),
        paidUnused: typed.unused === 'yes',
        spotShare: share / 100,
        suitable: suitable / 100,
        ready: ready / 100,
      },
    },
    errors,
  };
}
