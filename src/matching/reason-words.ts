import { DOMAIN_WORDS, DOMAINS, type Domain, type Place } from '../kernel/index.ts';
import { milesFrom } from './closeness.ts';
import { type Dimension, domainOf, withoutEnglish } from './criteria.ts';
import type { Evaluation } from './evaluation.ts';
import type { Home } from './matching-file.ts';
import { capital, HELP_WITH, KIND_WORDS, listed, milesApart, milesInWords } from './plain-words.ts';
import { AREA, type PlainCriterion, SCHOOL_LIMIT_MILES } from './policy.ts';
import { onSphere, skillAt } from './prepared-homes.ts';
import { homesWithBrotherOrSister } from './siblings.ts';
import { levelOf } from './weights.ts';
import { plainly } from './word-column.ts';

/** One reason said twice: for the people who look for a home, and for the child to read. Neither names anybody. */
export interface Said {
  readonly words: string;
  readonly forTheChild: string;
}

/** What one criterion says of one home for one child; nothing more than is known. */
export function sayReason(evaluation: Evaluation, h: number, dimension: Dimension): Said {
  const domain = domainOf(dimension.criterion);
  if (domain) return sayNeed(evaluation, h, dimension, domain);
  const home = evaluation.homes.homes[h]!;
  return SAY[dimension.criterion as PlainCriterion]({ evaluation, h, home, dimension });
}

function sayNeed(evaluation: Evaluation, h: number, { child }: Dimension, domain: Domain): Said {
  const need = levelOf(child.child, domain);
  const home = evaluation.homes.homes[h]!;
  const skill = home.skills?.[domain] ?? null;
  const name = DOMAIN_WORDS[domain];
  const help = HELP_WITH[domain];
  if (need === null) {
    const there = skill === null ? 'what this home can do is not known either' : `this home can meet level ${skill}`;
    return {
      words: `${name}: nobody has described this for the child yet; ${there}.`,
      forTheChild: `Nobody has asked you yet what would help with ${help}.`,
    };
  }
  if (skill === null) {
    return {
      words: `${name}: level ${need} is needed; what this home can meet is not known, so it counts half.`,
      forTheChild: `We do not know yet how people here help with ${help}.`,
    };
  }
  const trust = trustIn(evaluation, h, domain);
  const enough = skill >= need;
  return {
    words: enough
      ? `${name}: level ${need} is needed and this home can meet level ${skill}${trust}.`
      : `${name}: level ${need} is needed and this home can meet level ${skill} today${trust}.`,
    forTheChild: enough
      ? `People here should be able to help with ${help}.`
      : `People here would need to learn more to help with ${help}.`,
  };
}

const SAYS_SO = {
  self: ', as the home says itself',
  agency: ', as its agency says',
  inspection: ', as an inspection found',
  placement: ', as seen while children lived here',
} as const;

function trustIn(evaluation: Evaluation, h: number, domain: Domain): string {
  const evidence = evaluation.homes.homes[h]!.evidence?.[domain];
  if (!evidence) return ', with no evidence given';
  const old =
    evaluation.homes.evidenceOn[skillAt(evaluation.homes.size, h, DOMAINS.indexOf(domain))]! <
    evaluation.setting.freshFrom;
  return `${SAYS_SO[evidence.by ?? 'self']}${old ? (evidence.on ? ' more than a year ago' : ', undated') : ''}`;
}

interface Saying {
  readonly evaluation: Evaluation;
  readonly h: number;
  readonly home: Home;
  readonly dimension: Dimension;
}

const SAY: Readonly<Record<PlainCriterion, (saying: Saying) => Said>> = {
  school: saySchool,
  family: (saying) => sayNear(saying, saying.dimension.child.child.from, 'Family', 'Your family'),
  'brothers-and-sisters': sayBrothersAndSisters,
  friends: sayFriends,
  area: sayArea,
  languages: (saying) =>
    sayShared(withoutEnglish(saying.dimension.child.child.languages), saying.home.languages, 'language'),
  interests: (saying) => sayShared(saying.dimension.child.child.interests, saying.home.interests, 'interest'),
  pets: sayPets,
  'kind-of-home': sayKind,
  household: sayHousehold,
};

function milesTo({ evaluation, h, home }: Saying, place: Place): number | null {
  return home.at ? milesFrom(evaluation.homes, h, onSphere(place)) : null;
}

