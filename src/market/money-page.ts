import { figuresBeside } from '../charts/index.ts';
import { addDays, inWords, type PlainDate } from '../kernel/index.ts';
import type { PlanningScope } from '../planning/index.ts';
import {
  BOUGHT,
  boughtShares,
  concentration,
  mayTell,
  type Period,
  type PricedDays,
  pricedDays,
  retainers,
  type SpendLine,
  spendBy,
  spendOf,
} from '../sufficiency/index.ts';
import type { Market } from './market-store.ts';
import { changes, empty, trend } from './money-over-time.ts';
import { type Figure, figure, type Section } from './report.ts';
import { BOUGHT_WORDS, kindWords, percent, pounds, SECTOR_WORDS, TOO_FEW, thousands, whole } from './words.ts';

/** The twelve months up to a day. */
export function yearTo(today: PlainDate): Period {
  return { first: addDays(today, -364), last: today };
}

/** Where the money goes, over the twelve months up to today. */
export function moneySections(market: Market, scope: PlanningScope, today: PlainDate): Section[] {
  const period = yearTo(today);
  const days = pricedDays(market.stays, period);
  if (!mayTell(days.map(({ stay }) => stay))) return [];
  const nameOf = (id: string) => market.providers.get(id)?.name ?? 'A provider';
  const ownerOf = (id: string) => market.providers.get(id)?.group ?? nameOf(id);
  const own = new Set(scope.authorities.map(({ id }) => id));
  const outside = days.filter(({ stay }) => !own.has(stay.provider));
  return [
    total(market, days, period),
    spend(
      'kinds',
      'By kind of home',
      spendBy(days, ({ stay }) => stay.kind),
      kindWords,
    ),
    spend(
      'sectors',
      'By who runs the homes',
      spendBy(days, ({ stay }) => stay.sector),
      (key) => SECTOR_WORDS[key as keyof typeof SECTOR_WORDS],
    ),
    spend(
      'providers',
      'By provider',
      spendBy(days, ({ stay }) => stay.provider),
      nameOf,
    ),
    {
      ...spend(
        'owners',
        'By owner of the provider',
        spendBy(outside, ({ stay }) => ownerOf(stay.provider)),
        (key) => key,
      ),
      words: [
        'Providers of one group count as one owner. Homes that the authorities here run themselves are left out.',
      ],
    },
    hands(outside, (id) => ownerOf(id)),
    bought(days),
    trend(market, today),
    changes(market, period),
    empty(market, period),
  ];
}

function total(market: Market, days: readonly PricedDays[], period: Period): Section {
  const all = spendOf(days);
  const kept = retainers(market.stays, period);
  return {
    id: 'all',
    heading: 'In the last twelve months',
    words: [
      `${thousands(all.pence)} for ${whole(all.weeks)} weeks that children lived in homes, from ${inWords(period.first)} to ${inWords(period.last)}${all.weekly === null ? '' : `: ${pounds(all.weekly)} a week on average`}.`,
      all.priced < 0.995
        ? `A price is known for ${percent(all.priced)} of these weeks. What the others cost is in no figure on this page.`
        : 'A price is known for all these weeks.',
      ...(kept
        ? [`Of this, ${thousands(kept.pence)} kept rooms for children who were away (${whole(kept.weeks)} weeks).`]
        : []),
    ],
    tables: [],
  };
}

const SPEND_HEAD = ['Weeks', 'Spent', 'Share', 'A week on average', 'Price known'];

function spend(id: string, heading: string, lines: readonly SpendLine[], nameOf: (key: string) => string): Section {
  const label = ({ key, groups }: SpendLine) => (key === null ? `Others together (${groups})` : nameOf(key));
  const rows = lines.map((line) => ({
    label: label(line),
    figures: [
      figure(whole(line.weeks), Math.round(line.weeks)),
      figure(thousands(line.pence), Math.round(line.pence / 100)),
      figure(percent(line.share), line.share),
      line.weekly === null ? figure('Not known') : figure(pounds(line.weekly), line.weekly / 100),
      figure(percent(line.priced), line.priced),
    ],
  }));
  return {
    id,
    heading,
    words: lines.length === 0 ? [`${TOO_FEW}.`] : [],
    tables: rows.length === 0 ? [] : [{ caption: heading, head: ['', ...SPEND_HEAD], rows }],
    ...(rows.length > 1
      ? {
          chart: figuresBeside({
            caption: `Share of spending ${heading.toLowerCase()}`,
            unit: 'Share',
            figures: lines.slice(0, 10).map((line) => ({
              label: label(line),
              words: percent(line.share),
              value: line.share,
              own: line.key !== null,
            })),
          }),
        }
      : {}),
  };
}

