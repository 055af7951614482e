import type { Tx } from '../db/index.ts';
import { addYears, date, type PlainDate } from '../kernel/index.ts';
import type { PlanningScope } from '../planning/index.ts';
import { unmetWords } from '../searches/index.ts';
import type { GapAges, GapInput, GapKind, GapLine, GapNeed, GapStock, Growth } from '../sufficiency/index.ts';
import { countedFor, type ReasonRow, WINDOW_DAYS } from './counted.ts';
import { workOutGaps } from './gap-thread.ts';
import { comingOf } from './project.ts';
import { projectsOf } from './project-store.ts';

/** What is asked for: this share of children is to live within so many miles within so many days. */
export interface GapSettings {
  /** 50 to 99. */
  readonly percent: number;
  readonly miles: number;
  readonly days: number;
  /** Years from today for which it is worked out; 0: today. */
  readonly years?: number;
  /** What a forecast expects by then against today; absent: as many requests as in the year up to today. */
  readonly growth?: Growth;
}

export const USUAL_SETTINGS: GapSettings = { percent: 95, miles: 20, days: 7 };

export interface GapReason {
  readonly code: string;
  readonly words: string;
  /** Searches of the year for which it was said last. */
  readonly times: number;
}

/** The gaps of a scope. Numbers of children are as counted: whoever shows them keeps small ones back (`FEW`). */
export interface GapsNow {
  readonly settings: GapSettings;
  /** The day it is worked out for. */
  readonly on: PlainDate;
  /** `authority`: the id of the authority; the rest as `GapLine` of the engine. */
  readonly lines: readonly (Omit<GapLine, 'area'> & { readonly authority: string })[];
  readonly stock: readonly GapStock[];
  readonly reasons: readonly GapReason[];
  readonly reasonRows: readonly ReasonRow[];
  /** Children the answer is counted from. */
  readonly children: number;
}

export type { GapAges, GapKind, GapNeed };

/** Counts need and rooms of a scope from the records of today, and works out what is missing, off the main thread. */
export async function gapsNow(tx: Tx, scope: PlanningScope, settings: GapSettings, today: PlainDate): Promise<GapsNow> {
  const { input, reasons } = await gapInput(tx, scope, settings, today);
  return gapsOf(await workOutGaps(input), input, reasons, settings);
}

/** What the engine is given, so that a page may let go of the database before it works it out. */
export async function gapInput(
  tx: Tx,
  scope: PlanningScope,
  settings: GapSettings,
  today: PlainDate,
): Promise<{ readonly input: GapInput; readonly reasons: readonly ReasonRow[] }> {
  const { needs, supply, reasons } = await countedFor(tx, scope, today);
  const projects = await projectsOf(tx, scope);
  const input: GapInput = {
    areas: scope.authorities.map(({ id, at }) => ({ key: id, at })),
    ...{ needs, supply, windowDays: WINDOW_DAYS },
    coming: projects.flatMap((project) => comingOf(project, today)),
    on: addYears(today, settings.years ?? 0),
    ...{ percent: settings.percent, miles: settings.miles, days: settings.days },
    ...(settings.growth ? { growth: settings.growth } : {}),
  };
  return { input, reasons };
}

export function gapsOf(
  { lines, stock }: Awaited<ReturnType<typeof workOutGaps>>,
  input: GapInput,
  reasonRows: readonly ReasonRow[],
  settings: GapSettings,
): GapsNow {
  const times = new Map<string, number>();
  for (const { codes } of reasonRows) for (const code of codes) times.set(code, (times.get(code) ?? 0) + 1);
  return {
    ...{ settings, stock, reasonRows },
    on: date(input.on),
    lines: lines.map(({ area, ...line }) => ({ authority: area, ...line })),
    reasons: [...times]
      .map(([code, n]) => ({ code, words: unmetWords(code), times: n }))
      .sort((a, b) => b.times - a.times || (a.code < b.code ? -1 : 1)),
    children: new Set(input.needs.map(({ child }) => child)).size,
  };
}
