import { DOMAINS, type Domain } from '../kernel/index.ts';
import { BEING_WELL } from './instrument-being-well.ts';
import { BELONGING } from './instrument-belonging.ts';
import { LEARNING } from './instrument-learning.ts';
import { SAFETY } from './instrument-safety.ts';

/** Grows when a domain, a level or the meaning of an anchor changes; each profile keeps the one it was written with. */
export const INSTRUMENT_VERSION = 1;

/** How much support a child needs in a domain, compared with others of the same age. Null stands for not known yet. */
export type Level = 0 | 1 | 2 | 3 | 4;
export const LEVELS: readonly Level[] = [0, 1, 2, 3, 4];

/** What a level means in every domain, in a few words. */
export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  0: 'Usual care',
  1: 'A little extra',
  2: 'Regular help',
  3: 'A lot of help',
  4: 'Help without a break',
};
export const NOT_KNOWN_WORDS = 'Not known yet';

/** Who answers a question: a child under four is watched and heard, not interviewed. */
export type AgeBand = 'watch' | 'young' | 'older';

export interface DomainGuide {
  readonly domain: Domain;
  readonly about: string;
  /** How the child would head this part of a page about themselves. */
  readonly heading: string;
  readonly ask: Readonly<Record<AgeBand, string>>;
  readonly askOthers: string;
  /** Examples of what may be going well, to start a conversation; never offered as answers to tick. */
  readonly strengths: readonly string[];
  /** What often stays unknown, so that it gets named. */
  readonly notKnown: string;
  /** One description of the support needed for each level, 0 to 4. */
  readonly anchors: readonly [string, string, string, string, string];
}

const GUIDES: ReadonlyMap<Domain, DomainGuide> = new Map(
  [...BEING_WELL, ...BELONGING, ...LEARNING, ...SAFETY].map((guide) => [guide.domain, guide]),
);

/** The guide to a domain: what it is about, what to ask, and what each level means. */
export function guideTo(domain: Domain): DomainGuide {
  const guide = GUIDES.get(domain);
  if (!guide) throw new Error(`no guide to ${domain}`);
  return guide;
}

/** The whole instrument in the order of the twelve domains. */
export const INSTRUMENT: readonly DomainGuide[] = DOMAINS.map(guideTo);

/** What a level in a domain means; for a level that is not known, says that it is not known. */
export function anchorOf(domain: Domain, level: Level | null): string {
  return level === null ? NOT_KNOWN_WORDS : guideTo(domain).anchors[level];
}

/** Under four a child is watched; from four to ten asked simply; from eleven asked as a young person. */
export function ageBand(age: number): AgeBand {
  return age < 4 ? 'watch' : age < 11 ? 'young' : 'older';
}

/** What to ask the child, or for a child under four what to notice. */
export function questionFor(domain: Domain, age: number): string {
  return guideTo(domain).ask[ageBand(age)];
}

export function isLevel(value: unknown): value is Level {
  return typeof value === 'number' && (LEVELS as readonly number[]).includes(value);
}
