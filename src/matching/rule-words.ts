import type { Evaluation } from './evaluation.ts';
import type { Home, HomeKind } from './matching-file.ts';
import { agesInWords, countOf, dayInWords, dayNumberInWords, KIND_WORDS, sexesInWords } from './plain-words.ts';
import type { ChildFacts } from './prepared-children.ts';

import type { Because, Check } from './ranking.ts';
import { isFostered } from './read-household.ts';
import { roomsHold } from './rooms.ts';
import { basisOf, type RuleCode } from './rule-book.ts';
import { isLiftable, told } from './verdicts.ts';

/** Every failed rule of a home, for every child, in the order of the rule book. */
export function becauseOf(evaluation: Evaluation, h: number): Because[] {
  const { home } = at(evaluation, h);
  return told(evaluation, h, 'out').map(({ rule, child }) => {
    let words: string | undefined;
    return {
      rule,
      child: child?.id ?? onlyChild(evaluation),
      // A page counts rules over thousands of homes; only the homes it shows need the words.
      get words() {
        words ??= whyNot(rule, evaluation, h, child ?? evaluation.children[0]!);
        return words;
      },
      basis: basisOf(rule, home.kind),
      liftable: isLiftable(rule, evaluation, h, child),
    };
  });
}

/** Every question to ask before relying on a home; the same question about two children is asked once. */
export function checksOf(evaluation: Evaluation, h: number): Check[] {
  const checks: Check[] = [];
  for (const { rule, child } of told(evaluation, h, 'ask')) {
    const words = whatToAsk(rule, evaluation, h, child ?? evaluation.children[0]!);
    if (!checks.some((one) => one.words === words))
      checks.push({ rule, child: child?.id ?? onlyChild(evaluation), words });
  }
  return checks;
}

function at(evaluation: Evaluation, h: number) {
  return { home: evaluation.homes.homes[h]!, facts: evaluation.homes.facts };
}

function onlyChild({ children }: Evaluation): string | null {
  return children.length === 1 ? children[0]!.id : null;
}

const CHANGE_OF_APPROVAL = ' Only a change of approval could alter this.';

function whyNot(rule: RuleCode, evaluation: Evaluation, h: number, child: ChildFacts): string {
  const { home, facts } = at(evaluation, h);
  const coming = evaluation.children.length;
  const change = home.kind === 'fostering' || home.kind === 'kinship' ? CHANGE_OF_APPROVAL : '';
  switch (rule) {
    case 'no-room':
      return 'There is no room free here.';
    case 'not-free-in-time':
      return lateWords(evaluation, h);
    case 'too-few-rooms':
      return tooFewWords(home, coming);
    case 'age':
      return `This ${KIND_WORDS[home.kind]} is ${approved(home.kind)} for children ${agesInWords(home)}; this child will be ${child.age}.${change}`;
    case 'sex':
      return `This ${KIND_WORDS[home.kind]} is ${approved(home.kind)} for ${sexesInWords(home.registered?.sexes ?? [])} only.${change}`;
    case 'kind-unsuitable':
      return `The child’s description says that ${aKind(home.kind)} is not right for them.`;
    case 'not-connected':
      return 'This family is approved to care for children they know, and this child is not one of them.';
    case 'supported-under-16':
      return `Supported accommodation is for young people of 16 and over; this child will be ${child.age}.`;
    case 'secure-without-order':
      return 'A secure home needs an order of the court, and there is none.';
    case 'avoid-area':
      return 'This home lies within an area that the child must keep away from.';
    case 'adaptation':
      return notAdaptedWords(evaluation, h);
    case 'pets':
      return child.pets === 'no'
        ? 'Pets live here, and this child cannot live with pets.'
        : 'No pets live here, and this child must live with pets.';
    case 'alongside-child':
      return alongsideWords(child, facts.residents[h]!);
    case 'alongside-resident':
      return facts.someoneSolo[h] === 1
        ? 'It is recommended for a child who lives here that they are the only child.'
        : 'A child who lives here can live with children of certain ages only, and this child is not of those ages.';
    case 'usual-limit':
      return limitWords(home, coming);
  }
}

function lateWords(evaluation: Evaluation, h: number): string {
  const { home, facts } = at(evaluation, h);
  const needed = `it is needed by ${dayInWords(evaluation.dates.neededBy)}`;
  if (!facts.knownRooms[h]) return `A room is free from ${dayInWords(home.freeFrom!)}; ${needed}.`;
  const day = firstDayThatHolds(evaluation, h, 0);
  const rooms = evaluation.children.length > 1 ? 'Enough rooms are' : 'A room is';
  return day === null
    ? `No room is free in time: ${needed}.`
    : `${rooms} free from ${dayNumberInWords(day)}; ${needed}.`;
}

/** The first day on which the rooms hold the whole group, with so many in adapted rooms; null when none does. */
export function firstDayThatHolds({ children, homes }: Evaluation, h: number, adapted: number): number | null {
  const [knownRooms, rooms] = [homes.facts.knownRooms[h], homes.facts.rooms[h]!];
  const freeFrom = homes.facts.freeFrom[h]!;
  if (!knownRooms) return Number.isFinite(freeFrom) ? freeFrom : null;
  const days = knownRooms.map((room) => room.free).filter((day) => !Number.isNaN(day));
  const asked = { children: children.length, adapted };
  const holding = days.filter((by) => roomsHold(knownRooms, rooms, { ...asked, by }, true));
  return holding.length > 0 ? Math.min(...holding) : null;
}

