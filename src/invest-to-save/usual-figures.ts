import { inWords } from '../kernel/index.ts';
import type { Kind, Range } from '../sufficiency/index.ts';
import { type About, type FigureName, figuresOf } from './figures.ts';
import { endingsAYear, type OwnEndings } from './own-endings.ts';
import type { OwnDearer, OwnRooms } from './own-prices.ts';
import { FOLLOWED } from './own-prices.ts';

export type SourceKind = 'own' | 'published' | 'assumption' | 'typed';

/** A figure before anybody changes it, and where it comes from. */
export interface Usual {
  readonly range: Range;
  readonly source: SourceKind;
  /** In a sentence: what was counted and when, who published it, or whose assumption it is. */
  readonly words: string;
}

/** What the records say, for those whose figures are asked for and, where they are others, for all who may be counted. */
export interface Own {
  readonly name: string;
  readonly endings: OwnEndings | null;
  readonly dearer: OwnDearer | null;
  readonly rooms: OwnRooms;
  /** The same for everybody together; null where that is the same or there is nobody else. */
  readonly wider: {
    readonly name: string;
    readonly endings: OwnEndings | null;
    readonly dearer: OwnDearer | null;
    readonly rooms: OwnRooms;
  } | null;
}

const range = (value: number, low = value, high = value): Range => ({ value, low, high });
const pounds = (value: number, low = value, high = value): Range => range(value * 100, low * 100, high * 100);
const assumed = (figure: Range, words: string): Usual => ({ range: figure, source: 'assumption', words });

/** Published weekly prices (figures of England in docs/methods/invest-to-save.md). */
const PUBLISHED_BEFORE: Readonly<Record<Kind | 'all', Usual>> = {
  fostering: {
    range: pounds(820, 600, 1_000),
    source: 'published',
    words:
      'Independent fostering, £820 a week: Competition and Markets Authority, interim report. Low and high: our assumption.',
  },
  residential: {
    range: pounds(3_830, 3_000, 6_120),
    source: 'published',
    words:
      'Largest providers of children’s homes, £3,830 a week: Competition and Markets Authority. High: £318,400 a year, National Audit Office 2025. Low: our assumption.',
  },
  supported: assumed(pounds(1_250, 700, 2_200), 'No price is published in a form we can cite: our assumption.'),
  other: assumed(pounds(1_250, 0, 4_000), 'No price is published in a form we can cite: our assumption.'),
  all: {
    range: pounds(1_860, 820, 3_830),
    source: 'published',
    words:
      'All children looked after, £97,200 a year: National Audit Office 2025. Low and high: fostering and children’s homes, Competition and Markets Authority.',
  },
};

/** Placements that began in the year to March 2025, for each child looked after on its last day (90,920 and 81,770). */
const BEGAN_FOR_EACH = 90_920 / 81_770;
/** Where nothing is known of how many children there are. */
const FOR_EACH = 100;
const ENDINGS_ASSUMED = '0.2 to 0.3 for each child and year: an assumption, nobody publishes it';

/** The figures an investment begins with, from own data where there are enough of them. */
export function usualFigures(about: About, kind: Kind | 'all', own: Own): Readonly<Partial<Record<FigureName, Usual>>> {
  const all = about === 'rooms' ? roomFigures(kind, own) : { ...endingFigures(kind, own), ...reachFigures(about, own) };
  return Object.fromEntries(figuresOf(about).map((name) => [name, all[name]]));
}

function endingFigures(kind: Kind | 'all', own: Own): Partial<Record<FigureName, Usual>> {
  const found = own.dearer ?? own.wider?.dearer ?? null;
  const paired = (figure: Range): Usual => ({
    range: figure,
    source: 'own',
    words: `${own.dearer ? own.name : own.wider?.name}: about ${toFive(found?.n ?? 0)} unplanned endings of the last two years with a price before and after, followed for ${FOLLOWED} weeks. Low and high: 95% interval of the mean.${own.dearer ? '' : ` ${own.name} alone has too few (five children or fewer).`}`,
  });
  return {
    endings: endings(own),
    dearer: found
      ? paired(found.weekly)
      : assumed(
          pounds(300, 0, 600),
          'Too few endings here have a price before and after (five children or fewer). Our assumption: as if one child in ten went from fostering (£820 a week) to a children’s home (£3,830).',
        ),
    dearerWeeks: found ? paired(found.weeks) : assumed(range(16, 4, 26), 'Our assumption.'),
    owing: assumed(
      range(0.5, 0, 1),
      'Our assumption: needs change too, and a dearer home may have come anyway. Nobody can tell how often from records.',
    ),
    before: found ? paired(found.before) : PUBLISHED_BEFORE[kind],
    emptyWeeks: assumed(range(1, 0, 4), 'Our assumption; many contracts have four weeks’ notice. Look into yours.'),
    moveHours: assumed(
      range(20, 10, 40),
      'Our assumption: finding the home, visits, papers, telling everybody. Ask your teams.',
    ),
    pay: assumed(
      pounds(28, 24, 34),
      'Our assumption: about £42,000 a year over 1,500 working hours. Put your own pay here.',
    ),
    onCosts: assumed(range(0.3, 0.25, 0.45), 'Our assumption. Put your own rate here.'),
  };
}

