import type { PlanningScope } from '../planning/index.ts';
import {
  mayTell,
  nightsUnlisted,
  type Period,
  pricedDays,
  qualityOf,
  spendOf,
  toldGroups,
} from '../sufficiency/index.ts';
import { BASES } from './bases.ts';
import type { Market, RoomsOfProvider } from './market-store.ts';
import { figure, type Section, type Table } from './report.ts';
import { kindWords, percent, pounds, TOO_FEW, whole } from './words.ts';

const FEWEST = 6;

/** Quality beside price, and nights where nobody is registered. */
export function qualitySections(
  market: Market,
  scope: PlanningScope,
  period: Period,
  codes: readonly string[],
  rooms: ReadonlyMap<string, RoomsOfProvider>,
): Section[] {
  return [byProvider(market, period), roomsThere(market, period, rooms), notRegistered(market, scope, period, codes)];
}

const ENDINGS = 'Unplanned endings a child and year';

/** A column that says “Few” in every row says nothing of one provider beside another. */
function allFew({ head, rows }: Table): boolean {
  return rows.every(({ figures }) => figures[head.indexOf(ENDINGS) - 1]?.words === 'Few');
}

function withoutEndings(table: Table): Table {
  const at = table.head.indexOf(ENDINGS);
  return {
    ...table,
    head: table.head.toSpliced(at, 1),
    rows: table.rows.map(({ label, figures }) => ({ label, figures: figures.toSpliced(at - 1, 1) })),
  };
}

function byProvider(market: Market, period: Period): Section {
  const kinds = ['fostering', 'residential', 'supported'] as const;
  const tables = kinds.flatMap((kind): Table[] => {
    const stays = market.stays.filter((stay) => stay.kind === kind);
    const groups = toldGroups(
      stays,
      ({ provider }) => provider,
      (stay) => stay,
      (list) => list.length,
    );
    const rows = groups.flatMap(({ key, groups: count, members }) => {
      const quality = qualityOf(members, period);
      if (!quality) return [];
      const price = spendOf(pricedDays(members, period)).weekly;
      const { unplanned } = quality;
      return [
        {
          label: key === null ? `Others together (${count})` : (market.providers.get(key)?.name ?? 'A provider'),
          figures: [
            price === null ? figure('Not known') : figure(pounds(price), price / 100),
            quality.good === null ? figure('No grade known') : figure(percent(quality.good), quality.good),
            unplanned === null
              ? figure('Not known')
              : unplanned === 'few'
                ? figure('Few')
                : figure(
                    `${unplanned.rate.toFixed(2)} (${unplanned.low.toFixed(2)} to ${unplanned.high.toFixed(2)})`,
                    unplanned.rate,
                  ),
            quality.far === null ? figure('Not known') : figure(percent(quality.far), quality.far),
            figure(whole(quality.childYears), Math.round(quality.childYears)),
          ],
        },
      ];
    });
    return rows.length
      ? [
          {
            caption: kindWords(kind),
            head: [
              '',
              'A week on average',
              'Nights in homes graded good or outstanding',
              ENDINGS,
              'Nights 20 miles or more from home',
              'Years lived there',
            ],
            rows,
          },
        ]
      : [];
  });
  const few = tables.filter(allFew);
  return {
    id: 'beside',
    heading: 'Quality beside price',
    words: [
      tables.length
        ? 'Children are not alike: a provider who takes children with more needs has more endings and higher prices. Read this with the prices like for like.'
        : `${TOO_FEW}.`,
      ...(few.length
        ? [
            `Unplanned endings are few (of one to five children) in every line of ${few.length === tables.length ? 'these tables' : `the table for ${new Intl.ListFormat('en-GB').format(few.map(({ caption }) => caption.toLowerCase()))}`}, so that no rate is given.`,
          ]
        : []),
    ],
    tables: tables.map((table) => (few.includes(table) ? withoutEndings(table) : table)),
    how: [
      'Grades are Ofsted’s, of the homes in which the children lived; for a foster home, of its agency where that is written down. Of all nights in homes with a grade.',
      'Unplanned: the carer asked for the end, the child did, the authority of the area did, or there was an allegation or a concern about standards (CREQB, CREQO, CHILD, LAREQ, ALLEG, STAND in the return). Homes that closed, approvals removed and “other” are not counted. The range is that of chance, 95 of 100 times. Few: endings of one to five children.',
      'Distance is counted from the family home, where neither address is hidden.',
    ],
  };
}