function tooFewWords(home: Home, coming: number): string {
  const free = home.rooms ?? home.roomsDetail?.length ?? 0;
  if (coming === 1) return 'There is no room within what the home is registered or approved for.';
  const share = free > 0 ? ' Brothers and sisters may share a room where that is agreed.' : '';
  return `There ${free === 1 ? 'is' : 'are'} ${countOf(free, 'room', 'rooms')} for ${coming} children, and sharing is not agreed for enough of them.${share}`;
}

function notAdaptedWords(evaluation: Evaluation, h: number): string {
  const { facts } = at(evaluation, h);
  if (!facts.knownRooms[h]) return 'This child needs an adapted home, and this one is known not to be adapted.';
  if (!facts.knownRooms[h].some((room) => room.adapted !== false)) {
    return 'This child needs an adapted room, and the rooms here are known not to be adapted.';
  }
  const day = firstDayThatHolds(evaluation, h, evaluation.asking.adapted);
  const later = day === null ? '' : ` Adapted room is free from ${dayNumberInWords(day)}.`;
  return `This child needs a room that is adapted and free in time; no one room here is both.${later.replace('Adapted', 'An adapted')}`;
}

function alongsideWords(child: ChildFacts, residents: number): string {
  if (child.alongside === 'solo') {
    return `It is recommended that this child is the only child in the home, and ${countOf(residents, 'person lives', 'people live')} here.`;
  }
  const older = child.alongside === 'only-older';
  return `This child can live with ${older ? 'older' : 'younger'} children only, and ${older ? 'a younger' : 'an older'} one lives here.`;
}

function limitWords(home: Home, coming: number): string {
  const there = (home.residents ?? []).filter(isFostered).length;
  return (
    `${countOf(there, 'fostered child lives', 'fostered children live')} here, so there would be ${there + coming}. ` +
    'The usual limit is three, unless all are brothers and sisters of each other. An exemption may be asked for.'
  );
}

function whatToAsk(rule: RuleCode, evaluation: Evaluation, h: number, child: ChildFacts): string {
  const { home, facts } = at(evaluation, h);
  switch (rule) {
    case 'no-room':
      if (home.freeFrom === undefined) return 'Ask whether a room is free.';
      return home.confirmed
        ? `Ask whether the room is still free: it was last confirmed on ${dayInWords(home.confirmed)}.`
        : 'Ask whether the room is still free: nobody has confirmed it.';
    case 'not-free-in-time':
      return `Ask whether a room is free by ${dayInWords(evaluation.dates.neededBy)}.`;
    case 'too-few-rooms':
      return Number.isNaN(facts.rooms[h]) && !facts.knownRooms[h]
        ? 'Ask how many rooms are free.'
        : 'Ask whether a room may be shared.';
    case 'age':
      return Number.isNaN(child.age)
        ? 'Find out how old this child is.'
        : `Ask whether the home is ${approved(home.kind)} for a child of ${child.age}.`;
    case 'sex':
      if (facts.sexes[h] === 0) return `Ask whether the home is ${approved(home.kind)} for girls, boys or both.`;
      return `The home is ${approved(home.kind)} for ${sexesInWords(home.registered?.sexes ?? [])} only: ask whether that fits.`;
    case 'not-connected':
      return 'Ask whether these carers are approved for this child.';
    case 'supported-under-16':
      return 'Find out whether this young person is 16 or over.';
    case 'secure-without-order':
      return 'Find out whether there is a secure order.';
    case 'avoid-area':
      if (child.avoid === null) return 'Find out whether there are places that this child must keep away from.';
      return home.at
        ? 'Find out how far this child must stay from a place.'
        : 'Ask whether the home lies in an area that this child must keep away from.';
    case 'adaptation':
      return child.adaptations === 1
        ? 'Ask whether the room is adapted for what this child needs.'
        : 'Find out whether this child needs an adapted home.';
    case 'pets':
      if (child.pets === 'unknown') return 'Find out whether this child can live with pets.';
      return 'Ask whether pets live here.';
    case 'alongside-child':
      return alongsideQuestion(child, facts.residents[h]!);
    case 'alongside-resident':
      return facts.residents[h]! < 0
        ? 'Ask who lives here, and who they can live with.'
        : 'Ask whether the people who live here can live with a child of this age.';
    case 'usual-limit':
      return facts.residents[h]! < 0
        ? 'Ask how many fostered children live here: the usual limit is three.'
        : 'Ask which of the children who live here are fostered: the usual limit is three.';
    case 'kind-unsuitable':
      return 'Find out which kinds of home suit this child.';
  }
}

function alongsideQuestion(child: ChildFacts, residents: number): string {
  if (residents < 0) return 'Ask who lives here, and how old they are.';
  if (child.alongside === null) return 'Find out who this child can live alongside.';
  return Number.isNaN(child.age)
    ? 'Find out how old this child is.'
    : 'Ask about ages: somebody here is, or may be, about the same age.';
}

/** A foster home is approved for terms, a home registered. */
function approved(kind: HomeKind): string {
  return kind === 'fostering' || kind === 'kinship' ? 'approved' : 'registered';
}

function aKind(kind: HomeKind): string {
  return kind === 'supported' ? KIND_WORDS[kind] : `a ${KIND_WORDS[kind]}`;
}
