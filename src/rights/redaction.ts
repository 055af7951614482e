/** One thing held, as it would stand in a pack. */
export interface PackItem {
  readonly name: string;
  readonly value: string;
  /** Typed by people, so that it may speak of somebody else. */
  readonly free: boolean;
}

export interface PackSection {
  readonly heading: string;
  /** One list for each record. */
  readonly records: readonly (readonly PackItem[])[];
  /** A picture of the person themself, a JPEG. */
  readonly picture?: Buffer;
  /** Something is held that whoever puts the pack together may not see; the one record says so, and who can add it. */
  readonly leftOut?: true;
}

/** Somebody else whose name may stand in what is held. */
export interface SomebodyElse {
  readonly name: string;
  /** In words: a brother or sister, a friend … */
  readonly who: string;
}

export interface Proposal {
  readonly words: string;
  readonly reason: string;
  /** In how many things held the words stand. */
  readonly times: number;
}

const POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/gi;
const PHONE = /(?<![\d.])(?:\+44 ?|0)(?:\d[ -]?){9,10}(?!\d)/g;
const EMAIL = /\b[\w.+-]+@[\w-]+\.[\w.-]+\b/g;

/**
 * Words of somebody else that a person should decide about before a pack is handed over (Data Protection Act 2018,
 * Schedule 2 paragraph 16). Names are looked for as whole words in any case, and with an s that somebody put behind them
 * without an apostrophe, which is a proposal of its own; a name that is also the person's own is left alone.
 * It proposes; it never knows better than a reader, so the officer can add words of their own.
 * @param own names of the person the pack is for
 */
export function proposeRedactions(
  sections: readonly PackSection[],
  others: readonly SomebodyElse[],
  own: readonly string[],
): Proposal[] {
  const texts = sections.flatMap((section) => section.records.flat()).filter((item) => item.free);
  const found = new Map<string, { reason: string; times: number; words: string }>();
  const add = (words: string, reason: string) => {
    const key = words.toLowerCase();
    const known = found.get(key);
    if (known) known.times++;
    else found.set(key, { words, reason, times: 1 });
  };
  const mine = new Set(own.map((name) => name.normalize('NFC').toLowerCase()));
  const names = others.flatMap(({ name, who }) =>
    partsOf(name).flatMap((part) =>
      ['', 's']
        .filter((ending) => !mine.has((part + ending).toLowerCase()))
        .map((ending) => ({ words: part + ending, who, pattern: nameIn(part, ending) })),
    ),
  );
  for (const item of texts) {
    const value = item.value.normalize('NFC');
    for (const { words, who, pattern } of names) if (pattern.test(value)) add(words, `Names ${who}`);
    for (const match of value.match(POSTCODE) ?? []) add(match, 'A postcode: somebody may live there');
    for (const match of value.match(PHONE) ?? []) add(match.trim(), 'A telephone number');
    for (const match of value.match(EMAIL) ?? []) add(match, 'An e-mail address');
  }
  return [...found.values()].sort((a, b) => (a.words.toLowerCase() < b.words.toLowerCase() ? -1 : 1));
}

/** A single letter is an initial. */
const SHORTEST_PART = 2;

/** The name whole, and each of its words without what stands around it: of "Jake's (house)" also "Jake" and "house". */
function partsOf(name: string): string[] {
  const whole = name.normalize('NFC').trim().replace(/\s+/g, ' ');
  const words = whole.split(' ').flatMap((each) => {
    const word = each.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu, '');
    return [word, word.replace(/['’]s$/iu, '')];
  });
  // Of two letters only a name, no particle ("de"), unless it is all there is.
  const isName = (word: string) => word.length > SHORTEST_PART || /^\p{Lu}\p{L}$/u.test(word);
  return [...new Set([whole, ...words.filter(isName)])].filter((part) => part.length >= SHORTEST_PART);
}

/** A name of two letters may be a word as well ("Do", "My", "An"), so that it counts only where it is written as a name. */
function nameIn(part: string, ending: string): RegExp {
  const short = /^\p{Lu}\p{L}$/u.test(part);
  return wholeWord(part + ending, 'iu', short ? '(?-i:(?=\\p{Lu}))' : '');
}

/** Words as they may be written: in any case, with either apostrophe, with any space between them. */
function wholeWord(words: string, flags = 'iu', first = ''): RegExp {
  const letters = [...words.normalize('NFC').replace(/\s+/g, ' ')].map((letter) => {
    if (letter === ' ') return '\\s+';
    if (/['’]/.test(letter)) return "['’]";
    // Some letters are two in the other case: "ß" is "SS".
    const forms = new Set([letter, letter.toUpperCase(), letter.toLowerCase()]);
    const safe = [...forms].map((form) => form.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
    return [...forms].some((form) => form.length > letter.length) ? `(?:${safe.join('|')})` : (safe[0] as string);
  });
  return new RegExp(`(?<![\\p{L}\\p{N}])${first}${letters.join('')}(?![\\p{L}\\p{M}\\p{N}])`, flags);
}

export const TAKEN_OUT = '[taken out: about somebody else]';

/** Everything held without the words that were decided to be taken out; longer words first, so that no half is left. */
export function redacted(sections: readonly PackSection[], words: readonly string[]): PackSection[] {
  const patterns = words.toSorted((a, b) => b.length - a.length).map((each) => wholeWord(each, 'giu'));
  const clean = (item: PackItem): PackItem =>
    item.free
      ? {
          ...item,
          value: patterns.reduce((text, pattern) => text.replace(pattern, TAKEN_OUT), item.value.normalize('NFC')),
        }
      : item;
  return sections.map((section) => ({ ...section, records: section.records.map((record) => record.map(clean)) }));
}
