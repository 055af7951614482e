import { DOMAINS, type Domain, type Place } from '../kernel/index.ts';
import { closeness } from './closeness.ts';
import { type Measure, settle, unknownBetween } from './estimate.ts';
import { CURVES, KIND_VALUES, type PlainCriterion, UNKNOWN_NEED_LEVEL } from './policy.ts';
import type { ChildFacts } from './prepared-children.ts';
import { KIND, type PreparedHomes, skillAt, widening } from './prepared-homes.ts';
import { familyTogether } from './siblings.ts';
import { levelOf, type Weight, weightsFor } from './weights.ts';
import { plainly, type WordColumn, type Words } from './word-column.ts';

/** One criterion for one child of the group: its share of the group's whole, and how it is measured. */
export interface Dimension extends Weight {
  readonly child: ChildFacts;
  readonly measure: Measure;
}

/** What the criteria look at besides the child and the home. */
export interface Setting {
  readonly homes: PreparedHomes;
  /** `yyyymmdd`: older evidence is stale. */
  readonly freshFrom: number;
  readonly groupSize: number;
}

/** The criteria that apply to a child, with weights that sum to 1 over the child. */
export function dimensionsFor(child: ChildFacts, setting: Setting): Dimension[] {
  const plain = plainMeasures(child, setting);
  return weightsFor(child.child, (criterion) => plain.has(criterion)).map(({ criterion, share }) => ({
    criterion,
    share,
    child,
    measure: plain.get(criterion as PlainCriterion) ?? needMeasure(child, domainOf(criterion)!, setting),
  }));
}

/** The domain of a criterion about needs; null for the others. */
export function domainOf(criterion: string): Domain | null {
  return criterion.startsWith('needs:') ? (criterion.slice('needs:'.length) as Domain) : null;
}

/** A need is met in full from its own level up: more skill than that neither helps nor harms. */
function met(need: number, skill: number): number {
  return skill >= need ? 1 : skill / need;
}

function needMeasure(child: ChildFacts, domain: Domain, { homes, freshFrom }: Setting): Measure {
  const need = levelOf(child.child, domain);
  const d = DOMAINS.indexOf(domain);
  const { skills, size } = homes;
  return (h, out) => {
    const at = skillAt(size, h, d);
    const skill = skills[at]!;
    if (Number.isNaN(skill)) return settle(out, 0.5, 0, 1, false);
    const doubt = widening(homes, at, freshFrom);
    if (need === null) return settle(out, met(UNKNOWN_NEED_LEVEL, skill), met(4, skill) * (1 - doubt), 1, false);
    const value = met(need, skill);
    return settle(out, value, value * (1 - doubt), value + doubt * (1 - value), true);
  };
}

/** Only criteria that apply to the child are in the answer; whether one applies never depends on a home. */
function plainMeasures(child: ChildFacts, setting: Setting): Map<PlainCriterion, Measure> {
  const { homes } = setting;
  const said = child.child;
  const measures = new Map<PlainCriterion, Measure>();
  const add = (criterion: PlainCriterion, measure: Measure | null) => {
    if (measure) measures.set(criterion, measure);
  };
  add('school', schoolMeasure(child, homes));
  add('family', closeness(homes, said.from ? [said.from] : null, CURVES.family));
  add('brothers-and-sisters', familyTogether(child.id, said.siblings ?? null, homes));
  add('friends', isEmpty(said.friends) ? null : closeness(homes, said.friends ?? null, CURVES.friends));
  add('area', closeness(homes, said.from ? [said.from] : null, 'area'));
  add('languages', sharedMeasure(withoutEnglish(said.languages), homes.words, homes.languages));
  add('interests', sharedMeasure(said.interests ?? null, homes.words, homes.interests));
  add('pets', petsMeasure(child, homes));
  add('kind-of-home', kindMeasure(child, homes));
  add('household', householdMeasure(child, setting));
  return measures;
}

const SCHOOL_AGE = 4;
const SCHOOL_LEAVING_AGE = 16;

