import { first, sql, type Tx } from '../db/index.ts';
import type { HomeKind, PlainDate } from '../kernel/index.ts';
import type { Block, Bought, MarketStay, Period, Sector, StayPrice } from '../sufficiency/index.ts';

/** Nights in places that the return calls other (codes that begin with Z), of one authority and code. */
export interface NightsElsewhere {
  readonly authority: string;
  readonly place: string;
  readonly nights: number;
  readonly nightsUnder16: number;
  readonly children: number;
  readonly childrenUnder16: number;
}

/** What those who plan homes read of prices (app.prices_paid in migrations/0108). */
export interface PricesPaid {
  readonly stays: readonly MarketStay[];
  readonly blocks: readonly Block[];
  readonly nights: readonly NightsElsewhere[];
}

/**
 * Stays, prices, blocks and nights elsewhere within a period, of those authorities whose numbers the actor may count. Counts of children are whole here: who shows them keeps small ones back.
 */
export async function pricesPaid(tx: Tx, period: Period, authorities: readonly string[]): Promise<PricesPaid> {
  const found = await first<Readonly<Record<'stays' | 'prices' | 'blocks' | 'nights', string | null>>>(
    tx,
    sql`select stays, prices, blocks, nights from app.prices_paid(${period.first}::date, ${period.last}::date,
      array[${sql.join(authorities)}]::text[])`,
  );
  const prices = Map.groupBy(linesOf(found?.prices), ([stay]) => stay ?? '');
  return {
    stays: linesOf(found?.stays).map((line) => stayOf(line, prices.get(line[0] ?? '') ?? [])),
    blocks: linesOf(found?.blocks).map(blockOf),
    nights: linesOf(found?.nights).map(([authority = '', place = '', ...numbers]) => {
      const [nights = 0, nightsUnder16 = 0, children = 0, childrenUnder16 = 0] = numbers.map(Number);
      return { authority, place, nights, nightsUnder16, children, childrenUnder16 };
    }),
  };
}

function linesOf(text: string | null | undefined): string[][] {
  return text ? text.split('\n').map((line) => line.split('|')) : [];
}

/** Blank is null: the function writes nothing where nothing is known. */
const known = (text: string | undefined) => (text ? text : null);
const numberOr = (text: string | undefined) => (text ? Number(text) : null);

function stayOf(line: readonly string[], prices: readonly (readonly string[])[]): MarketStay {
  const [
    stay = '',
    child = '',
    authority = '',
    kind,
    sector,
    provider = '',
    home = '',
    grade,
    miles,
    started,
    ended,
    reason = '',
    age,
    registered,
    blocks,
  ] = line;
  return {
    stay,
    child,
    authority,
    kind: kind as HomeKind,
    sector: sector as Sector,
    provider,
    home,
    grade: known(grade),
    miles: numberOr(miles),
    started: started as PlainDate,
    ended: known(ended) as PlainDate | null,
    reason,
    age: Number(age),
    registered: registered ? registered === 't' : null,
    blocks: blocks ? blocks.split(',') : [],
    prices: prices.map(priceOf).sort((a, b) => (a.from < b.from ? -1 : 1)),
  };
}

function priceOf([
  ,
  from,
  weekly,
  socialCare,
  education,
  health,
  bought,
  retainer,
  why,
  need,
  age,
]: readonly string[]): StayPrice {
  return {
    from: from as PlainDate,
    weekly: Number(weekly),
    socialCare: Number(socialCare),
    education: Number(education),
    health: Number(health),
    bought: bought as Bought,
    retainer: retainer === 't',
    why: why as StayPrice['why'],
    need: numberOr(need),
    age: Number(age),
  };
}

function blockOf([
  id = '',
  buyer = '',
  provider = '',
  kind,
  rooms,
  weekly,
  paidUnused,
  from,
  to,
]: readonly string[]): Block {
  return {
    id,
    buyer,
    provider,
    kind: kind as HomeKind,
    rooms: Number(rooms),
    weekly: Number(weekly),
    paidUnused: paidUnused === 't',
    from: from as PlainDate,
    to: to as PlainDate,
  };
}
