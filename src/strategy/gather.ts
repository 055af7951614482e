import { createHash } from 'node:crypto';
import type { Tx } from '../db/index.ts';
import { keptForecast, keptForecasts } from '../forecasts/index.ts';
import { gapInput, gapsOf, projectsOf, USUAL_SETTINGS, workOutGaps } from '../gaps/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { pricesByKind } from '../market/index.ts';
import type { PlanningScope } from '../planning/index.ts';
import { childrenTold } from './children-told.ts';
import { type Counted, type CountedHomes, countedOn } from './counted.ts';
import {
  type ComingTold,
  FIGURES_VERSION,
  type ForecastTold,
  type HomesLine,
  type PricesTold,
  type ScenarioTold,
  type StrategyFigures,
} from './figures.ts';
import { type ForecastToTell, forecastTold, scenarioTold } from './forecast-told.ts';
import { gapsTold } from './gaps-told.ts';
import { pricesTold } from './prices-told.ts';

const MOST_SCENARIOS = 6;

/** Where a forecast made from files of returns stands among scopes. */
export const FILES = 'files';

/** What was read of a scope to write a strategy from. */
export interface Gathered {
  readonly scope: PlanningScope;
  readonly organisation: string;
  readonly today: PlainDate;
  readonly forecast: ForecastTold | null;
  /** Null where there are no records that may be counted. */
  readonly records: {
    readonly counted: Counted;
    readonly gaps: Awaited<ReturnType<typeof gapInput>>;
    readonly prices: PricesTold | null;
    readonly scenarios: readonly ScenarioTold[];
    readonly coming: readonly ComingTold[];
  } | null;
}

/**
 * Reads what a strategy is written from. A scope without authorities has a forecast and nothing else.
 * @param forecast the one to tell of; null: there is none
 */
export async function gather(
  tx: Tx,
  scope: PlanningScope,
  forecast: ForecastToTell | null,
  { organisation, today }: { readonly organisation: string; readonly today: PlainDate },
): Promise<Gathered> {
  const several = scope.authorities.length > 1;
  const told = { scope, organisation, today, forecast: forecast && forecastTold(forecast, several) };
  if (scope.authorities.length === 0) return { ...told, records: null };
  return {
    ...told,
    records: {
      counted: await countedOn(tx, scope, today),
      gaps: await gapInput(tx, scope, USUAL_SETTINGS, today),
      prices: pricesTold(await pricesByKind(tx, scope, today), today),
      scenarios: await scenariosOf(tx, scope, several),
      coming: await comingOf(tx, scope),
    },
  };
}

/** The figures of what was gathered, as they may be told. Gaps are worked out in a thread of their own, without the database. */
export async function figuresOf({
  scope,
  organisation,
  today,
  forecast: told,
  records,
}: Gathered): Promise<StrategyFigures> {
  if (!records) return withoutRecords(scope.name, told, { organisation, today });
  const { counted, prices, scenarios, coming } = records;
  const children = childrenTold(counted, scope.authorities);
  const homes = homesOf(counted);
  const { input, reasons } = records.gaps;
  const gaps = gapsOf(await workOutGaps(input), input, reasons, USUAL_SETTINGS);
  const missing = [
    ...(children
      ? []
      : [
          missed(
            'Our children',
            'There are no children in care in the records, or so few that nothing of them may be told.',
          ),
        ]),
    ...(homes ? [] : [missed('Our homes', 'There are no homes in the records.')]),
    ...(gaps.children > 0
      ? []
      : [missed('Need against supply', 'No child has lived in a home, or asked for one, in the last year.')]),
    ...(told
      ? []
      : [
          missed(
            'What we expect',
            'No forecast of these authorities is kept. Make one on the page Forecasts, and write the strategy again.',
          ),
        ]),
    ...(prices
      ? []
      : [missed('Market and cost', 'There are no agreed prices, or so few of each kind that none may be told.')]),
  ];
  return {
    version: FIGURES_VERSION,
    organisation,
    scope: { key: scope.key, name: scope.name, authorities: scope.authorities.map(({ name }) => name) },
    countedOn: today,
    rounded: scope.authorities.length > 1,
    children,
    homes,
    gaps: gaps.children > 0 ? gapsTold(gaps, scope.authorities) : null,
    forecast: told,
    ...{ scenarios, prices, coming, missing },
  };
}

