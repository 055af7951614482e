import { DOMAIN_WORDS, DOMAINS, type Domain } from '../kernel/index.ts';
import { ageBand } from './instrument.ts';
import { isSaid, type ProfileContent } from './profile.ts';
import { type Section, sectionOf } from './sections.ts';

/** A finished profile names something going well in at least this many of the twelve domains. */
export const STRENGTHS_AT_LEAST = 4;
/** From this level on, the domain itself must say what is going well: nobody is described by a great need alone. */
export const HIGH_NEED = 3;
/** From this level on, the domain says what helps, or that nobody knows yet what does. */
export const HELP_FROM = 2;

export interface Missing {
  readonly section: Section;
  readonly domain: Domain | null;
  /** What to do, in words that fit beside a link to the section. */
  readonly words: string;
}

export type Finishing = { readonly may: true } | { readonly may: false; readonly missing: readonly Missing[] };

/**
 * Whether a profile may be finished, and if not, everything that is still missing. Levels may stay unknown, but then
 * the profile says what is not known. The rules are ours (docs/methods/needs-profile.md).
 * @param age in whole years; under four, what people who know the child observe stands for the child's own words
 */
export function mayFinish(content: ProfileContent, age: number): Finishing {
  const missing = [...missingWords(content, age), ...DOMAINS.flatMap((domain) => missingIn(content, domain))];
  const strengths = DOMAINS.filter((domain) => content.domains[domain].goingWell.trim()).length;
  if (strengths < STRENGTHS_AT_LEAST) {
    missing.push({
      section: 'well',
      domain: null,
      words: `Say what is going well in at least ${STRENGTHS_AT_LEAST} parts of life (${strengths} so far). A profile cannot be needs only.`,
    });
  }
  return missing.length ? { may: false, missing } : { may: true };
}

function missingWords({ words }: ProfileContent, age: number): Missing[] {
  const observed = ageBand(age) === 'watch';
  const missing: Missing[] = [];
  const say = (text: string) => missing.push({ section: 'words', domain: null, words: text });
  if (!words.aboutMe.trim() && !words.whyNoWords.trim()) {
    say(
      observed
        ? 'Write down what people who know the child see, or why that is not here yet.'
        : 'Write down the child’s own words, or why they are not here yet.',
    );
  }
  if (words.aboutMe.trim() && (!words.wordsBy.trim() || words.wordsOn === null)) {
    say(observed ? 'Say who saw this, and when.' : 'Say who listened to the child, and when.');
  }
  return missing;
}

function missingIn(content: ProfileContent, domain: Domain): Missing[] {
  const notes = content.domains[domain];
  const name = DOMAIN_WORDS[domain];
  const missing: Missing[] = [];
  const say = (words: string) => missing.push({ section: sectionOf(domain), domain, words });
  if (notes.level === null && !notes.notKnown.trim()) {
    say(`${name}: choose a level, or leave it as not known and say what is not known.`);
  }
  if (notes.level !== null && notes.level >= HIGH_NEED && !notes.goingWell.trim()) {
    say(`${name}: say what is going well, beside the need.`);
  }
  if (notes.level !== null && notes.level >= HELP_FROM && !notes.whatHelps.trim() && !notes.notKnown.trim()) {
    say(`${name}: say what helps, or that it is not known yet.`);
  }
  if (isSaid(notes) && (!notes.saidBy.trim() || notes.saidOn === null)) say(`${name}: say who said this, and when.`);
  return missing;
}