function endings(own: Own): Usual {
  const counted = own.endings ? endingsAYear(own.endings) : null;
  if (own.endings && counted) {
    return {
      range: tidy(counted),
      source: 'own',
      words: `${own.name}: about ${own.endings.unplanned} unplanned endings in ${yearsWords(own.endings)} over ${own.endings.childYears} child-years (one child in a home for a year). Low and high: what chance alone would make of it in 95 of 100.`,
    };
  }
  const wider = own.wider?.endings ?? null;
  const rate = wider ? endingsAYear(wider) : null;
  const children = own.endings?.children ?? 0;
  if (wider && rate && wider.children > 0 && children > 0) {
    const by = children / wider.children;
    return {
      range: tidy(range(rate.value * by, rate.low * by, rate.high * by)),
      source: 'own',
      words: `${own.name} has too few endings to be told (5 or fewer): the rate of ${own.wider?.name} (about ${wider.unplanned} in ${yearsWords(wider)}) for about ${children} children.`,
    };
  }
  const of = children > 0 ? children : FOR_EACH;
  return assumed(
    tidy(range(of * 0.25, of * 0.2, of * 0.3)),
    `${ENDINGS_ASSUMED}. For ${children > 0 ? `about ${of} children` : `every ${of} children: nothing is known here yet`}.`,
  );
}

function reachFigures(about: About, own: Own): Partial<Record<FigureName, Usual>> {
  const { endings: counted } = own;
  const children: Usual =
    counted && counted.children > 0
      ? {
          range: range(counted.children),
          source: 'own',
          words: `${own.name}: children in such homes at a time, ${inWords(counted.from)} to ${inWords(counted.to)}.`,
        }
      : assumed(range(FOR_EACH), `For every ${FOR_EACH} children: nothing is known here yet.`);
  if (about === 'package') {
    return {
      number: assumed(range(20), 'For you to choose.'),
      outOf: children,
      weeks: assumed(range(12), 'For you to choose.'),
      weekly: assumed(pounds(250), 'For you to choose.'),
      likelier: assumed(
        range(1, 1, 2),
        'Our assumption: 1 is as likely as any home. More, if support goes where there is strain; whether strain can be seen in time has not been shown.',
      ),
    };
  }
  const moves: Usual =
    counted && counted.began > 0 && counted.years > 0
      ? {
          range: range(Math.round(counted.began / counted.years)),
          source: 'own',
          words: `${own.name}: about ${counted.began} homes began in ${yearsWords(counted)}.`,
        }
      : {
          range: range(Math.round(children.range.value * BEGAN_FOR_EACH)),
          source: 'published',
          words:
            '90,920 placements began in the year to March 2025 for 81,770 children looked after: Department for Education, Explore Education Statistics.',
        };
  return {
    number: { ...moves, words: `All moves. ${moves.words}` },
    outOf: moves,
    hours: assumed(range(1), 'For you to choose.'),
  };
}

function roomFigures(kind: Kind | 'all', own: Own): Partial<Record<FigureName, Usual>> {
  const at = (name: string | undefined, words: string, figure: Range): Usual => ({
    range: figure,
    source: 'own',
    words: `${name}: ${words}`,
  });
  const spotOf = own.rooms.spot ?? own.wider?.rooms.spot ?? null;
  const blockOf = own.rooms.block ?? own.wider?.rooms.block ?? null;
  const blockName = own.rooms.block ? own.name : own.wider?.name;
  const spot = spotOf
    ? at(
        own.rooms.spot ? own.name : own.wider?.name,
        `about ${toFive(spotOf.n)} stays bought spot within the last year. Low and high: 95% interval of the mean.`,
        spotOf.weekly,
      )
    : blockOf
      ? assumed(
          scaled(blockOf.weekly, 1.1, 1, 1.25),
          'Too few rooms here were bought spot within the last year (five children or fewer). Our assumption: a tenth more than in a block.',
        )
      : PUBLISHED_BEFORE[kind];
  return {
    rooms: assumed(range(10), 'For you to choose.'),
    block: blockOf
      ? at(
          blockName,
          `mean of ${blockOf.rooms} rooms in blocks today; low and high the lowest and highest price.`,
          blockOf.weekly,
        )
      : assumed(
          scaled(spot.range, 0.9, 0.8, 1),
          'Our assumption: nine tenths of the spot price. Put the price you were offered here.',
        ),
    spot,
    lived: blockOf?.lived
      ? at(
          blockName,
          'days used of the days paid for in blocks of the last year; low and high: ten of a hundred either way, our assumption.',
          blockOf.lived,
        )
      : assumed(range(0.85, 0.7, 0.95), 'Our assumption.'),
    instead: assumed(
      range(0.9, 0.7, 1),
      'Our assumption: a room that is there may be used for a child who would have lived somewhere cheaper.',
    ),
  };
}

function scaled({ value }: Range, by: number, low: number, high: number): Range {
  const at = (share: number) => Math.round((value * share) / 1_000) * 1_000;
  return range(at(by), at(low), at(high));
}

function tidy({ value, low, high }: Range): Range {
  const at = (one: number) => (one >= 10 ? Math.round(one) : Math.round(one * 10) / 10);
  return range(at(value), at(low), at(high));
}

function yearsWords({ years, from, to }: OwnEndings): string {
  return `${years} ${years === 1 ? 'year' : 'years'} (${inWords(from)} to ${inWords(to)})`;
}

function toFive(count: number): number {
  return Math.round(count / 5) * 5;
}
