import type { Tx } from '../db/index.ts';
import { keptForecast, latestForecast } from '../forecasts/index.ts';
import { HOME_KINDS, type HomeKind, type PlainDate } from '../kernel/index.ts';
import type { PlanningScope } from '../planning/index.ts';
import type { FormError, Typed } from '../ui/index.ts';
import { BLOCK_KINDS, blockTyped, readBlock, usualBlock } from './block-form.ts';
import { blockSections } from './block-page.ts';
import { fundingSections, RULE_KINDS, readRule, ruleTyped } from './funding-page.ts';
import { kindsToCompare, likeForLikeSections } from './like-for-like-page.ts';
import { marketOf, placesNotRegistered, roomsOfProviders } from './market-store.ts';
import { quartersTo } from './money-over-time.ts';
import { moneySections, yearTo } from './money-page.ts';
import { pricesByKind } from './prices-by-kind.ts';
import { qualitySections } from './quality-page.ts';
import type { Section } from './report.ts';
import { kindWords } from './words.ts';

/** What a page shows: its parts, its form as typed, and what to put right. */
export interface Shown {
  readonly sections: readonly Section[];
  readonly errors: readonly FormError[];
  /** The page's own form: fields as typed and choices. */
  readonly form?: object;
  /** Said where there is nothing to show yet, and where to go. */
  readonly missing?: { readonly words: string; readonly href: string; readonly link: string };
}

export interface MarketPage {
  readonly key: 'money' | 'like-for-like' | 'quality' | 'block' | 'funding';
  readonly href: string;
  readonly text: string;
  readonly lead: string;
  readonly show: (tx: Tx, asked: PageAsked) => Promise<Shown>;
}

/** For whom and when, and with which fields, a page is asked for. */
export interface PageAsked {
  readonly scope: PlanningScope;
  /** All authorities together, where the page is about one of them. */
  readonly wider: PlanningScope | null;
  readonly fields: Typed;
  readonly today: PlainDate;
}

export const MARKET_PAGES: readonly MarketPage[] = [
  {
    key: 'money',
    href: '/plans/market',
    text: 'Where the money goes',
    lead: 'What was paid for the homes children lived in, to whom, and how it was bought.',
    show: async (tx, { scope, today }) => {
      const first = quartersTo(today)[0]?.first ?? yearTo(today).first;
      const market = await marketOf(tx, scope, {
        first: first < yearTo(today).first ? first : yearTo(today).first,
        last: today,
      });
      return { sections: moneySections(market, scope, today), errors: [] };
    },
  },
  {
    key: 'like-for-like',
    href: '/plans/market/like-for-like',
    text: 'Prices like for like',
    lead: 'What is paid for children of like age and needs, in the same kind of home, bought in the same way.',
    show: async (tx, { scope, fields, today }) => {
      const market = await marketOf(tx, scope, yearTo(today));
      const kinds = kindsToCompare(market, yearTo(today));
      const asked = fields.text('kind');
      const kind: HomeKind =
        HOME_KINDS.find((each) => each === asked) ??
        (kinds.includes('residential') ? 'residential' : (kinds[0] ?? 'fostering'));
      return {
        sections: kinds.length === 0 ? [] : likeForLikeSections(market, kind, yearTo(today)),
        errors: [],
        form: { kind, kinds: HOME_KINDS.map((each) => ({ value: each, text: kindWords(each) })) },
      };
    },
  },
  {
    key: 'quality',
    href: '/plans/market/quality',
    text: 'Quality and registration',
    lead: 'What stands beside a price: grades, endings that nobody planned, distance; and nights where nobody is registered.',
    show: async (tx, { scope, today }) => {
      const market = await marketOf(tx, scope, yearTo(today));
      const [codes, rooms] = [await placesNotRegistered(tx), await roomsOfProviders(tx, today)];
      return { sections: qualitySections(market, scope, yearTo(today), codes, rooms), errors: [] };
    },
  },
  {
    key: 'block',
    href: '/plans/market/block',
    text: 'A block of rooms',
    lead: 'What a block of rooms would save, or cost, under a forecast.',
    show: async (tx, { scope, wider, fields, today }) => {
      const asked = fields.text('forecast');
      const kept = (asked ? await keptForecast(tx, asked) : null) ?? (await latestForecast(tx, scope.key));
      // Without a forecast no figure of the form leads anywhere, so that none is asked for.
      if (!kept)
        return {
          sections: [],
          errors: [],
          missing: {
            words: `There is no forecast of ${scope.name} yet, and a block is worked out from one.`,
            href: '/plans/forecasts',
            link: 'Make a forecast first',
          },
        };
      const usual = usualBlock(fields, {
        own: await pricesByKind(tx, scope, today),
        wider: wider && { name: wider.name, prices: await pricesByKind(tx, wider, today) },
      });
      const form = blockTyped(fields, usual);
      const { read, errors } = readBlock(form, usual);
      return {
        sections: read ? blockSections(kept, read) : [],
        errors,
        form: { ...form, kinds: BLOCK_KINDS.map((kind) => ({ value: kind, text: BLOCK_KIND_WORDS[kind] })) },
      };
    },
  },
  {
    key: 'funding',
    href: '/plans/market/funding',
    text: 'Who pays',
    lead: 'How social care, education and health share the price of homes, and what a rule would make of it.',
    show: async (tx, { scope, fields, today }) => {
      const market = await marketOf(tx, scope, yearTo(today));
      const form = ruleTyped(fields);
      const { rule, errors } = readRule(form);
      return {
        sections: fundingSections(market, scope, yearTo(today), form, rule),
        errors,
        form: { ...form, kinds: RULE_KINDS.map((kind) => ({ value: kind, text: kindWords(kind) })) },
      };
    },
  },
];

const BLOCK_KIND_WORDS: Readonly<Record<string, string>> = {
  fostering: 'Foster homes',
  residential: 'Children’s homes',
  supported: 'Supported accommodation',
};
