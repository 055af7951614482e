import { createHash } from 'node:crypto';
import { ageOn, inWords, type PlainDate } from '../kernel/index.ts';
import { ethnicityWords } from '../ssda903/index.ts';
import type { ChildForm } from './child-form.ts';
import type { ChildSummary } from './child-read.ts';
import type { ChildFacts, FamilyHome, Sex } from './child-store.ts';

/** The basic facts of a child as one form holds them; `from` is null where the family home is not this form's. */
export interface Facts extends ChildFacts {
  readonly from: string | null;
}

export const SEX_WORDS: Readonly<Record<Sex, string>> = { female: 'Girl', male: 'Boy', unknown: 'Not known yet' };

/** The family home as a form shows it; a hidden one stays out of every page. */
export function shownFrom(home: FamilyHome | null): string {
  return home && !home.confidential ? (home.postcode ?? home.area) : '';
}

/**
 * What is kept of a child now.
 * @param address whether the actor may say where the family lives; a hidden home is written on its own page only
 */
export function factsOf(child: ChildSummary, address: boolean): Facts {
  const { givenName, familyName, born, bornEstimated, sex, ethnicity, faith, unaccompanied } = child;
  return {
    ...{ givenName, familyName, born, bornEstimated, sex, ethnicity, faith, unaccompanied },
    from: address && !child.familyHome?.confidential ? shownFrom(child.familyHome) : null,
  };
}

/**
 * What a form says, beside what is kept: an age that is right today leaves the estimated date of birth as it is, and
 * `zz1 1aa` says the same as the postcode in its usual form.
 */
export function factsFrom(form: ChildForm, kept: Facts, today: PlainDate): Facts {
  const { facts } = form;
  const sameAge = facts.bornEstimated && kept.bornEstimated && ageOn(facts.born, today) === ageOn(kept.born, today);
  const sameFrom = kept.from !== null && squeezed(form.from) === squeezed(kept.from);
  return {
    ...facts,
    born: sameAge ? kept.born : facts.born,
    from: kept.from === null ? null : sameFrom ? kept.from : form.from,
  };
}

function squeezed(words: string): string {
  return words.replaceAll(/\s/g, '').toUpperCase();
}

/** A short text that differs when the facts do; a form carries it, to tell whether somebody has saved meanwhile. */
export function factsDigest(facts: Facts): string {
  const whole = JSON.stringify(FIELDS.map((field) => facts[field] ?? ''));
  return createHash('sha256').update(whole).digest('base64url').slice(0, 22);
}

const FIELDS = [
  ...(['givenName', 'familyName', 'born', 'bornEstimated', 'sex', 'ethnicity', 'faith', 'unaccompanied'] as const),
  'from' as const,
];

export function saySame(one: Facts, other: Facts): boolean {
  return FIELDS.every((field) => (one[field] ?? '') === (other[field] ?? ''));
}

/** Where two people say something else of a child, in the words of the form. */
export function differences(theirs: Facts, mine: Facts, today: PlainDate) {
  const [before, now] = [inWordsOf(theirs, today), inWordsOf(mine, today)];
  return before.flatMap(({ label, words }, i) =>
    words === now[i]?.words ? [] : [{ label, theirs: words, mine: now[i]?.words ?? '' }],
  );
}

function inWordsOf(facts: Facts, today: PlainDate): { readonly label: string; readonly words: string }[] {
  return [
    { label: 'First name', words: facts.givenName ?? '' },
    { label: 'Family name', words: facts.familyName ?? '' },
    {
      label: 'Date of birth or age',
      words: facts.bornEstimated ? `About ${ageOn(facts.born, today)}` : inWords(facts.born),
    },
    { label: 'Girl or boy', words: SEX_WORDS[facts.sex] },
    ...(facts.from === null ? [] : [{ label: 'Where they are from', words: facts.from }]),
    { label: 'Arrived in the UK without family', words: facts.unaccompanied ? 'Yes' : 'No' },
    { label: 'Ethnicity', words: facts.ethnicity ? ethnicityWords(facts.ethnicity) : 'Not said' },
    { label: 'Faith', words: facts.faith ?? '' },
  ];
}
