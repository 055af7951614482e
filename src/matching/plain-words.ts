import { type Domain, date, inWords } from '../kernel/index.ts';
import type { Home, HomeKind, Sex } from './matching-file.ts';

/** Small pieces of wording that several of the sentences share. */
export const KIND_WORDS: Readonly<Record<HomeKind, string>> = {
  fostering: 'foster home',
  kinship: 'home with family or friends',
  residential: 'children’s home',
  supported: 'supported accommodation',
  secure: 'secure children’s home',
};

/** In the child's own reading: "help with …". */
export const HELP_WITH: Readonly<Record<Domain, string>> = {
  health: 'staying well',
  'emotional-wellbeing': 'feelings',
  coping: 'hard moments',
  identity: 'being who you are',
  family: 'seeing your family',
  friends: 'making and keeping friends',
  education: 'school and learning',
  communication: 'talking and being understood',
  'safe-at-home': 'feeling safe at home',
  'safe-outside': 'being safe when you are out',
  independence: 'doing more for yourself',
  'play-and-talents': 'play and the things you are good at',
};

/** Whole miles only: an exact distance can give an address away. */
export function milesInWords(miles: number): string {
  if (miles < 1) return 'less than a mile';
  const whole = Math.round(miles);
  return whole === 1 ? 'about a mile' : `about ${whole} miles`;
}

export function milesApart(miles: readonly number[]): string {
  const [near, far] = [Math.min(...miles), Math.max(...miles)];
  if (milesInWords(near) === milesInWords(far)) return milesInWords(near);
  return near < 1 ? `up to ${milesInWords(far)}` : `between ${Math.round(near)} and ${Math.round(far)} miles`;
}

/** `yyyy-mm-dd` in words. */
export function dayInWords(text: string): string {
  return inWords(date(text));
}

/** A date kept as the number `yyyymmdd`, in words. */
export function dayNumberInWords(day: number): string {
  const text = String(day);
  return dayInWords(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
}

export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

export function countOf(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

export function agesInWords(home: Home): string {
  const { minAge = null, maxAge = null } = home.registered ?? {};
  if (minAge === null) return `up to ${maxAge}`;
  return maxAge === null ? `of ${minAge} and over` : minAge === maxAge ? `of ${minAge}` : `from ${minAge} to ${maxAge}`;
}

export function sexesInWords(sexes: readonly Sex[]): string {
  return sexes.includes('female') ? 'girls' : 'boys';
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const PLACES = ['first', 'second', 'third'];

export function placeInWords(rank: number): string {
  const word = PLACES[rank - 1];
  if (word) return word;
  const teen = rank % 100 >= 11 && rank % 100 <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th');
  return `${rank}${ending}`;
}