/** No school known: for a child of school age that is unknown; for others there may be none to keep. */
function schoolMeasure(child: ChildFacts, homes: PreparedHomes): Measure | null {
  const school: Place | null = child.child.school ?? null;
  if (!school && (child.age < SCHOOL_AGE || child.age >= SCHOOL_LEAVING_AGE)) return null;
  return closeness(homes, school ? [school] : null, CURVES.school);
}

/** Every registered home in England can speak English with a child, so it is not a language to look for. */
export function withoutEnglish(languages: readonly string[] | null | undefined): readonly string[] | null {
  return languages?.filter((language) => plainly(language) !== 'english') ?? null;
}

/** The share of what the child has that the home has too. */
function sharedMeasure(wanted: readonly string[] | null, words: Words, there: WordColumn): Measure | null {
  if (wanted === null) return (_h, out) => unknownBetween(out, 0, 1);
  const wishes = [...new Set(wanted.map(plainly))];
  if (wishes.length === 0) return null;
  const found = wishes.map((wish) => words.find(wish)).filter((id) => id >= 0);
  const { start, count, ids } = there;
  return (h, out) => {
    if (count[h]! < 0) return unknownBetween(out, 0, 1);
    const [from, to] = [start[h]!, start[h]! + count[h]!];
    let shared = 0;
    for (let w = 0; w < found.length; w++) {
      for (let at = from; at < to; at++) {
        if (ids[at] !== found[w]) continue;
        shared++;
        break;
      }
    }
    const value = shared / wishes.length;
    return settle(out, value, value, value, true);
  };
}

/** Applies where pets are a must or a no, and where a child who can live with pets says that they matter. */
function petsMeasure(child: ChildFacts, homes: PreparedHomes): Measure | null {
  const matters = child.child.matters?.includes('pets') === true;
  const wish = child.pets;
  if (wish === 'unknown') return matters ? (_h, out) => unknownBetween(out, 0, 1) : null;
  if (wish === 'can' && !matters) return null;
  const good = wish === 'no' ? 0 : 1;
  return (h, out) => {
    const pets = homes.facts.pets[h]!;
    if (pets === -1) return unknownBetween(out, 0, 1);
    const value = pets === good ? 1 : 0;
    return settle(out, value, value, value, true);
  };
}

/** Kinship is family: the law's first choice. A kind marked unsuitable has no value, should it ever be lifted. */
function kindMeasure(child: ChildFacts, homes: PreparedHomes): Measure {
  return (h, out) => {
    const kind = homes.facts.kind[h]!;
    const suits = child.suitability[kind];
    if (kind === KIND.kinship) return settle(out, 1, 1, 1, true);
    if (suits === 'unspecified') return settle(out, KIND_VALUES.unspecified, 0, 1, false);
    const value = suits === 'unsuitable' ? 0 : suits === 'preferred' ? KIND_VALUES.preferred : KIND_VALUES.suitable;
    return settle(out, value, value, value, true);
  };
}

/** Applies where the child has a wish about who lives there. Brothers and sisters who come along are company. */
function householdMeasure(child: ChildFacts, { homes, groupSize }: Setting): Measure | null {
  const wish = child.alongside;
  if (wish === 'no-preference') return null;
  if (wish === null) return (_h, out) => unknownBetween(out, 0, 1);
  if (wish === 'others' && groupSize > 1) return (_h, out) => settle(out, 1, 1, 1, true);
  const { residents: count, youngest, oldest, someAgeUnknown } = homes.facts;
  return (h, out) => {
    const residents = count[h]!;
    if (residents < 0) return unknownBetween(out, 0, 1);
    if (wish === 'others' || residents === 0) {
      const value = wish === 'others' && residents === 0 ? 0 : 1;
      return settle(out, value, value, value, true);
    }
    if (wish === 'solo') return settle(out, 0, 0, 0, true);
    const nearest = wish === 'only-older' ? youngest[h]! - child.age : child.age - oldest[h]!;
    if (nearest < 0) return settle(out, 0, 0, 0, true);
    if (Number.isNaN(nearest) || someAgeUnknown[h] === 1) return unknownBetween(out, 0, 1);
    const value = nearest === 0 ? 0.5 : 1;
    return settle(out, value, value, value, true);
  };
}

function isEmpty(list: readonly unknown[] | null | undefined): boolean {
  return list?.length === 0;
}