/** A share to the nearest per cent, in the file too. */
function shareFigure(share: number | null): Figure {
  return share === null ? figure(TOO_FEW) : figure(percent(share), Math.round(100 * share) / 100);
}

/** What it means comes first; the index, which few know, after it. */
function inHands({ largest, owners, words, index }: NonNullable<ReturnType<typeof concentration>>): string {
  const told = largest.find((each) => each.share !== null && (each.owners === 1 || each.owners < owners));
  const who = told?.owners === 1 ? 'One owner has' : `The largest ${told?.owners} owners have`;
  const first = told
    ? `${who} ${percent(told.share ?? 0)} of what is bought outside. That is`
    : 'What is bought outside is';
  return `${first} ${words}: an index of ${whole(index)} of 10,000, over ${owners > 5 ? whole(owners) : 'few'} owners.`;
}

function hands(outside: readonly PricedDays[], ownerOf: (id: string) => string): Section {
  const kinds = [...new Set(outside.map(({ stay }) => stay.kind))].sort();
  const rows = [
    { label: 'All kinds of home', days: outside },
    ...kinds.map((kind) => ({ label: kindWords(kind), days: outside.filter(({ stay }) => stay.kind === kind) })),
  ].flatMap(({ label, days }) => {
    const found = concentration(days, ({ provider }) => ownerOf(provider));
    if (!found) return [];
    const shares = found.largest.map(
      ({ share }): Figure => (share === null ? figure(TOO_FEW) : figure(percent(share), share)),
    );
    return [{ label, figures: [...shares, figure(found.words), figure(whole(found.index), found.index)], found }];
  });
  const [all] = rows;
  return {
    id: 'hands',
    heading: 'In how few hands',
    words: all ? [inHands(all.found)] : [`${TOO_FEW}.`],
    tables: rows.length
      ? [
          {
            caption: 'Concentration of what is bought outside',
            head: ['', 'Largest owner', 'Largest 3', 'Largest 5', 'In words', 'Index'],
            rows: rows.map(({ label, figures }) => ({ label, figures })),
          },
        ]
      : [],
    how: [
      'The index (Herfindahl–Hirschman) is the sum of the squared shares of all owners, in per cent: 10,000 where one owner has everything. Over 1,000 is called concentrated and over 2,000 highly concentrated, as the Competition and Markets Authority has read it when it looks at mergers.',
    ],
  };
}

function bought(days: readonly PricedDays[]): Section {
  const kinds = [...new Set(days.map(({ stay }) => stay.kind))].sort();
  const rows = [
    { label: 'All kinds of home', of: days },
    ...kinds.map((kind) => ({ label: kindWords(kind), of: days.filter(({ stay }) => stay.kind === kind) })),
  ].flatMap(({ label, of }) => {
    const shares = boughtShares(of);
    return shares ? [{ label, figures: BOUGHT.map((each) => shareFigure(shares[each]?.weeks ?? null)) }] : [];
  });
  return {
    id: 'bought',
    heading: 'How rooms are bought',
    words: rows.length ? ['Shares of the weeks with a known price.'] : [`${TOO_FEW}.`],
    tables: rows.length
      ? [{ caption: 'How rooms are bought', head: ['', ...BOUGHT.map((each) => BOUGHT_WORDS[each])], rows }]
      : [],
    how: [
      'Own: a home that the authority runs, or relatives it supports. Block: rooms paid for in advance. Framework: at the prices of a framework or dynamic purchasing system. Spot: agreed for one child at a time.',
    ],
  };
}
