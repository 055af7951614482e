import type { HomeKind } from '../kernel/index.ts';
import {
  BOUGHT,
  type ComparedPrice,
  cellPrices,
  comparedPrices,
  type LikeForLike,
  likeForLike,
  type NeedBand,
  type Period,
  PRICE_AGES,
} from '../sufficiency/index.ts';
import type { Market } from './market-store.ts';
import { figure, type Section, type Table } from './report.ts';
import {
  AGE_WORDS,
  aboutChildren,
  BOUGHT_WORDS,
  kindWords,
  NEED_WORDS,
  percent,
  pounds,
  SECTOR_WORDS,
  TOO_FEW,
} from './words.ts';

/** By what groups are compared. */
export const COMPARED_BY = ['provider', 'sector', 'bought'] as const;
export type ComparedBy = (typeof COMPARED_BY)[number];

/** Kinds of home whose prices are compared, with the most children first. */
export function kindsToCompare(market: Market, period: Period): HomeKind[] {
  const groups = [...Map.groupBy(comparedPrices(market.stays, period), ({ stay }) => stay.kind)];
  return groups.sort(([, a], [, b]) => b.length - a.length).map(([kind]) => kind);
}

/** Prices for like children in like homes, of one kind of home. */
export function likeForLikeSections(market: Market, kind: HomeKind, period: Period): Section[] {
  const prices = comparedPrices(
    market.stays.filter((stay) => stay.kind === kind),
    period,
  );
  const nameOf = (id: string) => market.providers.get(id)?.name ?? 'A provider';
  return [
    byProfile(prices, kind),
    compared('providers', 'Providers beside each other', prices, ({ stay }) => stay.provider, nameOf),
    compared(
      'sectors',
      'Who runs the homes',
      prices,
      ({ stay }) => stay.sector,
      (key) => SECTOR_WORDS[key as keyof typeof SECTOR_WORDS],
    ),
    compared(
      'owners',
      'Owners beside each other',
      prices,
      ({ stay }) => market.providers.get(stay.provider)?.group ?? '',
      (key) => key,
    ),
    waysToBuy(prices),
  ];
}

const NEEDS: readonly NeedBand[] = ['lower', 'middle', 'higher'];

function byProfile(prices: readonly ComparedPrice[], kind: HomeKind): Section {
  const tables = NEEDS.flatMap((need): Table[] => {
    const rows = PRICE_AGES.flatMap(({ key: age }) =>
      BOUGHT.flatMap((bought) => {
        const cell = prices.filter((price) => price.need === need && price.age === age && price.bought === bought);
        const found = cellPrices(cell);
        if (!found) return [];
        return [
          {
            label: `Aged ${AGE_WORDS[age]}, ${BOUGHT_WORDS[bought].toLowerCase()}`,
            figures: [
              figure(pounds(found.middle), found.middle / 100),
              figure(`${pounds(found.low)} to ${pounds(found.high)}`),
              figure(pounds(found.mean), found.mean / 100),
              figure(aboutChildren(found.children), found.children),
            ],
          },
        ];
      }),
    );
    return rows.length
      ? [
          {
            caption: `${NEED_WORDS[need]}: a week`,
            head: ['', 'Middle price', 'Middle half', 'Mean', 'Children'],
            rows,
          },
        ]
      : [];
  });
  return {
    id: 'profiles',
    heading: `What ${kindWords(kind).toLowerCase()} prices are for which children`,
    words: [
      tables.length
        ? 'Only groups of six children or more are shown.'
        : 'No group of children with like age, needs and way of buying is large enough to show.',
    ],
    tables,
    how: [
      'Needs: the levels (0 to 4) of the profile that was finished last when the price was agreed, or first within 90 days after. Lower: under 1 on average; middle: 1 to 2; higher: 2 and over. Prices for children without such a profile, or with fewer than nine of twelve parts of life known, are left out.',
      'The price is the latest of each stay in the last twelve months. Rooms that are only kept are left out.',
    ],
  };
}

function compared(
  id: string,
  heading: string,
  prices: readonly ComparedPrice[],
  keyOf: (price: ComparedPrice) => string,
  nameOf: (key: string) => string,
): Section {
  const found = [...new Set(prices.map(keyOf))]
    .filter((key) => key !== '')
    .flatMap((key) => {
      const one = likeForLike(prices, (price) => keyOf(price) === key, key);
      return one ? [{ name: nameOf(key), one }] : [];
    })
    .sort((a, b) => b.one.difference - a.one.difference);
  const rows = found.map(({ name, one }) => ({
    label: name,
    figures: [
      figure(pounds(one.group), one.group / 100),
      figure(pounds(one.others), one.others / 100),
      figure(more(one.difference), one.difference / 100),
      figure(`${pounds(one.low)} to ${pounds(one.high)}`),
      figure(aboutChildren(one.children), one.children),
      figure(percent(one.compared), one.compared),
    ],
  }));
  return {
    id,
    heading,
    words: rows.length
      ? sentences(found)
      : [`${TOO_FEW}: nobody has six children whose like live with somebody else too.`],
    tables: rows.length
      ? [
          {
            caption: `${heading}: a week, like for like`,
            head: ['', 'Here', 'All others', 'Difference', 'Between, 95 of 100 times', 'Children', 'Could be compared'],
            rows,
          },
        ]
      : [],
    how: [
      'Prices are compared only within groups of the same kind of home, age, needs and way of buying, and then weighted as these groups are mixed in the whole. There is no model. What “could be compared” leaves out are children whose like live with nobody else.',
      'The range comes from drawing the prices again 400 times. With many providers, one in twenty ranges misses nought by chance alone.',
    ],
  };
}

function sentences(found: readonly { readonly name: string; readonly one: LikeForLike }[]): string[] {
  const clear = found.filter(({ one }) => one.low > 0 || one.high < 0);
  if (clear.length === 0) return ['For like children in like homes, no difference is larger than chance may make it.'];
  return clear.map(({ name, one }) => {
    const [least, most] = [Math.abs(one.low), Math.abs(one.high)].sort((a, b) => a - b) as [number, number];
    return `For like children in like homes, ${name} costs ${pounds(Math.abs(one.difference))} a week ${one.difference > 0 ? 'more' : 'less'} than others do (between ${pounds(least)} and ${pounds(most)} ${one.difference > 0 ? 'more' : 'less'}).`;
  });
}

/** Ways of buying are compared without regard to the way, else there would be nobody to compare with. */
function waysToBuy(prices: readonly ComparedPrice[]): Section {
  const open = prices.map((price) => ({ ...price, cell: [price.stay.kind, price.age, price.need].join('|') }));
  return {
    ...compared(
      'bought',
      'Ways of buying beside each other',
      open,
      ({ bought }) => bought,
      (key) => BOUGHT_WORDS[key as keyof typeof BOUGHT_WORDS],
    ),
    how: [
      'Compared within the same kind of home, age and needs. An own home’s price is what the authority reckons it costs, where somebody wrote that down.',
    ],
  };
}

function more(pence: number): string {
  return pence === 0 ? 'The same' : `${pounds(Math.abs(pence))} ${pence > 0 ? 'more' : 'less'}`;
}