function sayNear(saying: Saying, place: Place | null | undefined, what: string, yours: string): Said {
  if (!place) {
    const words = `It is not known where ${what.toLowerCase()} is, so this counts half.`;
    return { words, forTheChild: `We do not know yet where ${yours.toLowerCase()} is.` };
  }
  const miles = milesTo(saying, place);
  if (miles === null) {
    const words = `It is not known where this home is, so neither is how far ${what.toLowerCase()} would be.`;
    return { words, forTheChild: `We do not know yet how far ${yours.toLowerCase()} would be.` };
  }
  const far = milesInWords(miles);
  return { words: `${what} is ${far} away.`, forTheChild: `${yours} would be ${far} away.` };
}

function saySchool(saying: Saying): Said {
  const school = saying.dimension.child.child.school;
  const said = sayNear(saying, school, 'School', 'Your school');
  const miles = school ? milesTo(saying, school) : null;
  if (miles === null) return said;
  const limit = saying.evaluation.options.schoolLimitMiles ?? SCHOOL_LIMIT_MILES;
  const far = milesInWords(miles);
  if (miles <= limit) {
    return {
      words: `School is ${far} away, so it can stay the same school.`,
      forTheChild: `Your school would be ${far} away, so you could keep going there.`,
    };
  }
  return {
    words: `School is ${far} away, a long way to travel every day.`,
    forTheChild: `Your school would be ${far} away. That is a long way to travel.`,
  };
}

function sayFriends(saying: Saying): Said {
  const friends = saying.dimension.child.child.friends ?? [];
  const miles = friends.map((place) => milesTo(saying, place)).filter((one) => one !== null);
  if (miles.length === 0) return sayUnknownPlaces(friends.length > 0, 'friends');
  const far = milesApart(miles);
  const one = friends.length === 1;
  return {
    words: `${one ? 'A friend is' : 'Friends are'} ${far} away.`,
    forTheChild: `Your ${one ? 'friend' : 'friends'} would be ${far} away.`,
  };
}

function sayUnknownPlaces(placesAreKnown: boolean, who: string): Said {
  return placesAreKnown
    ? {
        words: `It is not known where this home is, so neither is how far ${who} would be.`,
        forTheChild: `We do not know yet how far your ${who} would be.`,
      }
    : {
        words: `It is not known where ${who} live, so this counts half.`,
        forTheChild: `We do not know yet where your ${who} live.`,
      };
}

function sayBrothersAndSisters(saying: Saying): Said {
  const { evaluation, h, dimension } = saying;
  const withOne = homesWithBrotherOrSister(dimension.child.id, evaluation.homes);
  const together = withOne.get(h) ?? 0;
  if (together > 0) {
    const who = together === 1 ? 'A brother or sister' : `${together} brothers and sisters`;
    const yours = together === 1 ? 'Your brother or sister lives' : 'Your brothers and sisters live';
    return { words: `${who} ${together === 1 ? 'lives' : 'live'} here.`, forTheChild: `${yours} here.` };
  }
  const given = dimension.child.child.siblings ?? [];
  const elsewhere = [...withOne.keys()].map((other) => evaluation.homes.homes[other]!.at).filter((at) => !!at);
  const places = given.length > 0 ? given : elsewhere;
  const miles = places.map((place) => milesTo(saying, place)).filter((one) => one !== null);
  if (miles.length === 0) return sayUnknownPlaces(places.length > 0, 'brothers and sisters');
  const far = milesApart(miles);
  const one = places.length === 1;
  return {
    words: `${one ? 'A brother or sister who lives elsewhere is' : 'Brothers and sisters who live elsewhere are'} ${far} away.`,
    forTheChild: `Your ${one ? 'brother or sister' : 'brothers and sisters'} would be ${far} away.`,
  };
}

function sayArea(saying: Saying): Said {
  const from = saying.dimension.child.child.from;
  const miles = from ? milesTo(saying, from) : null;
  if (miles === null) {
    const words = from ? 'It is not known where this home is.' : 'Nobody has said which area the child knows.';
    return { words, forTheChild: 'We do not know yet whether this is in the area you know.' };
  }
  if (miles <= AREA.full) {
    return { words: 'This is in the area that the child knows.', forTheChild: 'This is in the area you know.' };
  }
  return miles < AREA.none
    ? {
        words: 'This is not far from the area that the child knows.',
        forTheChild: 'This is not far from the area you know.',
      }
    : { words: 'This is outside the area that the child knows.', forTheChild: 'This is outside the area you know.' };
}

