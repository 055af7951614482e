/**
 * Why no suitable home was found for a search so far, as codes. They hold the reasons for living at a distance of the
 * Placements North West census (provision within distance does not exist, exists but is not available, provider refused by
 * need or by matching, requirement of a liberty order, of specialist provision, to place quickly, the child's or the family's
 * preference), and tell apart what that list leaves together. The database keeps to the same list (migrations/0110).
 */
export const UNMET_REASONS = [
  { code: 'none-near', words: 'There is no home near enough', group: 'homes' },
  { code: 'none-free', words: 'Homes near enough have no free room', group: 'homes' },
  { code: 'not-in-time', words: 'No room was free in time', group: 'homes' },
  { code: 'none-age', words: 'No home is approved for the age', group: 'homes' },
  { code: 'none-skilled', words: 'No home has the skills for what is needed', group: 'homes' },
  { code: 'none-together', words: 'No home has room for brothers and sisters together', group: 'homes' },
  { code: 'no-emergency', words: 'No home takes a child in an emergency', group: 'homes' },
  { code: 'none-alongside', words: 'None suits who the child can live with', group: 'homes' },
  { code: 'adaptation', words: 'No home has the adaptation or specialist provision needed', group: 'homes' },
  { code: 'liberty-order', words: 'No home can keep to the liberty order', group: 'homes' },
  { code: 'refused-needs', words: 'A provider said no because of the needs', group: 'answers' },
  { code: 'refused-matching', words: 'A provider said no because of who lives there', group: 'answers' },
  { code: 'refused-other', words: 'A provider said no for another reason, or gave none', group: 'answers' },
  { code: 'cost', words: 'The cost could not be agreed', group: 'answers' },
  { code: 'child-said-no', words: 'The child or the family did not want the homes offered', group: 'answers' },
  { code: 'other', words: 'Something else', group: 'answers' },
] as const;
export type UnmetCode = (typeof UNMET_REASONS)[number]['code'];

const CODES: ReadonlySet<string> = new Set(UNMET_REASONS.map(({ code }) => code));

/** The codes of a form, each once and in the order of the list; what is none is left out. */
export function readUnmet(typed: readonly string[]): readonly UnmetCode[] {
  const chosen = new Set(typed.filter((code) => CODES.has(code)));
  return UNMET_REASONS.flatMap(({ code }) => (chosen.has(code) ? [code] : []));
}

/** A code in words; as it is where the list has it no more. */
export function unmetWords(code: string): string {
  return UNMET_REASONS.find((each) => each.code === code)?.words ?? code;
}
