import { DOMAIN_WORDS, DOMAINS, inWords } from '../kernel/index.ts';
import { LEVEL_WORDS, NOT_KNOWN_WORDS } from './instrument.ts';
import type { ProfilePlace } from './profile.ts';
import type { SectionContent } from './sections.ts';
import {
  ALONGSIDE_WORDS,
  COMMUNICATION_WORDS,
  CULTURE_WORDS,
  EXTRA_SUPPORT_WORDS,
  HOME_KIND_WORDS,
  MATTER_WORDS,
  PETS_WORDS,
  RISK_TO_CHILD_WORDS,
  RISK_TO_OTHERS_WORDS,
  SUITABILITY_WORDS,
} from './vocabulary.ts';

export interface Said {
  readonly label: string;
  readonly words: string;
}

/** Everything a section says, in words, label by label: to lay two versions beside each other. */
export function inWordsOf(part: SectionContent): Said[] {
  return [...wordsOf(part), ...domainsOf(part), ...livingOf(part), ...safeOf(part), ...placesOf(part)];
}

/** What differs between two versions of a section, label by label. An empty text is shown as such by the page. */
export function differences(
  mine: SectionContent,
  theirs: SectionContent,
): { label: string; mine: string; theirs: string }[] {
  const here = new Map(inWordsOf(mine).map(({ label, words }) => [label, words]));
  const there = new Map(inWordsOf(theirs).map(({ label, words }) => [label, words]));
  const labels = [...new Set([...there.keys(), ...here.keys()])];
  return labels
    .map((label) => ({ label, mine: here.get(label) ?? '', theirs: there.get(label) ?? '' }))
    .filter((each) => each.mine !== each.theirs);
}

function wordsOf({ words }: SectionContent): Said[] {
  if (!words) return [];
  return [
    { label: 'In their own words', words: words.aboutMe },
    { label: 'Who listened', words: words.wordsBy },
    { label: 'When they said it', words: words.wordsOn ? inWords(words.wordsOn) : '' },
    { label: 'Why their words are not here yet', words: words.whyNoWords },
    { label: 'Who they want to live with', words: words.liveWith },
    { label: 'What matters most, in order', words: words.matters.map((each) => MATTER_WORDS[each]).join(', ') },
    { label: 'Interests', words: words.interests.join(', ') },
  ];
}

function domainsOf({ domains }: SectionContent): Said[] {
  return DOMAINS.flatMap((domain) => {
    const notes = domains?.[domain];
    if (!notes) return [];
    const label = (what: string) => `${DOMAIN_WORDS[domain]}: ${what}`;
    return [
      { label: label('going well'), words: notes.goingWell },
      { label: label('their own words'), words: notes.ownWords },
      { label: label('what helps'), words: notes.whatHelps },
      { label: label('level'), words: notes.level === null ? NOT_KNOWN_WORDS : LEVEL_WORDS[notes.level] },
      { label: label('not known'), words: notes.notKnown },
      { label: label('said by'), words: notes.saidBy },
      { label: label('said on'), words: notes.saidOn ? inWords(notes.saidOn) : '' },
    ];
  });
}

/** What a home needs to be like, in words; also what the profile's page shows. */
export function livingOf({ living }: SectionContent): Said[] {
  if (!living) return [];
  const suited = (['fostering', 'residential', 'supported'] as const).map((kind) => ({
    label: HOME_KIND_WORDS[kind],
    words: SUITABILITY_WORDS[living.suits[kind]],
  }));
  const orders = [
    ...(living.secureOrder ? ['Secure accommodation order (Children Act 1989, section 25)'] : []),
    ...(living.libertyOrder ? ['Deprivation of liberty order of the High Court'] : []),
  ];
  return [
    { label: 'Other children', words: ALONGSIDE_WORDS[living.alongside] },
    { label: 'Animals', words: PETS_WORDS[living.pets] },
    {
      label: 'Changes to the building',
      words: living.adaptations === null ? NOT_KNOWN_WORDS : living.adaptations ? 'Needed' : 'Not needed',
    },
    { label: 'Languages', words: living.languages.join(', ') || 'Not said' },
    {
      label: 'Ways of communicating',
      words: living.communication.map((each) => COMMUNICATION_WORDS[each]).join(', ') || 'Not said',
    },
    {
      label: 'Culture and faith',
      words: [CULTURE_WORDS[living.culture], living.cultureWords].filter(Boolean).join('. '),
    },
    { label: 'Support beside the carers', words: EXTRA_SUPPORT_WORDS[living.extraSupport] },
    ...suited,
    { label: 'Orders of a court', words: orders.join('; ') || 'None' },
  ];
}

function safeOf({ safe }: SectionContent): Said[] {
  if (!safe) return [];
  return [
    { label: 'To keep the child safe', words: safe.risksToChild.map((each) => RISK_TO_CHILD_WORDS[each]).join(', ') },
    { label: 'Also, for the child', words: safe.otherRiskToChild },
    { label: 'To keep others safe', words: safe.risksToOthers.map((each) => RISK_TO_OTHERS_WORDS[each]).join(', ') },
    { label: 'Also, for others', words: safe.otherRiskToOthers },
  ];
}

function placesOf({ places }: SectionContent): Said[] {
  if (!places) return [];
  const of = (kind: ProfilePlace['kind']) =>
    places
      .filter((place) => place.kind === kind)
      .map(placeWords)
      .join('; ');
  return [
    { label: 'School', words: of('school') },
    { label: 'Friends', words: of('friend') },
    { label: 'Places to keep away from', words: of('avoid') },
  ];
}

export function placeWords(place: ProfilePlace): string {
  const more = [
    ...(place.postcode ? [place.postcode] : []),
    ...(place.kind === 'avoid' && place.miles !== null ? [`at least ${place.miles} miles away`] : []),
    ...(place.mustKeep ? ['to be kept'] : []),
  ];
  const name = place.name || 'No name';
  return more.length ? `${name} (${more.join(', ')})` : name;
}
