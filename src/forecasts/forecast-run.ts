import type { PlainDate } from '../kernel/index.ts';
import type { Kind, Prices, Scenario } from '../sufficiency/index.ts';

/** What somebody asks for. */
export interface ForecastAsked {
  readonly name: string;
  readonly source: 'records' | 'files';
  /** As planning has it; `files` where it is made from files. */
  readonly scopeKey: string;
  readonly scopeName: string;
  readonly authorities: readonly string[];
  /** Null: the last day the records are whole for, or the latest 31 March of the files. */
  readonly asOf: PlainDate | null;
  readonly months: number;
  readonly runs: number;
  readonly seed: number;
  readonly scenario: Scenario | null;
  readonly prices: Prices | null;
  /** Rooms there are today; null where they are left out. */
  readonly rooms: Rooms | null;
}

export type RunState = 'waiting' | 'running' | 'done' | 'failed';

/** A forecast as lists and the page of its progress show it. */
export interface ForecastRun extends ForecastAsked {
  readonly id: string;
  readonly at: Date;
  readonly by: string;
  readonly byName: string;
  readonly state: RunState;
  readonly stage: string;
  readonly share: number;
  readonly why: string | null;
  readonly doneAt: Date | null;
  readonly digest: string | null;
  readonly recordsDigest: string | null;
  readonly version: string | null;
}

/** Rooms there are, by kind of home. */
export type Rooms = { readonly [K in Kind]?: number };

export const MONTHS = { least: 12, most: 120, usual: 60 } as const;
export const RUNS = { least: 100, most: 1_000, usual: 500 } as const;
export const USUAL_SEED = 1;
export const LARGEST_SEED = 2 ** 31 - 1;

/** Where a forecast made from files stands among scopes. */
export const FILES = 'files';
