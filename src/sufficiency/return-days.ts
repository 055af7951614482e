const KNOWN = new Map<string, number | null>();
const MOST_KNOWN = 50_000;

/** Days since 1970 of dd/mm/yyyy or yyyy-mm-dd; null for anything else. */
export function readDay(text: string | null | undefined): number | null {
  if (!text) return null;
  // A return says the same few thousand days over and over.
  const known = KNOWN.get(text);
  if (known !== undefined) return known;
  const day = dayOf(text.trim());
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(text, day);
  return day;
}

function dayOf(text: string): number | null {
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/.exec(text);
  const iso = parts ? null : /^(\d{4})-(\d{2})-(\d{2})(?!\d)/.exec(text);
  if (!parts && !iso) return null;
  const [year, month, day] = parts
    ? [Number(parts[3]), Number(parts[2]), Number(parts[1])]
    : [Number(iso?.[1]), Number(iso?.[2]), Number(iso?.[3])];
  const at = new Date(Date.UTC(year, month - 1, day));
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return real ? at.getTime() / 86_400_000 : null;
}

/** The year of the return (by the year it ends in) that a day falls in. */
export function yearOfDay(day: number): number {
  const at = new Date(day * 86_400_000);
  return at.getUTCFullYear() + (at.getUTCMonth() >= 3 ? 1 : 0);
}

/** The last day of a year of the return. */
export function lastDayOfYear(year: number): number {
  return Date.UTC(year, 2, 31) / 86_400_000;
}

/** Years that hold at least one in a hundred of what was counted, in order: one mistyped day moves nothing. */
export function usualYears(counts: ReadonlyMap<number, number>): number[] {
  let all = 0;
  for (const count of counts.values()) all += count;
  return [...counts]
    .filter(([, count]) => count * 100 >= all)
    .map(([year]) => year)
    .sort((a, b) => a - b);
}
