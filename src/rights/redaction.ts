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
 * Schedule 2 paragraph 16). Names are looked for as whole words; a name that is also the person's own is left alone.
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
  const mine = new Set(own.map((name) => name.toLowerCase()));
  for (const { value } of texts) {
    for (const { name, who } of others) {
      for (const part of partsOf(name)) {
        if (!mine.has(part.toLowerCase()) && wholeWord(part).test(value)) add(part, `Names ${who}`);
      }
    }
    for (const match of value.match(POSTCODE) ?? []) add(match, 'A postcode: somebody may live there');
    for (const match of value.match(PHONE) ?? []) add(match.trim(), 'A telephone number');
    for (const match of value.match(EMAIL) ?? []) add(match, 'An e-mail address');
  }
  return [...found.values()].sort((a, b) => (a.words.toLowerCase() < b.words.toLowerCase() ? -1 : 1));
}

/** Words shorter than this are particles and initials. */
const SHORTEST_PART = 3;

function partsOf(name: string): string[] {
  const whole = name.trim();
  const parts = whole.split(/\s+/).filter((part) => part.length >= SHORTEST_PART);
  return parts.length > 1 ? [whole, ...parts] : parts;
}

function wholeWord(words: string, flags = 'iu'): RegExp {
  const safe = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${safe}(?![\\p{L}\\p{N}])`, flags);
}

export const TAKEN_OUT = '[taken out: about somebody else]';

/** Everything held without the words that were decided to be taken out; longer words first, so that no half is left. */
export function redacted(sections: readonly PackSection[], words: readonly string[]): PackSection[] {
  const patterns = words.toSorted((a, b) => b.length - a.length).map((each) => wholeWord(each, 'giu'));
  const clean = (item: PackItem): PackItem =>
    item.free
      ? { ...item, value: patterns.reduce((text, pattern) => text.replace(pattern, TAKEN_OUT), item.value) }
      : item;
  return sections.map((section) => ({ ...section, records: section.records.map((record) => record.map(clean)) }));
}
