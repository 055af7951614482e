/** Somebody under or about eighteen who lives in a home; age null: not known. */
export interface Living {
  readonly age: number | null;
}

/** Said in place of the household where no agreement shares it. */
export const NOT_SHARED = 'Who lives here is not shared with your organisation.';

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/**
 * Who lives in a home, as somebody who is looking for a home may read it: how many and about how old, never who.
 * One child alone is told by a stage of life, because an exact age would be that child's own detail.
 * @param described false where nobody has described the home yet, so that others may live there
 */
export function householdWords(living: readonly Living[], described = true): string {
  if (!described) return living.length === 0 ? 'Who lives here is not recorded.' : `${whoLives(living)} Others may.`;
  return whoLives(living);
}

function whoLives(living: readonly Living[]): string {
  const children = living.filter((each) => each.age === null || each.age < 18);
  const grown = living.length - children.length;
  const adults = grown === 0 ? '' : grown === 1 ? 'a young adult' : `${inWords(grown)} young adults`;
  if (children.length === 0) {
    if (grown === 0) return 'No children live here now.';
    return `${capital(adults)} ${grown === 1 ? 'lives' : 'live'} here; no children do now.`;
  }
  const [only] = children;
  const who =
    children.length === 1 && only
      ? `one child ${stage(only.age)}`
      : `${inWords(children.length)} children${ages(children)}`;
  const both = adults ? `${who} and ${adults}` : who;
  return `${capital(both)} ${children.length === 1 && grown === 0 ? 'lives' : 'live'} here.`;
}

function ages(children: readonly Living[]): string {
  const known = children.flatMap((each) => (each.age === null ? [] : [each.age]));
  if (known.length < children.length) return ' (not all ages are known)';
  const youngest = Math.min(...known);
  const oldest = Math.max(...known);
  return youngest === oldest ? ` aged ${youngest}` : ` aged ${youngest} to ${oldest}`;
}

function stage(age: number | null): string {
  if (age === null) return 'whose age is not known';
  if (age < 5) return 'under 5';
  if (age < 11) return 'of primary school age';
  return age < 16 ? 'of secondary school age' : 'aged 16 or 17';
}

function inWords(count: number): string {
  return NUMBERS[count] ?? String(count);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