/** What providers have in the region, as everybody who looks for a home may see it. */
function roomsThere(market: Market, period: Period, rooms: ReadonlyMap<string, RoomsOfProvider>): Section {
  const used = toldGroups(
    market.stays.filter(({ kind }) => kind !== 'kinship'),
    ({ provider }) => provider,
    (stay) => stay,
    (list) => list.length,
  );
  const rows = used.flatMap(({ key, members }) => {
    const there = key === null ? undefined : rooms.get(key);
    if (key === null || !there) return [];
    const nights = pricedDays(members, period).reduce((sum, { days }) => sum + days, 0);
    return [
      {
        label: market.providers.get(key)?.name ?? 'A provider',
        figures: [
          figure(whole(there.homes), there.homes),
          figure(whole(there.rooms), there.rooms),
          figure(whole(there.free), there.free),
          figure(percent(nights / (365 * there.rooms)), nights / (365 * there.rooms)),
        ],
      },
    ];
  });
  return {
    id: 'rooms',
    heading: 'Rooms of these providers in the region',
    words: rows.length
      ? [
          'Homes that are listed for the region now, and how far the children counted here filled them in the last twelve months.',
        ]
      : [`${TOO_FEW}.`],
    tables: rows.length
      ? [{ caption: 'Rooms of these providers', head: ['', 'Homes', 'Rooms', 'Free today', 'Filled from here'], rows }]
      : [],
  };
}

function notRegistered(market: Market, scope: PlanningScope, period: Period, codes: readonly string[]): Section {
  const lines = market.nights.filter(({ place }) => codes.includes(place));
  const authorities = scope.authorities.map(({ id, name }) => {
    const own = lines.filter(({ authority }) => authority === id);
    const sum = (of: (line: (typeof own)[number]) => number) => own.reduce((all, line) => all + of(line), 0);
    // A child in places of two codes is counted in both: what may be told errs on the side of fewer by the largest code.
    const most = (of: (line: (typeof own)[number]) => number) => Math.max(0, ...own.map(of));
    return {
      name,
      nights: sum((line) => line.nights),
      under16: sum((line) => line.nightsUnder16),
      children: most((line) => line.children),
      childrenUnder16: most((line) => line.childrenUnder16),
    };
  });
  const rows = authorities.map(({ name, nights, under16, children, childrenUnder16 }) => {
    const older = children - childrenUnder16;
    // Nights of young people of 16 and 17 follow from the two figures: both are told only where these may be told too.
    const both = childrenUnder16 >= FEWEST && (older === 0 || older >= FEWEST);
    const tell = (number: number, may: boolean) =>
      number === 0 ? figure('None', 0) : may ? figure(whole(number), number) : figure(TOO_FEW);
    return {
      label: name,
      figures: [tell(nights, children >= FEWEST), under16 > 0 && !both ? figure(TOO_FEW) : tell(under16, both)],
    };
  });
  const unlisted = market.stays.filter(({ registered }) => registered === false);
  const found = nightsUnlisted(market.stays, period);
  return {
    id: 'not-registered',
    heading: 'Nights where nobody is registered',
    words: [
      `Nights in the last twelve months in places that the statutory return calls other (${codes.join(', ')}): no home that is registered or approved, and no exemption that we could know of. A place may still be lawful; somebody has to look.`,
      found.nights === 0
        ? 'No child lived in a children’s home or supported accommodation that Ofsted’s list does not name.'
        : mayTell(unlisted)
          ? `Beside these, ${whole(found.nights)} nights in children’s homes or supported accommodation that Ofsted’s list does not name.`
          : 'Beside these, some nights of five children or fewer in children’s homes or supported accommodation that Ofsted’s list does not name.',
    ],
    tables: [{ caption: 'Nights in places that are not registered', head: ['', 'Nights', 'Of these, under 16'], rows }],
    how: BASES,
  };
}
