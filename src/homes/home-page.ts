import { type Actor, mayDo } from '../access/index.ts';
import { ageOn, aWeek, DOMAIN_WORDS, DOMAINS, inWords, type PlainDate, pence } from '../kernel/index.ts';
import { mayNameCarers } from './carer-actions.ts';
import { KIND_WORDS, RELATION_WORDS, SECTOR_WORDS, whoMayLiveHere } from './home.ts';
import { homePath } from './home-for-matching.ts';
import type { HomeView } from './home-read.ts';
import { householdWords, NOT_SHARED } from './household.ts';
import { EVIDENCE_WORDS, SKILL_LEVEL_WORDS, type Skill } from './skill.ts';
import { reasonWords, stateWords, vacancyLine } from './vacancy-words.ts';

/** From this level on a skill is named as what the home is good at; the best few, because the table below has all. */
const GOOD_AT = 3;
const MOST_GOOD_AT = 5;

/** What the page of a home says, in the order in which it says it. */
export function homeModel(view: HomeView, actor: Actor, today: PlainDate) {
  const { home } = view;
  const own = home.organisationId === actor.organisation.id && actor.role !== 'regional-analyst';
  return {
    path: `/homes${homePath({ organisation_id: home.organisationId, home_id: home.id })}`,
    own,
    mayEdit: own && mayDo(actor.role, 'home.write'),
    // Carers keep rooms, skills and household; what they are approved and paid for is their agency's word.
    isCarer: actor.role === 'foster-carer',
    mayNameCarers: own && mayNameCarers(actor) && isFamily(home.kind),
    seesAddress: view.seesAddress,
    mayHide: view.mayHide && view.address?.confidential !== true,
    name: home.name,
    kind: KIND_WORDS[home.kind],
    isFamily: isFamily(home.kind),
    sector: SECTOR_WORDS[home.sector],
    provider: home.provider,
    area: home.area,
    about: home.about,
    goodAt: goodAt(view),
    unusedSince: view.rooms.length === 0 ? view.unusedSince : null,
    vacancy: vacancyLine(
      view.rooms.map((room) => room.state),
      view.placesLeft,
    ),
    rooms: roomLines(view, own),
    household: view.tellsHousehold
      ? householdWords(view.living, view.rooms.length > 0 || view.terms !== null || view.termsNext !== null)
      : NOT_SHARED,
    children: own ? childLines(view, actor) : [],
    members: own
      ? view.members.map((each) => ({
          id: each.id,
          words: `${RELATION_WORDS[each.relation]}${each.born ? `, aged ${ageOn(each.born, today)}` : ''}`,
        }))
      : [],
    facts: facts(view),
    skills: skillLines(view),
    ofsted: ofstedWords(view),
    fee: view.weeklyPence === null ? 'Not known' : aWeek(pence(view.weeklyPence)),
    address: own ? view.address : null,
  };
}

function isFamily(kind: HomeView['home']['kind']): boolean {
  return kind === 'fostering' || kind === 'kinship';
}

function goodAt(view: HomeView): string[] {
  const skills = [...view.skills.values()].filter((each) => (each.level ?? 0) >= GOOD_AT);
  const best = skills.sort(
    (a, b) => (b.level ?? 0) - (a.level ?? 0) || DOMAINS.indexOf(a.domain) - DOMAINS.indexOf(b.domain),
  );
  const { home } = view;
  return [
    ...best.slice(0, MOST_GOOD_AT).map((each) => `${DOMAIN_WORDS[each.domain]}: ${lower(levelWords(each.level))}`),
    ...(home.languages.length > 0 ? [`Languages: ${home.languages.join(', ')}`] : []),
    ...(home.interests.length > 0 ? [`What people here enjoy: ${home.interests.join(', ')}`] : []),
    ...(home.adapted ? ['Adapted for a wheelchair or similar'] : []),
  ];
}

function roomLines(view: HomeView, own: boolean) {
  return view.rooms.map((room) => ({
    id: room.id,
    name: room.name,
    ...stateWords(room.state, own ? (room.statement?.saidBy ?? null) : null),
    details: [
      ...(room.adapted === null ? [] : [room.adapted ? 'adapted' : 'not adapted']),
      ...(room.mayShare ? ['may be shared by brothers or sisters'] : []),
    ].join(', '),
    statement: room.statement?.id ?? null,
    // Why a room is kept empty may be about a child who lives there: the note stays with the people who run the home.
    out: room.out.map((spell) => ({
      id: spell.id,
      words: `${reasonWords(spell.reason)}: ${inWords(spell.from)} ${spell.to ? `to ${inWords(spell.to)}` : 'until further notice'}`,
      note: own ? spell.note : '',
    })),
  }));
}

function childLines(view: HomeView, actor: Actor) {
  return view.children.map((child) => ({
    name: child.name ?? 'A child whose name is not recorded',
    words: [
      child.age === null ? 'age not known' : `aged ${child.age}`,
      `here since ${inWords(child.since)}`,
      ...(child.authorityId === actor.organisation.id ? [] : [`in the care of ${child.authority}`]),
    ].join(', '),
    href:
      child.authorityId === actor.organisation.id && mayDo(actor.role, 'child.read')
        ? `/children/${encodeURIComponent(child.childId)}`
        : null,
  }));
}

function facts(view: HomeView): { key: string; value: string }[] {
  const { terms, termsNext, home } = view;
  const yesNo = (value: boolean | null) => (value === null ? 'Not known' : value ? 'Yes' : 'No');
  const approved = isFamily(home.kind) ? 'Approved for' : 'Registered for';
  const places = terms?.places == null ? '' : `, ${terms.places} ${terms.places === 1 ? 'place' : 'places'}`;
  return [
    { key: approved, value: terms ? `${capital(whoMayLiveHere(terms))}${places}` : 'Not known' },
    ...(terms?.terms ? [{ key: 'Conditions', value: terms.terms }] : []),
    ...(terms?.to ? [{ key: 'Until', value: inWords(terms.to) }] : []),
    ...(termsNext ? [{ key: `From ${inWords(termsNext.from)}`, value: capital(whoMayLiveHere(termsNext)) }] : []),
    { key: 'Pets live here', value: yesNo(home.pets) },
    { key: 'Adapted', value: yesNo(home.adapted) },
  ];
}

function skillLines(view: HomeView) {
  return DOMAINS.map((domain) => {
    const skill = view.skills.get(domain);
    return {
      domain,
      label: DOMAIN_WORDS[domain],
      level: skill ? levelWords(skill.level) : 'Not known',
      says: skill ? `${EVIDENCE_WORDS[skill.by]}, ${inWords(skill.saidOn)}` : 'Nobody has said yet',
      evidence: skill?.evidence ?? '',
      doubt: skill ? doubtOf(skill) : '',
    };
  });
}

/** What makes a skill less sure than it looks, in a word or two. */
function doubtOf(skill: Skill): string {
  if (skill.stale) return 'Out of date';
  return skill.selfDeclared ? 'Own word only' : '';
}

function levelWords(level: number | null): string {
  return level === null ? 'Not known' : (SKILL_LEVEL_WORDS[level] ?? String(level));
}

function ofstedWords(view: HomeView): string {
  const { grade, gradedOn, urn } = view.home;
  const number = urn ? ` Ofsted number ${urn}.` : '';
  if (!grade) return `No grade is known here.${number}`;
  return `${capital(grade)}${gradedOn ? `, inspected on ${inWords(gradedOn)}` : ''}.${number}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
