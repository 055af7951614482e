import { COMMON_PASSWORDS, COMMON_STEMS } from './first-tried-passwords.ts';

/** In letters as people count them. */
export const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 200;

/**
 * Why a new password is not taken, in words; null where it is. Length counts, not kinds of letters (NIST SP 800-63B
 * 3.1.1.2, OWASP ASVS 5 V6.2): it may not be one that everybody tries first, nor made of the person's own name.
 */
export function passwordProblem(password: string, person: { name: string; email: string }): string | null {
  const length = [...password].length;
  if (length === 0) return 'Choose a password';
  if (length < SHORTEST_PASSWORD) {
    return `The password must be ${SHORTEST_PASSWORD} characters or longer. Three or four words that do not belong together are easy to remember`;
  }
  if (length > LONGEST_PASSWORD) return `The password must be ${LONGEST_PASSWORD} characters or shorter`;
  const folded = fold(password);
  if (isCommon(folded)) return 'That is one of the passwords that everybody tries first. Choose another one';
  const own = [...wordsOf(person.name), ...wordsOf(person.email), 'homeward'].sort((a, b) => b.length - a.length);
  const rest = own.reduce((left, word) => left.replaceAll(word, ''), folded);
  if (rest !== folded && [...rest.replace(/[^\p{L}\p{N}]/gu, '')].length < 7) {
    return 'The password must not be made of your name, your e-mail address or the name of this service';
  }
  return null;
}

function wordsOf(text: string): string[] {
  return text
    .split(/[\s@.'’_+-]+/)
    .map(fold)
    .filter((word) => [...word].length > 2);
}

/** The same for `P4ssw0rd` and `password`. */
function fold(text: string): string {
  const swapped: Readonly<Record<string, string>> = {
    '0': 'o',
    '1': 'l',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '7': 't',
    '@': 'a',
    $: 's',
    '!': 'i',
  };
  return [...text.normalize('NFKC').toLowerCase()].map((each) => swapped[each] ?? each).join('');
}

/** A known one; a known word with something short before or behind; or one short piece over and over. */
function isCommon(folded: string): boolean {
  const letters = folded.replace(/[^\p{L}\p{N}]/gu, '');
  if (FOLDED.has(folded) || FOLDED.has(letters)) return true;
  if (/^(.{1,5})\1+.{0,4}$/u.test(letters)) return true;
  return STEMS.some((stem) => letters.includes(stem) && letters.replaceAll(stem, '').length < 7);
}

const FOLDED: ReadonlySet<string> = new Set(COMMON_PASSWORDS.map(fold));
const STEMS: readonly string[] = COMMON_STEMS.map(fold);
