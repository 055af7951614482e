import { addDays, daysBetween, type PlainDate } from '../kernel/index.ts';
import type { ComingRow, GapKind, GapNeed } from '../sufficiency/index.ts';

/** How far a project is; `opened`: its rooms are among the homes, and count there. */
export const STATUSES = ['planned', 'approved', 'opened', 'dropped'] as const;
export type ProjectStatus = (typeof STATUSES)[number];

/** Homes that will open on a day, or foster carers who will be found over some months. */
export interface Project {
  readonly organisationId: string;
  readonly id: string;
  /** Grows with each save. */
  readonly edition: number;
  readonly what: 'homes' | 'recruitment';
  readonly name: string;
  /** The authority in which the rooms will be; null: anywhere in the region. */
  readonly forAuthority: string | null;
  readonly kind: GapKind;
  readonly rooms: number;
  /** How many households are to be found; null for homes. */
  readonly carers: number | null;
  /** Whole years, bounds included. */
  readonly minAge: number;
  readonly maxAge: number;
  /** The highest level of need that it is meant for. */
  readonly need: Exclude<GapNeed, 'unknown'>;
  readonly opensOn: PlainDate;
  /** The last day of a recruitment; null for homes. */
  readonly untilOn: PlainDate | null;
  readonly sure: boolean;
  readonly status: ProjectStatus;
  /** Why it was dropped; empty otherwise. */
  readonly why: string;
  readonly at: Date;
  readonly by: string;
}

/** The skill that a home for a need is taken to have: what the need asks for (src/sufficiency/gaps-types.ts). */
const SKILL: Readonly<Record<Project['need'], number>> = { low: 1, some: 2, high: 3 };

/**
 * The rooms that a project brings, by the day they open: homes at once, carers evenly over the quarters of the search,
 * each quarter's on its last day. Nothing of what has opened or was dropped, and nothing of days that have passed: what should
 * have opened and has not is late, and counts as opening tomorrow.
 */
export function comingOf(project: Project, today: PlainDate): ComingRow[] {
  if (project.status === 'opened' || project.status === 'dropped') return [];
  const { forAuthority, kind, minAge, maxAge, need, sure } = project;
  const row = { area: forAuthority, at: null, kind, minAge, maxAge, skill: SKILL[need], sure };
  const tomorrow = addDays(today, 1);
  const opens = (day: PlainDate) => (day < tomorrow ? tomorrow : day);
  if (project.untilOn === null) return [{ ...row, rooms: project.rooms, opens: opens(project.opensOn) }];
  const quarters = Math.max(1, Math.ceil((daysBetween(project.opensOn, project.untilOn) + 1) / 91.3125));
  const step = (daysBetween(project.opensOn, project.untilOn) + 1) / quarters;
  return Array.from({ length: quarters }, (_, at) => ({
    ...row,
    rooms: project.rooms / quarters,
    opens: opens(addDays(project.opensOn, Math.round(step * (at + 1)) - 1)),
  }));
}
