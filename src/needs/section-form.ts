import { DOMAIN_WORDS, type Domain, type PlainDate } from '../kernel/index.ts';
import { type FormError, type Typed, typedDate } from '../ui/index.ts';
import { isLevel } from './instrument.ts';
import { type DomainNotes, isSaid, type ProfilePlace } from './profile.ts';
import { SECTION_DOMAINS, type Section, type SectionContent } from './sections.ts';
import {
  ALONGSIDE_WORDS,
  COMMUNICATION_WORDS,
  CULTURE_WORDS,
  codesOf,
  EXTRA_SUPPORT_WORDS,
  MATTER_WORDS,
  PETS_WORDS,
  RISK_TO_CHILD_WORDS,
  RISK_TO_OTHERS_WORDS,
  SUITABILITY_WORDS,
} from './vocabulary.ts';

const LONGEST_TEXT = 5_000;
const LONGEST_LINE = 200;
const MOST_PLACES = 40;

/** What a section's form was read as. With errors the part is still whole, so that nothing typed is lost. */
export interface ReadSection {
  readonly part: SectionContent;
  readonly errors: readonly FormError[];
}

/** Collects what is wrong while a form is read. */
class Problems {
  readonly errors: FormError[] = [];

  add(field: string, text: string): void {
    this.errors.push({ text, href: `#${field}` });
  }

  text(fields: Typed, name: string, label: string, longest = LONGEST_TEXT): string {
    const value = fields.text(name);
    if (value.length > longest)
      this.add(name, `${label} must be ${longest.toLocaleString('en-GB')} characters or fewer`);
    return value;
  }

  /** The day somebody said something: never in the future. */
  day(fields: Typed, name: string, label: string, today: PlainDate): PlainDate | null {
    const value = typedDate(fields, name);
    if (value === 'wrong') this.add(`${name}-day`, `${label}: enter a real date, such as 27 3 2026`);
    else if (value && value > today) this.add(`${name}-day`, `${label}: the date must not be in the future`);
    return value === 'wrong' ? null : value;
  }
}

/** Reads one section's form. @param today days after it are refused */
export function readSection(section: Section, fields: Typed, today: PlainDate): ReadSection {
  const problems = new Problems();
  const part = partFrom(section, fields, today, problems);
  return { part, errors: problems.errors };
}

function partFrom(section: Section, fields: Typed, today: PlainDate, problems: Problems): SectionContent {
  switch (section) {
    case 'words':
      return { words: readWords(fields, today, problems) };
    case 'living':
      return { living: readLiving(fields, problems) };
    case 'risks':
      return {
        safe: {
          risksToChild: several(fields, 'risksToChild', RISK_TO_CHILD_WORDS),
          otherRiskToChild: problems.text(fields, 'otherRiskToChild', 'Anything else', LONGEST_TEXT),
          risksToOthers: several(fields, 'risksToOthers', RISK_TO_OTHERS_WORDS),
          otherRiskToOthers: problems.text(fields, 'otherRiskToOthers', 'Anything else', LONGEST_TEXT),
        },
      };
    case 'places':
      return { places: readPlaces(fields, problems) };
    default:
      return {
        domains: Object.fromEntries(
          SECTION_DOMAINS[section].map((domain) => [domain, readDomain(domain, fields, today, problems)]),
        ),
      } as SectionContent;
  }
}

function readWords(fields: Typed, today: PlainDate, problems: Problems) {
  const ranked = codesOf(MATTER_WORDS)
    .map((matter) => ({ matter, rank: Number.parseInt(fields.text(`matter-${matter}`), 10) }))
    .filter(({ rank }) => rank >= 1 && rank <= 9)
    .sort((a, b) => a.rank - b.rank);
  for (const [i, { matter, rank }] of ranked.entries()) {
    const before = ranked[i - 1];
    if (before?.rank === rank) {
      const both = `“${MATTER_WORDS[before.matter]}” and “${MATTER_WORDS[matter]}”`;
      problems.add(`matter-${matter}`, `What matters most: ${both} have the same place. Ask which comes first`);
    }
  }
  const aboutMe = problems.text(fields, 'aboutMe', 'Their own words', 10_000);
  const wordsBy = problems.text(fields, 'wordsBy', 'Who listened', LONGEST_LINE);
  const wordsOn = problems.day(fields, 'wordsOn', 'When they said it', today);
  return {
    aboutMe,
    wordsBy,
    // The form offers today; a day without words or a listener says nothing.
    wordsOn: aboutMe || wordsBy ? wordsOn : null,
    whyNoWords: problems.text(fields, 'whyNoWords', 'Why their words are not here yet'),
    liveWith: problems.text(fields, 'liveWith', 'Who they want to live with'),
    matters: ranked.map(({ matter }) => matter),
    interests: lines(fields, 'interests'),
  };
}

