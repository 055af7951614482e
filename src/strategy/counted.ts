import { first, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import type { PlanningScope } from '../planning/index.ts';

/** A child in care on the day, in the broad groups that a strategy tells of. */
export interface CountedChild {
  readonly authority: string;
  readonly kind: string;
  readonly ages: string;
  /** Levels of the latest finished profile, a digit for each part of life that is described; empty: none is known. */
  readonly levels: string;
  /** At least so many miles from the family home: 0, 10, 20 or 50; null where it is not known or hidden. */
  readonly miles: number | null;
  /** With all brothers and sisters who are in care (t), not (f), not known (u); empty: has none in care. */
  readonly family: string;
}

/** What one child said matters most, in their own order. */
export interface Voice {
  readonly authority: string;
  readonly matters: readonly string[];
}

/** Homes of one kind, sector and grade. */
export interface CountedHomes {
  readonly sector: string;
  readonly kind: string;
  /** Empty: none is known. */
  readonly grade: string;
  readonly homes: number;
  /** Rooms in use, or free to be used. */
  readonly rooms: number;
  /** Of these, rooms that somebody confirmed as free within the last 14 days. */
  readonly free: number;
}

export interface Counted {
  readonly children: readonly CountedChild[];
  readonly voice: readonly Voice[];
  /** Of the region that the scope lies in: homes serve all its authorities. */
  readonly homes: readonly CountedHomes[];
}

/** What a strategy of a scope is counted from (app.strategy_counted in migrations/0112). Nobody's for whoever does not plan. */
export async function countedOn(tx: Tx, scope: PlanningScope, day: PlainDate): Promise<Counted> {
  const row = await first<{ children: string | null; voice: string | null; homes: string | null }>(
    tx,
    sql`select * from app.strategy_counted(${day})`,
  );
  const mine = new Set(scope.authorities.map(({ id }) => id));
  const children = linesOf(row?.children).map(
    ([authority = '', kind = '', ages = '', levels = '', miles = '', family = '']) => ({
      ...{ authority, kind, ages, levels, family },
      miles: miles === '' ? null : Number(miles),
    }),
  );
  const voice = linesOf(row?.voice).map(([authority = '', matters = '']) => ({
    authority,
    matters: matters.split(','),
  }));
  return {
    children: children.filter(({ authority }) => mine.has(authority)),
    voice: voice.filter(({ authority }) => mine.has(authority)),
    homes: linesOf(row?.homes).map(([sector = '', kind = '', grade = '', homes = '', rooms = '', free = '']) => ({
      ...{ sector, kind, grade, homes: Number(homes), rooms: Number(rooms), free: Number(free) },
    })),
  };
}

function linesOf(text: string | null | undefined): string[][] {
  return text ? text.split('\n').map((line) => line.split('|')) : [];
}
