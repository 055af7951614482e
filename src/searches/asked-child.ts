import type { Tx } from '../db/index.ts';
import { type HomeForSearch, homeKey } from '../homes/index.ts';
import { ageOn, type Place, type PlainDate } from '../kernel/index.ts';
import type { Child } from '../matching/index.ts';
import { type ProfileForSearch, profileForSearch } from '../needs/index.ts';
import {
  type BrotherOrSister,
  brothersAndSistersOf,
  type ChildSummary,
  childSummary,
  hiddenAmong,
} from '../people/index.ts';
import type { Search } from './search-store.ts';
import { type Town, townNamed } from './towns.ts';

/** A child of a search, with everything that is known for it and who else is family. */
export interface AskedChild {
  readonly child: ChildSummary;
  readonly profile: ProfileForSearch | null;
  /** Brothers and sisters who are not part of this search. */
  readonly elsewhere: readonly BrotherOrSister[];
  /** The town that stands for where they are from, when only its name is known; null: a point is known, or nothing. */
  readonly town: Town | null;
  /** The home they live in now, as homes are keyed in a reading of the region; null: none that is known. */
  readonly livesIn: string | null;
}

/** Reads the children of some searches as they are known today, by search. Children the actor may not see are left out. */
export async function askedChildrenOf(
  tx: Tx,
  searches: readonly Search[],
  today: PlainDate,
): Promise<readonly AskedChild[][]> {
  const idsOf = (search: Search) => search.children.map((each) => each.childId);
  const ids = [...new Set(searches.flatMap(idsOf))];
  const profiles = await profileForSearch(tx, ids, { draftsToo: true });
  const children = await childSummary(tx, ids, today);
  const hidden = await hiddenAmong(tx, ids);
  const family = await brothersAndSistersOf(tx, ids, today);
  return searches.map((search) => {
    const together = new Set(idsOf(search));
    const asked = children.filter((child) => together.has(child.id));
    return asked
      .map((child) => ({
        child,
        profile: asFarAsShown(profiles.get(child.id) ?? null, hidden.has(child.id)),
        elsewhere: (family.get(child.id) ?? []).filter((other) => !together.has(other.id)),
        town: null,
        livesIn: keyOfHome(child),
      }))
      .sort((a, b) => (a.child.born < b.child.born ? -1 : 1));
  });
}

/**
 * Where a hidden child goes to school would tell where they are. Nobody's search uses it, a named person's neither, so
 * that no order of homes can be read backwards; of the family home nothing is read in the first place.
 */
function asFarAsShown(profile: ProfileForSearch | null, hidden: boolean): ProfileForSearch | null {
  if (!profile || !hidden) return profile;
  return { ...profile, school: null, notOnTheMap: profile.notOnTheMap.filter((place) => place.kind !== 'school') };
}

function keyOfHome(child: ChildSummary): string | null {
  const { standing } = child;
  if (standing.is !== 'at-home' || !standing.stay.homeId || !standing.stay.homeOrganisationId) return null;
  return homeKey({ organisation_id: standing.stay.homeOrganisationId, home_id: standing.stay.homeId });
}

/**
 * In the first hours a town's name is often all that anybody knows: its middle then stands for where the child is
 * from, so that the nearest homes can be told from those far away.
 */
export function placedByTown(asked: AskedChild, homes: ReadonlyMap<string, HomeForSearch>): AskedChild {
  const from = asked.child.familyHome;
  return from && !placeOf(from) && from.postcode === null ? { ...asked, town: townNamed(homes, from.area) } : asked;
}

/** Where the family is, as far as it is known. A child who came without family has none here to be near. */
export function familyPlace({ child, town }: AskedChild): Place | null {
  return child.unaccompanied ? null : (placeOf(child.familyHome) ?? town?.at ?? null);
}

function placeOf(at: { readonly lat: number | null; readonly long: number | null } | null | undefined): Place | null {
  return at && at.lat !== null && at.long !== null ? { lat: at.lat, long: at.long } : null;
}

/**
 * What the engine is told about a child. Nothing is said that is not known: a child without a profile has no needs
 * on record, which is "unknown", not "none".
 * @param homes to know where brothers and sisters live now
 */
export function childForMatching(
  asked: AskedChild,
  neededBy: PlainDate,
  homes: ReadonlyMap<string, HomeForSearch>,
): Child {
  const { child, profile, elsewhere } = asked;
  const siblings = elsewhere.flatMap((other) => {
    const key = keyOfHome(other);
    const at = key ? placeOf(homes.get(key)) : null;
    return at ? [at] : [];
  });
  const base: Child = {
    id: child.id,
    age: ageOn(child.born, neededBy),
    sex: child.sex,
    from: familyPlace(asked),
    ...(elsewhere.length > 0 && siblings.length === 0 ? {} : { siblings }),
  };
  if (!profile) return base;
  // In a draft an empty list is something nobody has asked yet; in a finished profile it is an answer.
  const said = <T>(list: readonly T[]): readonly T[] | null => (list.length > 0 || profile.finished ? list : null);
  return {
    ...base,
    needs: profile.needs,
    school: profile.school,
    friends: said(profile.friends),
    avoid: profile.avoid,
    suitability: profile.suitability,
    alongside: profile.alongside,
    pets: profile.pets,
    adaptations: profile.adaptations,
    languages: said(profile.languages),
    interests: said(profile.interests),
    risksToOthers: said(profile.risksToOthers),
    secureOrder: profile.secureOrder,
    matters: profile.matters,
  };
}

/** Brothers and sisters who live in homes of the region, by `authority/child`, with the searching children they belong to. */
export function siblingsAmongResidents(asked: readonly AskedChild[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { child, elsewhere } of asked) {
    for (const other of elsewhere) {
      const key = `${other.organisationId}/${other.id}`;
      found.set(key, [...(found.get(key) ?? []), child.id]);
    }
  }
  return found;
}
