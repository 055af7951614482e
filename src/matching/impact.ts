import { DOMAINS, type Domain } from '../kernel/index.ts';
import { milesFrom } from './closeness.ts';
import type { Evaluation } from './evaluation.ts';
import type { Resident } from './matching-file.ts';
import { countOf, milesInWords } from './plain-words.ts';
import { SCHOOL_LIMIT_MILES } from './policy.ts';
import type { ChildFacts } from './prepared-children.ts';
import { onSphere } from './prepared-homes.ts';
import type { Gap, Impact } from './ranking.ts';
import { levelOf } from './weights.ts';

/**
 * What it would mean for each person who lives there. Risks are told here, for the manager's assessment, and never
 * enter the score; a resident's own needs and risks are not told to the searcher.
 */
export function impactOf({ children, homes }: Evaluation, h: number): Impact[] {
  const residents = homes.homes[h]!.residents ?? [];
  return residents.flatMap((one, on) => linesFor(one, children).map((words) => ({ on, words })));
}

function linesFor(one: Resident, coming: readonly ChildFacts[]): string[] {
  const who =
    one.age === null || one.age === undefined ? 'Somebody who lives here' : `${person(one.age)} who lives here`;
  const lines = [`${who} would be joined by ${company(coming)}${ageSense(one, coming)}.`];
  const related = coming.filter((child) => one.siblingOf?.includes(child.id)).length;
  if (related > 0) lines.push(`${who} is a brother or sister: they would live together again.`);
  if ((one.alongside ?? null) === null)
    lines.push(`${who}: who they can live with is not known. Ask them, and the people who know them.`);
  else if (one.alongside === 'solo') lines.push(`${who} is recommended to be the only child here.`);
  const risks = [...new Set(coming.flatMap((child) => child.child.risksToOthers ?? []))].sort();
  for (const risk of risks)
    lines.push(
      `${riskWords(risk)} The manager’s assessment says how ${who.charAt(0).toLowerCase()}${who.slice(1)} would be kept safe and heard.`,
    );
  if (coming.some((child) => (child.child.risksToOthers ?? null) === null)) {
    lines.push('Whether there are risks to others is not known yet for everybody who would come: ask before deciding.');
  }
  if ((one.risksToOthers?.length ?? 0) > 0) {
    lines.push('Ask the home how everybody here is kept safe with each other, and what would change.');
  }
  return lines;
}

function person(age: number): string {
  return age < 18 ? `A child of ${age}` : `A young adult of ${age}`;
}

function company(coming: readonly ChildFacts[]): string {
  const ages = coming.map((child) => child.age);
  if (ages.length === 1) return Number.isNaN(ages[0]) ? 'a child whose age is not known' : `a child of ${ages[0]}`;
  const known = ages.filter((age) => !Number.isNaN(age)).sort((a, b) => a - b);
  return `${countOf(ages.length, 'child', 'children')}${known.length > 0 ? ` aged ${known.join(', ')}` : ''}`;
}

function ageSense(one: Resident, coming: readonly ChildFacts[]): string {
  const age = one.age ?? null;
  if (age === null || coming.length !== 1 || Number.isNaN(coming[0]!.age)) return '';
  const years = coming[0]!.age - age;
  if (years === 0) return ', the same age';
  return `, ${countOf(Math.abs(years), 'year', 'years')} ${years > 0 ? 'older' : 'younger'}`;
}

const RISKS: ReadonlyMap<string, string> = new Map([
  ['physical-harm', 'There is a known risk of hurting others.'],
  ['sexual-harm', 'There is a known risk of sexual harm to others.'],
  ['fire-setting', 'There is a known risk of setting fires.'],
  ['harm-to-animals', 'There is a known risk of hurting animals.'],
  ['criminal-exploitation', 'There is a known risk that others are drawn into criminal exploitation.'],
]);

function riskWords(risk: string): string {
  return RISKS.get(risk) ?? `There is a known risk to others (${risk}).`;
}

/**
 * Where the home falls short: for a group the highest need in each domain, with the child who has it. A skill that
 * is not known is no gap; it is listed as unknown.
 */
export function gapsOf(evaluation: Evaluation, h: number): Gap[] {
  const { children, homes } = evaluation;
  const gaps: Gap[] = [];
  for (const domain of DOMAINS) {
    const skill = homes.homes[h]!.skills?.[domain] ?? null;
    let [most, whose]: [number, ChildFacts | null] = [0, null];
    for (const child of children) {
      const need = levelOf(child.child, domain) ?? 0;
      if (need > most) [most, whose] = [need, child];
    }
    if (skill === null || whose === null || skill >= most) continue;
    const wouldTake = `${SUPPORT[domain]}, from level ${skill} to level ${most}.`;
    gaps.push({ child: whose.id, domain, need: most, skill, wouldTake, about: 'need' });
  }
  for (const child of children) gaps.push(...schoolGap(evaluation, h, child), ...companyGap(evaluation, h, child));
  return gaps;
}

/** A school that must be kept and lies beyond the authority's limit. */
function schoolGap({ homes, options }: Evaluation, h: number, child: ChildFacts): Gap[] {
  const school = child.child.school;
  if (school?.mustKeep !== true) return [];
  const miles = milesFrom(homes, h, onSphere(school));
  if (!(miles > (options.schoolLimitMiles ?? SCHOOL_LIMIT_MILES))) return [];
  const wouldTake = `The school is to be kept and is ${milesInWords(miles)} away: transport every day, agreed and paid for, with the virtual school head.`;
  return [{ child: child.id, domain: 'education', need: 1, skill: 0, wouldTake, about: 'school' }];
}

/** A child who is to live with others, alone in a home where nobody lives. */
function companyGap({ children, homes }: Evaluation, h: number, child: ChildFacts): Gap[] {
  if (child.alongside !== 'others' || children.length > 1 || homes.facts.residents[h] !== 0) return [];
  const wouldTake = 'Nobody else lives here: time with other children planned into the week.';
  return [{ child: child.id, domain: 'friends', need: 1, skill: 0, wouldTake, about: 'company' }];
}

/** What support would lift a home's skill, by domain. */
const SUPPORT: Readonly<Record<Domain, string>> = {
  health: 'Training by a nurse in this child’s care, and a named health contact',
  'emotional-wellbeing': 'Advice and therapy alongside the people who care, with somebody to call on bad days',
  coping: 'Training in calming and repair after distress, more people on shift at first, and planned breaks',
  identity: 'Learning with people who share this child’s background, and mentors',
  family: 'Help with family time: transport, a place to meet, somebody to be there',
  friends: 'Help with clubs and friends, and time to take part',
  education: 'Support from the virtual school, and tuition where it helps',
  communication: 'Training in this child’s way of communicating, an interpreter or signer until then',
  'safe-at-home': 'A safety plan for the home, training, and more adults awake or near where needed',
  'safe-outside': 'A plan for going out and going missing, agreed with police and specialist workers',
  independence: 'A key worker and a pathway of small steps towards independence',
  'play-and-talents': 'Money, transport and time for what this child loves to do',
};
