import { type BlockAsked, KINDS, type Kind } from '../sufficiency/index.ts';
import type { FormError, Typed } from '../ui/index.ts';
import type { KindPrices } from './prices-by-kind.ts';

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

/** The form as it stands: what was typed, and where nothing was, what own prices and our assumptions say. */
export function blockTyped(fields: Typed, prices: readonly KindPrices[]): BlockTyped {
  const asked = fields.text('kind');
  const kind = (BLOCK_KINDS as readonly string[]).includes(asked) ? asked : 'residential';
  const own = prices.find((each) => each.kind === kind);
  const spot = own?.means.spot ?? null;
  const block = own?.means.block ?? (spot === null ? null : CHEAPER * spot);
  const inPounds = (pence: number | null) => (pence === null ? '' : String(Math.round(pence / 100)));
  const or = (name: string, usual: string) => fields.text(name).slice(0, 100) || usual;
  return {
    kind,
    rooms: or('rooms', '10'),
    block: or('block', inPounds(block)),
    spot: or('spot', inPounds(spot)),
    share: or('share', own?.shares ? String(Math.round(100 * own.shares.spot)) : ''),
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
}

/** Reads the form; every problem is named with what to do about it. */
export function readBlock(typed: BlockTyped): {
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
  return {
    read: {
      kind: typed.kind as Kind,
      months,
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
