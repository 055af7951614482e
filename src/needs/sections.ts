import { DOMAINS, type Domain } from '../kernel/index.ts';
import type { ProfileContent } from './profile.ts';

/**
 * The profile is written a section at a time: each is one page, saved by itself, so that two people may write
 * different sections at once and neither loses anything.
 */
export const SECTIONS = ['words', 'well', 'belonging', 'learning', 'safety', 'living', 'risks', 'places'] as const;
export type Section = (typeof SECTIONS)[number];

export const SECTION_DOMAINS: Readonly<Record<Section, readonly Domain[]>> = {
  words: [],
  well: ['health', 'emotional-wellbeing', 'coping'],
  belonging: ['identity', 'family', 'friends'],
  learning: ['education', 'communication', 'play-and-talents'],
  safety: ['safe-at-home', 'safe-outside', 'independence'],
  living: [],
  risks: [],
  places: [],
};

export const SECTION_WORDS: Readonly<Record<Section, string>> = {
  words: 'Own words, and what matters most',
  well: 'Health, feelings and coping',
  belonging: 'Identity, family and friends',
  learning: 'School, communication and play',
  safety: 'Feeling safe and growing up',
  living: 'What a home needs to be like',
  risks: 'Keeping everyone safe',
  places: 'School, friends and places to avoid',
};

export function isSection(text: string): text is Section {
  return (SECTIONS as readonly string[]).includes(text);
}

export function sectionOf(domain: Domain): Section {
  const found = SECTIONS.find((section) => SECTION_DOMAINS[section].includes(domain));
  if (!found) throw new Error(`no section has ${domain}`);
  return found;
}

/** The part of a profile that one section's page shows and saves. */
export type SectionContent = Partial<ProfileContent>;

export function partOf(content: ProfileContent, section: Section): SectionContent {
  switch (section) {
    case 'words':
      return { words: content.words };
    case 'living':
      return { living: content.living };
    case 'risks':
      return { safe: content.safe };
    case 'places':
      return { places: content.places };
    default: {
      const domains = SECTION_DOMAINS[section].map((domain) => [domain, content.domains[domain]]);
      return { domains: Object.fromEntries(domains) };
    }
  }
}

/** The content with one section replaced; the other sections stay as they are. */
export function withPart(content: ProfileContent, part: SectionContent): ProfileContent {
  return { ...content, ...part, domains: { ...content.domains, ...part.domains } };
}

/** True when two versions of a section say the same; ids of places do not count, nor spaces at the ends of texts. */
export function sayTheSame(a: SectionContent, b: SectionContent): boolean {
  return canonical(a) === canonical(b);
}

/** One text for the same content, whatever the order its keys were written in: two readings can be compared. */
export function canonical(part: SectionContent): string {
  return JSON.stringify(part, (key, value: unknown) => {
    if (key === 'id' || key === 'lat' || key === 'long') return undefined;
    if (typeof value === 'string') return value.replaceAll('\r\n', '\n').trim();
    if (value && typeof value === 'object' && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)));
    }
    return value;
  });
}

/** Every domain stands in exactly one section; asked once when the program starts. */
export const DOMAINS_IN_SECTIONS: readonly Domain[] = SECTIONS.flatMap((section) => SECTION_DOMAINS[section]);
if (DOMAINS_IN_SECTIONS.length !== DOMAINS.length) throw new Error('a domain is missing from the sections');
