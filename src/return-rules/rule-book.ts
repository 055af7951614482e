import type { Rule } from './rule.ts';
import { EPISODE_CODE_RULES } from './rules/episode-codes.ts';
import { MISSING_ENTRY_RULES } from './rules/missing-entries.ts';

/** Every rule of every year, in the order in which they are listed. */
export const RULES: readonly Rule[] = [...MISSING_ENTRY_RULES, ...EPISODE_CODE_RULES];

/** The rules of one year's return (2026 is 2025-26). */
export function rulesOf(year: number): readonly Rule[] {
  return RULES.filter((rule) => rule.years.from <= year && year <= rule.years.to);
}
