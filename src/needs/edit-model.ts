import { DOMAIN_WORDS, type PlainDate } from '../kernel/index.ts';
import { type ChildSummary, possessive } from '../people/index.ts';
import type { FormError, Typed } from '../ui/index.ts';
import { type Finishing, type Missing, mayFinish } from './finishing.ts';
import { ageBand, guideTo, LEVEL_WORDS, LEVELS, NOT_KNOWN_WORDS, questionFor } from './instrument.ts';
import {
  type DomainNotes,
  EMPTY_CONTENT,
  isSaid,
  type Profile,
  type ProfileContent,
  type ProfilePlace,
} from './profile.ts';
import { digestOf } from './profile-actions.ts';
import { differences } from './section-words.ts';
import {
  partOf,
  SECTION_DOMAINS,
  SECTION_WORDS,
  SECTIONS,
  type Section,
  type SectionContent,
  sayTheSame,
  withPart,
} from './sections.ts';
import * as words from './vocabulary.ts';

export interface ChildHeading {
  readonly id: string;
  readonly name: string;
  readonly whose: string;
  readonly age: number;
}

export function headingOf(child: ChildSummary, age: number): ChildHeading {
  return { id: child.id, name: child.name, whose: possessive(child.name), age };
}

/** The list of sections with what is still missing in each, and whether the profile may be finished. */
export function taskListModel(child: ChildHeading, profile: Profile) {
  const finishing = mayFinish(profile, child.age);
  return {
    child,
    profile,
    finishing,
    sections: SECTIONS.map((section) => ({
      section,
      words: SECTION_WORDS[section],
      state: stateOf(profile, section, finishing),
    })),
    missing: shortened(profile, finishing),
  };
}

/** What is missing, with a part in which nobody has said anything yet as one line. */
function shortened(profile: ProfileContent, finishing: Finishing): Missing[] {
  const missing = finishing.may ? [] : finishing.missing;
  const untouched = SECTIONS.filter((section) => isUntouched(profile, section));
  return [
    ...missing.filter((each) => !each.domain || !untouched.includes(each.section)),
    ...untouched
      .filter((section) => missing.some((each) => each.domain && each.section === section))
      .map((section) => ({ section, domain: null, words: `${SECTION_WORDS[section]}: nobody has written here yet.` })),
  ];
}

function isUntouched(profile: ProfileContent, section: Section): boolean {
  return sayTheSame(partOf(profile, section), partOf(EMPTY_CONTENT, section));
}

type State = { readonly words: string; readonly colour: string };

function stateOf(profile: ProfileContent, section: Section, finishing: Finishing): State {
  const missing = finishing.may
    ? 0
    : finishing.missing.filter((each) => each.section === section && each.domain).length;
  const domains = SECTION_DOMAINS[section];
  if (domains.length) {
    const notes = domains.map((domain) => profile.domains[domain]);
    if (!notes.some(isSaid)) return { words: 'Not started', colour: 'grey' };
    const known = notes.filter((each) => each.level !== null).length;
    if (missing) return { words: `${known} of ${domains.length} known so far`, colour: 'blue' };
    return known === domains.length
      ? { words: 'Written', colour: 'green' }
      : { words: `Written, ${domains.length - known} not known`, colour: 'green' };
  }
  if (isUntouched(profile, section)) return { words: 'Not started', colour: 'grey' };
  const gaps = !finishing.may && finishing.missing.some((each) => each.section === section && section === 'words');
  return gaps ? { words: 'Started', colour: 'blue' } : { words: 'Written', colour: 'green' };
}

export interface Editing {
  readonly errors?: readonly FormError[];
  /** What was typed, when it was not saved. */
  readonly mine?: SectionContent;
  /** The form as it was sent, to show again even what could not be read. */
  readonly typed?: Typed;
  readonly conflict?: boolean;
  readonly saved?: boolean;
}

