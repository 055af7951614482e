import { DOMAINS, isDomain } from '../kernel/index.ts';
import { ALONGSIDE, type Child, MATTERS, PET_WISHES, SEXES, SUITABILITIES } from './matching-file.ts';
import {
  isMaybeAge,
  isMaybeFlag,
  isMaybeList,
  isMaybeNumber,
  isMaybeOneOf,
  isMaybePlace,
  isMaybeTexts,
  isObject,
  isPlace,
  isText,
  oneOf,
  Problems,
  type Raw,
  refuseIfAny,
  unknown,
} from './plain-checks.ts';

/** The children as they are, once checked; throws a Refusal that lists what is wrong. */
/** As the reader, for one part; throws a Refusal that lists what is wrong. */
export function checkedChildren(children: unknown): readonly Child[] {
  const problems = new Problems();
  readChildren(children, problems);
  refuseIfAny(problems.list);
  return children as readonly Child[];
}

export function readChildren(input: unknown, problems: Problems): void {
  if (!Array.isArray(input) || input.length === 0) {
    problems.add('children', 'a list of one or more', input);
    return;
  }
  const seen = new Set<unknown>();
  input.forEach((raw: unknown, at) => {
    const path = `children[${at}]`;
    if (!isObject(raw)) {
      problems.add(path, 'an object', raw);
      return;
    }
    if (!isText(raw.id)) problems.add(`${path}.id`, 'a text', raw.id);
    else if (seen.has(raw.id)) problems.add(`${path}.id`, 'an id of its own', raw.id);
    seen.add(raw.id);
    readChild(raw, path, problems);
  });
}

function readChild(raw: Raw, path: string, problems: Problems): void {
  const want = (good: boolean, field: string, expected: string) => {
    if (!good) problems.add(`${path}.${field}`, expected, raw[field]);
  };
  const isFlag = (field: string) => want(isMaybeFlag(raw[field]), field, 'true, false or null');
  want(isMaybeAge(raw.age), 'age', 'whole years from 0 to 120, or null');
  want(isMaybeOneOf(SEXES, raw.sex), 'sex', oneOf(SEXES));
  want(isMaybeOneOf(ALONGSIDE, raw.alongside), 'alongside', oneOf(ALONGSIDE));
  want(isMaybeOneOf(PET_WISHES, raw.pets), 'pets', oneOf(PET_WISHES));
  isFlag('adaptations');
  isFlag('secureOrder');
  for (const field of ['languages', 'interests', 'risksToOthers']) {
    want(isMaybeTexts(raw[field]), field, 'a list of texts, or null');
  }
  want(isMaybePlace(raw.from), 'from', 'a place with lat and long, or null');
  const school = raw.school;
  const schoolIsRight = isMaybePlace(school) && (!isObject(school) || isMaybeFlag(school.mustKeep));
  want(schoolIsRight, 'school', 'a place with lat, long and mustKeep, or null');
  for (const field of ['friends', 'siblings']) {
    want(isMaybeList(raw[field], isPlace), field, 'a list of places with lat and long, or null');
  }
  const isAvoid = (one: unknown) => isPlace(one) && isMaybeNumber((one as unknown as Raw).miles, 0, 25_000);
  want(isMaybeList(raw.avoid, isAvoid), 'avoid', 'a list of places with lat, long and miles, or null');
  const isMatter = (one: unknown) => isMaybeOneOf(MATTERS, one) && one !== null;
  want(isMaybeList(raw.matters, isMatter), 'matters', `a list of ${oneOf(MATTERS)}`);
  readNeeds(raw.needs, `${path}.needs`, problems);
  const suitability = raw.suitability;
  if (unknown(suitability)) return;
  if (!isObject(suitability)) {
    problems.add(`${path}.suitability`, 'an object, or null', suitability);
    return;
  }
  for (const kind of ['fostering', 'residential', 'supported']) {
    const good = isMaybeOneOf(SUITABILITIES, suitability[kind]);
    if (!good) problems.add(`${path}.suitability.${kind}`, oneOf(SUITABILITIES), suitability[kind]);
  }
}

function readNeeds(needs: unknown, path: string, problems: Problems): void {
  if (unknown(needs)) return;
  if (!isObject(needs)) {
    problems.add(path, 'an object of domains, or null', needs);
    return;
  }
  for (const [domain, need] of Object.entries(needs)) {
    if (!isDomain(domain)) problems.add(`${path}.${domain}`, `a domain: ${DOMAINS.join(', ')}`, domain);
    else if (!unknown(need) && !(isObject(need) && isMaybeNumber(need.level, 0, 4))) {
      problems.add(`${path}.${domain}`, 'an object with level 0 to 4 or null', need);
    }
  }
}