/** What yearly returns alone can tell: what to expect. */
export function withoutRecords(
  name: string,
  forecast: ForecastTold | null,
  { organisation, today }: { readonly organisation: string; readonly today: PlainDate },
): StrategyFigures {
  const needs = 'Needs the records of children and homes; yearly returns alone do not tell it.';
  return {
    ...{ version: FIGURES_VERSION, organisation, scope: { key: FILES, name, authorities: [] }, countedOn: today },
    ...{ rounded: false, children: null, homes: null, gaps: null, forecast, scenarios: [], prices: null, coming: null },
    missing: [
      'Our children',
      'What children say',
      'Our homes',
      'Need against supply',
      'Market and cost',
      'Homes on the way',
    ].map((part) => missed(part, needs)),
  };
}

function missed(part: string, why: string) {
  return { part, why };
}

/** The same figures have the same digest. */
export function digestOf(value: object): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}

const KIND_OF: Readonly<Record<string, string>> = { kinship: 'fostering' };

function homesOf({ homes }: Counted): HomesLine[] | null {
  const groups = Map.groupBy(homes, ({ kind, sector }) => JSON.stringify([KIND_OF[kind] ?? kind, sector]));
  const sum = (all: readonly CountedHomes[], of: (one: CountedHomes) => number) =>
    all.reduce((n, one) => n + of(one), 0);
  const lines = [...groups].map(([key, all]): HomesLine => {
    const [kind, sector] = JSON.parse(key) as [string, string];
    const graded = all.filter(({ grade }) => grade !== '' && grade !== 'not yet inspected');
    return {
      ...{ kind, sector },
      homes: sum(all, (one) => one.homes),
      rooms: sum(all, (one) => one.rooms),
      free: sum(all, (one) => one.free),
      good: sum(
        graded.filter(({ grade }) => grade === 'good' || grade === 'outstanding'),
        (one) => one.homes,
      ),
      graded: sum(graded, (one) => one.homes),
    };
  });
  return lines.length === 0 ? null : lines.sort((a, b) => (a.kind + a.sector < b.kind + b.sector ? -1 : 1));
}

/** The newest forecast of each scenario of this scope. */
async function scenariosOf(tx: Tx, scope: PlanningScope, several: boolean): Promise<ScenarioTold[]> {
  const newest = new Map<string, string>();
  for (const { id, scopeKey, scenario } of await keptForecasts(tx)) {
    if (scopeKey === scope.key && scenario && !newest.has(scenario.name)) newest.set(scenario.name, id);
  }
  const told: ScenarioTold[] = [];
  for (const id of [...newest.values()].slice(0, MOST_SCENARIOS)) {
    const kept = await keptForecast(tx, id);
    const one = kept && scenarioTold(kept, several);
    if (one) told.push(one);
  }
  return told;
}

async function comingOf(tx: Tx, scope: PlanningScope): Promise<ComingTold[]> {
  const names = new Map(scope.authorities.map(({ id, name }) => [id, name]));
  return (await projectsOf(tx, scope))
    .filter(({ status }) => status === 'planned' || status === 'approved')
    .map(({ name, what, kind, rooms, minAge, maxAge, forAuthority, opensOn, untilOn, sure }) => ({
      ...{ name, what, kind, rooms, sure },
      ages: `${minAge} to ${maxAge}`,
      where: forAuthority === null ? scope.name : (names.get(forAuthority) ?? scope.name),
      ...{ opens: opensOn, until: untilOn },
    }));
}
