import { z } from 'zod';
import { Refusal } from '../kernel/index.ts';
import { KINDS, type Kind } from './kinds.ts';
import type { MonthChange } from './month-chances.ts';
import { type Month, readMonth } from './months.ts';

/** What might be done, or might happen. Months as `2026-04`, both included; ages in whole years, both included. */
export interface Scenario {
  readonly name: string;
  readonly changes: readonly {
    readonly what: 'entries' | 'exits' | 'moves' | 'rooms';
    readonly kind?: Kind | undefined;
    readonly age?: readonly [number, number] | undefined;
    readonly from: string;
    readonly to?: string | undefined;
    /** Of moves: the kind they lead to; as they lead today where it is left out. */
    readonly into?: Kind | undefined;
    /** 0.9 is a tenth fewer. */
    readonly multiply?: number | undefined;
    /** Children a month (entries, exits, moves), or rooms. */
    readonly add?: number | undefined;
  }[];
}

const MONTH = z.string().refine((text) => readMonth(text) !== null, 'a month, such as 2026-04');
const AGE = z.int().min(0).max(17);

const SHAPE = z.object({
  name: z.string().max(200),
  changes: z.array(
    z
      .object({
        what: z.enum(['entries', 'exits', 'moves', 'rooms']),
        kind: z.enum(KINDS).optional(),
        into: z.enum(KINDS).optional(),
        age: z.tuple([AGE, AGE]).optional(),
        from: MONTH,
        to: MONTH.optional(),
        multiply: z.number().min(0).max(10).optional(),
        add: z.number().min(-10_000).max(10_000).optional(),
      })
      .refine((one) => one.age === undefined || one.age[0] <= one.age[1], 'ages from the lower to the higher')
      .refine((one) => one.to === undefined || readMonth(one.from)! <= readMonth(one.to)!, 'from before to')
      .refine((one) => one.what !== 'rooms' || one.kind !== undefined, 'rooms of a kind')
      .refine((one) => one.into === undefined || one.what === 'moves', 'into: of moves alone')
      .refine((one) => one.into === undefined || one.into !== one.kind, 'into: another kind than the one that is left')
      .refine((one) => one.multiply !== undefined || one.add !== undefined, 'multiply, add or both'),
  ),
});

/** @throws Refusal that says where the scenario cannot be used */
export function readScenario(data: unknown): Scenario {
  const read = SHAPE.safeParse(data);
  if (read.success) return read.data;
  const words = read.error.issues
    .slice(0, 10)
    .map((issue) => `  ${issue.path.join('.') || 'the file'}: expected ${issue.message}`);
  throw new Refusal(`The scenario cannot be used:\n${words.join('\n')}`);
}

/** What a scenario changes in each month, from a first month on. */
export function changesByMonth(scenario: Scenario | undefined, first: Month, months: number): MonthChange[][] {
  return Array.from({ length: months }, (_, ahead) =>
    (scenario?.changes ?? []).flatMap((change): MonthChange[] => {
      if (change.what === 'rooms' || !holds(change, first + ahead)) return [];
      if ((change.multiply ?? 1) === 1 && (change.add ?? 0) === 0) return [];
      return [
        {
          what: change.what,
          kind: change.kind === undefined ? -1 : KINDS.indexOf(change.kind),
          ages: change.age ?? [0, 17],
          multiply: change.multiply ?? 1,
          add: change.add ?? 0,
          into: change.into === undefined ? -1 : KINDS.indexOf(change.into),
        },
      ];
    }),
  );
}

/** Rooms more or fewer in each month, by kind, on top of `rooms` of today. */
export function roomsByMonth(
  scenario: Scenario | undefined,
  first: Month,
  months: number,
  today: readonly number[],
): number[][] {
  return Array.from({ length: months }, (_, ahead) => {
    const rooms = [...today];
    for (const change of scenario?.changes ?? []) {
      if (change.what !== 'rooms' || change.kind === undefined || !holds(change, first + ahead)) continue;
      const kind = KINDS.indexOf(change.kind);
      rooms[kind] = Math.max(0, rooms[kind]! * (change.multiply ?? 1) + (change.add ?? 0));
    }
    return rooms;
  });
}

function holds(change: Scenario['changes'][number], month: Month): boolean {
  return readMonth(change.from)! <= month && (change.to === undefined || month <= readMonth(change.to)!);
}