/** What one section's form shows. */
export function sectionModel(
  child: ChildHeading,
  profile: Profile,
  section: Section,
  today: PlainDate,
  editing: Editing = {},
) {
  const stored = partOf(profile, section);
  const content = editing.mine ? withPart(profile, editing.mine) : profile;
  const index = SECTIONS.indexOf(section);
  return {
    child,
    profile,
    section,
    heading: SECTION_WORDS[section],
    number: index + 1,
    of: SECTIONS.length,
    edition: profile.edition,
    seen: digestOf(stored),
    next: SECTIONS[index + 1] ?? null,
    errors: editing.errors ?? [],
    saved: editing.saved ?? false,
    conflict:
      editing.conflict && editing.mine ? { by: profile.savedBy, differences: differences(editing.mine, stored) } : null,
    observed: ageBand(child.age) === 'watch',
    content,
    today: dateParts(today),
    words,
    matters: words.codesOf(words.MATTER_WORDS).map((matter) => ({
      matter,
      words: words.MATTER_WORDS[matter],
      rank: editing.typed ? Number(editing.typed.text(`matter-${matter}`)) : content.words.matters.indexOf(matter) + 1,
    })),
    wordsOn:
      typedParts(editing.typed, 'wordsOn') ??
      dateParts(content.words.wordsOn ?? (content.words.aboutMe ? null : today)),
    domains: SECTION_DOMAINS[section].map((domain) => {
      const notes = content.domains[domain];
      return {
        domain,
        name: DOMAIN_WORDS[domain],
        guide: guideTo(domain),
        question: questionFor(domain, child.age),
        notes,
        // Whoever writes first is offered today, which is nearly always right.
        saidOn:
          typedParts(editing.typed, `${domain}-saidOn`) ?? dateParts(notes.saidOn ?? (isBlank(notes) ? today : null)),
        levels: [
          ...LEVELS.map((level) => ({
            value: String(level),
            words: LEVEL_WORDS[level],
            anchor: guideTo(domain).anchors[level],
            checked: notes.level === level,
          })),
          { value: '', words: NOT_KNOWN_WORDS, anchor: '', checked: notes.level === null },
        ],
      };
    }),
    places: editing.typed && section === 'places' ? typedRows(editing.typed) : placeRows(content.places),
  };
}

function typedParts(fields: Typed | undefined, name: string) {
  if (!fields) return null;
  return { day: fields.text(`${name}-day`), month: fields.text(`${name}-month`), year: fields.text(`${name}-year`) };
}

function isBlank(notes: DomainNotes): boolean {
  return !isSaid(notes) && !notes.saidBy;
}

function dateParts(on: PlainDate | null) {
  const [year = '', month = '', day = ''] = on ? on.split('-') : [];
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year };
}

/** Rows of the form: what is there, then empty ones to write in; each row has its number. */
function placeRows(places: readonly ProfilePlace[]) {
  const empty = { id: '', name: '', postcode: '', miles: null, mustKeep: false };
  const rowsOf = (kind: ProfilePlace['kind'], spare: number) => [
    ...places.filter((place) => place.kind === kind).map((place) => ({ ...place, postcode: place.postcode ?? '' })),
    ...Array.from({ length: spare }, () => ({ ...empty, kind, lat: null })),
  ];
  const school = places.some((place) => place.kind === 'school') ? 0 : 1;
  const rows = [...rowsOf('school', school), ...rowsOf('friend', 2), ...rowsOf('avoid', 2)];
  return rows.map((row, number) => ({
    ...row,
    row: number,
    offTheMap: row.postcode !== '' && row.lat === null && row.id !== '',
  }));
}

/** The rows of the form as they were sent, whatever was in them. */
function typedRows(fields: Typed) {
  const rows = Array.from({ length: 40 }, (_, row) => row).filter((row) => fields.text(`place-${row}-kind`));
  return rows.map((row) => ({
    row,
    id: fields.text(`place-${row}-id`),
    kind: fields.text(`place-${row}-kind`),
    name: fields.text(`place-${row}-name`),
    postcode: fields.text(`place-${row}-postcode`),
    miles: fields.text(`place-${row}-miles`),
    mustKeep: fields.text(`place-${row}-mustKeep`) === 'yes',
    offTheMap: false,
  }));
}
