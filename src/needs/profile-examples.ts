import { DOMAINS, type Domain, date } from '../kernel/index.ts';
import { type DomainNotes, EMPTY_CONTENT, NOTHING_SAID, type ProfileContent } from './profile.ts';

/** A profile that may be finished: four strengths, each level known, the child's words with who heard them. For tests. */
export function completeContent(): ProfileContent {
  const said = { ...NOTHING_SAID, saidBy: 'Foster carer', saidOn: date('2026-11-01') };
  const strong = new Set<Domain>(['health', 'friends', 'education', 'play-and-talents']);
  return {
    ...EMPTY_CONTENT,
    words: {
      ...EMPTY_CONTENT.words,
      aboutMe: 'I like drawing dragons.',
      wordsBy: 'Nia Holt',
      wordsOn: date('2026-11-02'),
      matters: ['school', 'pets'],
    },
    domains: Object.fromEntries(
      DOMAINS.map((domain) => [domain, { ...said, level: 0, goingWell: strong.has(domain) ? 'Goes well.' : '' }]),
    ) as ProfileContent['domains'],
  };
}

/** The same content with some notes of one domain replaced. */
export function withNotes(content: ProfileContent, domain: Domain, notes: Partial<DomainNotes>): ProfileContent {
  return { ...content, domains: { ...content.domains, [domain]: { ...content.domains[domain], ...notes } } };
}