function sayShared(
  wanted: readonly string[] | null | undefined,
  there: readonly string[] | null | undefined,
  what: 'language' | 'interest',
): Said {
  const spoken = what === 'language' ? 'spoken or signed' : 'shared';
  if (!wanted) {
    return {
      words: `The child’s ${what}s are not known yet, so this counts half.`,
      forTheChild: `Nobody has asked you yet about your ${what}s.`,
    };
  }
  const wishes = `${listed(wanted)} ${wanted.length === 1 ? 'is' : 'are'}`;
  if (!there) {
    return {
      words: `It is not known whether ${wishes} ${spoken} here.`,
      forTheChild: `We do not know yet whether ${wishes} ${spoken} here.`,
    };
  }
  const have = new Set(there.map(plainly));
  const shared = wanted.filter((one) => have.has(plainly(one)));
  const some = `${listed(shared)} ${shared.length === 1 ? 'is' : 'are'}`;
  const words = shared.length === 0 ? `${capital(wishes)} not ${spoken} here.` : `${capital(some)} ${spoken} here.`;
  return { words, forTheChild: words };
}

function sayPets({ home, dimension }: Saying): Said {
  const pets = home.pets ?? null;
  const wish = dimension.child.pets;
  if (wish === 'unknown') {
    return {
      words: 'Pets matter to this child; whether they can live with them is not known.',
      forTheChild: 'We need to ask you more about pets.',
    };
  }
  if (pets === null) {
    return { words: 'Whether pets live here is not known.', forTheChild: 'We do not know yet whether pets live here.' };
  }
  const words = pets ? 'Pets live here' : 'No pets live here';
  const asWished = pets === (wish !== 'no');
  return { words: asWished ? `${words}, as is right for this child.` : `${words}.`, forTheChild: `${words}.` };
}

function sayKind({ home, dimension, evaluation, h }: Saying): Said {
  const kind = KIND_WORDS[home.kind];
  const forTheChild = home.kind === 'kinship' ? 'You would live with people you know.' : `This is ${aOr(kind)}.`;
  if (home.kind === 'kinship') return { words: 'Family or friends come first, as the law asks.', forTheChild };
  switch (dimension.child.suitability[evaluation.homes.facts.kind[h]!]) {
    case 'preferred':
      return { words: `${capital(aOr(kind))} is preferred for this child.`, forTheChild };
    case 'suitable':
      return { words: `${capital(aOr(kind))} suits this child.`, forTheChild };
    case 'unsuitable':
      return { words: `${capital(aOr(kind))} is not right for this child.`, forTheChild };
    case 'unspecified':
      return { words: `Whether ${aOr(kind)} suits this child has not been said.`, forTheChild };
    default:
      return { words: `This is ${aOr(kind)}.`, forTheChild };
  }
}

function aOr(kind: string): string {
  return kind.startsWith('supported') ? kind : `a ${kind}`;
}

const WISHES = {
  solo: 'is the only child in the home',
  others: 'lives with other children',
  'only-older': 'lives with older children only',
  'only-younger': 'lives with younger children only',
} as const;

function sayHousehold({ dimension, evaluation, h }: Saying): Said {
  const wish = dimension.child.alongside;
  const residents = evaluation.homes.facts.residents[h]!;
  const together = wish === 'others' && evaluation.children.length > 1;
  const there = residents === 1 ? 'one person lives' : `${residents} people live`;
  if (wish === null || wish === 'no-preference') {
    return {
      words: 'Who this child can live alongside has not been said.',
      forTheChild: 'Nobody has asked you yet who you would like to live with.',
    };
  }
  if (together) {
    const words = 'Brothers and sisters come along, so there is company.';
    return { words, forTheChild: 'Your brothers and sisters would come with you.' };
  }
  if (residents < 0) {
    const words = `It is recommended that this child ${WISHES[wish]}; who lives here is not known.`;
    return { words, forTheChild: 'We do not know yet who lives here.' };
  }
  const who = residents === 0 ? 'No other child or young person lives here' : `${capital(there)} here`;
  return { words: `It is recommended that this child ${WISHES[wish]}. ${who}.`, forTheChild: `${who}.` };
}