function readLiving(fields: Typed, problems: Problems) {
  const communication = several(fields, 'communication', COMMUNICATION_WORDS);
  if (communication.includes('None') && communication.length > 1) {
    problems.add('communication', 'Ways of communicating: choose “None of these” alone, or take it away');
  }
  const suits = (kind: string) => oneOf(fields, `suits-${kind}`, SUITABILITY_WORDS, 'unspecified');
  const adaptations = fields.text('adaptations');
  return {
    alongside: oneOf(fields, 'alongside', ALONGSIDE_WORDS, 'no-preference'),
    pets: oneOf(fields, 'pets', PETS_WORDS, 'unknown'),
    adaptations: adaptations === 'yes' ? true : adaptations === 'no' ? false : null,
    languages: lines(fields, 'languages'),
    communication,
    culture: oneOf(fields, 'culture', CULTURE_WORDS, 'unknown'),
    cultureWords: problems.text(fields, 'cultureWords', 'Culture and faith'),
    extraSupport: oneOf(fields, 'extraSupport', EXTRA_SUPPORT_WORDS, 'unsaid'),
    suits: { fostering: suits('fostering'), residential: suits('residential'), supported: suits('supported') },
    secureOrder: fields.text('secureOrder') === 'yes',
    libertyOrder: fields.text('libertyOrder') === 'yes',
  };
}

function readDomain(domain: Domain, fields: Typed, today: PlainDate, problems: Problems): DomainNotes {
  const level = fields.text(`${domain}-level`);
  const label = DOMAIN_WORDS[domain];
  const text = (name: string, longest?: number) => problems.text(fields, `${domain}-${name}`, label, longest);
  const number = /^[0-4]$/.test(level) ? Number(level) : null;
  const notes = {
    level: isLevel(number) ? number : null,
    goingWell: text('goingWell'),
    whatHelps: text('whatHelps'),
    notKnown: text('notKnown'),
    ownWords: text('ownWords'),
    saidBy: text('saidBy', LONGEST_LINE),
    saidOn: problems.day(fields, `${domain}-saidOn`, label, today),
  };
  return isSaid(notes) || notes.saidBy ? notes : { ...notes, saidOn: null };
}

function readPlaces(fields: Typed, problems: Problems): ProfilePlace[] {
  const places: ProfilePlace[] = [];
  for (let row = 0; row < MOST_PLACES; row++) {
    const at = `place-${row}`;
    const kind = fields.text(`${at}-kind`);
    if (kind !== 'school' && kind !== 'friend' && kind !== 'avoid') continue;
    const name = problems.text(fields, `${at}-name`, 'The name', LONGEST_LINE);
    const postcode = problems.text(fields, `${at}-postcode`, 'The postcode', 10).toUpperCase();
    const milesText = fields.text(`${at}-miles`);
    if (!name && !postcode && !milesText) continue; // an empty row, or one that was emptied to take it away
    if (postcode && !/^[A-Z]{1,2}[0-9][A-Z0-9]?(\s*[0-9][A-Z]{2})?$/.test(postcode)) {
      problems.add(`${at}-postcode`, `${name || 'A place'}: enter a postcode, or the first half of one, such as M14`);
    }
    const miles = Number(milesText);
    const milesRight = milesText !== '' && Number.isFinite(miles) && miles > 0 && miles <= 500;
    if (kind === 'avoid' && !milesRight) {
      problems.add(`${at}-miles`, `${name || 'A place to avoid'}: say how many miles a home must be away, such as 3`);
    }
    places.push({
      id: fields.text(`${at}-id`),
      kind,
      name,
      postcode: postcode || null,
      lat: null,
      long: null,
      miles: kind === 'avoid' && milesRight ? miles : null,
      mustKeep: kind === 'school' && fields.text(`${at}-mustKeep`) === 'yes',
    });
  }
  return places;
}

function oneOf<Code extends string>(
  fields: Typed,
  name: string,
  words: Readonly<Record<Code, string>>,
  otherwise: Code,
): Code {
  return codesOf(words).find((code) => code === fields.text(name)) ?? otherwise;
}

function several<Code extends string>(fields: Typed, name: string, words: Readonly<Record<Code, string>>): Code[] {
  const ticked = new Set(fields.texts(name));
  return codesOf(words).filter((code) => ticked.has(code));
}

/** One entry a line, or separated by commas; each once, at most thirty. */
function lines(fields: Typed, name: string): string[] {
  const entries = fields
    .text(name)
    .split(/[\n,;]/)
    .map((entry) => entry.trim().slice(0, 80))
    .filter(Boolean);
  return [...new Set(entries)].slice(0, 30);
}
