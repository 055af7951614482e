/** What one person looked at on one day, counted by the database. */
export interface DayOfLooks {
  readonly actorId: string;
  readonly role: string;
  readonly day: string;
  /** Different children whose records were opened; lists do not count. */
  readonly children: number;
  readonly refused: number;
  /** Looks between 22:00 and 06:00. */
  readonly night: number;
  /** Records opened of children who have the looker's own family name. */
  readonly sameName: number;
  readonly emergencies: number;
}

export type Sign = 'refused' | 'many' | 'night' | 'same-name' | 'emergencies';

export interface Unusual {
  readonly actorId: string;
  readonly day: string;
  readonly signs: readonly { readonly sign: Sign; readonly words: string }[];
}

/**
 * Where looking is out of the ordinary starts here. These are our own choices, not a standard: each is a question to
 * ask, never a finding, and an authority will know which of them are ordinary in its work.
 */
export const UNUSUAL = {
  /** Records that did not open for the person, on one day. */
  refused: 5,
  /** So many times the children that others of the same role open on a usual day … */
  timesUsual: 3,
  /** … and at least so many children. */
  manyChildren: 20,
  nightLooks: 5,
  emergencies: 2,
} as const;

/** Roles for whom a night is a working day. */
const NIGHT_ROLES = ['out-of-hours-worker', 'registered-manager', 'foster-carer'];

/**
 * Days on which somebody looked in an unusual way, the latest first, with what was unusual in words.
 * @param days every person's days of the time looked at: what is usual for a role is the median of its own days
 */
export function unusual(days: readonly DayOfLooks[]): Unusual[] {
  const usual = usualByRole(days);
  const found = days.map((day) => ({
    actorId: day.actorId,
    day: day.day,
    signs: signsOf(day, usual.get(day.role) ?? 0),
  }));
  return found
    .filter((each) => each.signs.length > 0)
    .sort((a, b) => (a.day === b.day ? b.signs.length - a.signs.length : a.day < b.day ? 1 : -1));
}

function signsOf(day: DayOfLooks, usual: number): Unusual['signs'] {
  const signs: { sign: Sign; words: string }[] = [];
  if (day.refused >= UNUSUAL.refused) {
    signs.push({ sign: 'refused', words: `${day.refused} records were asked for that are not open to them` });
  }
  if (day.children >= UNUSUAL.manyChildren && day.children >= UNUSUAL.timesUsual * usual) {
    signs.push({
      sign: 'many',
      words: `${day.children} children’s records were opened; others in this role open ${usual} on a usual day`,
    });
  }
  if (day.night >= UNUSUAL.nightLooks && !NIGHT_ROLES.includes(day.role)) {
    signs.push({ sign: 'night', words: `${day.night} pages were looked at between 10pm and 6am` });
  }
  if (day.sameName > 0) {
    signs.push({
      sign: 'same-name',
      words: `${day.sameName === 1 ? 'A record was' : `${day.sameName} records were`} opened of a child with their own family name`,
    });
  }
  if (day.emergencies >= UNUSUAL.emergencies) {
    signs.push({ sign: 'emergencies', words: `${day.emergencies} records were opened in an emergency` });
  }
  return signs;
}

/** The median of children opened on a day, by role. */
function usualByRole(days: readonly DayOfLooks[]): Map<string, number> {
  const byRole = Map.groupBy(days, (day) => day.role);
  return new Map([...byRole].map(([role, list]) => [role, median(list.map((day) => day.children))]));
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
