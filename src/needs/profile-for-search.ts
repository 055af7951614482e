import type { Tx } from '../db/index.ts';
import { DOMAINS, type Domain, type Place } from '../kernel/index.ts';
import type { Level } from './instrument.ts';
import { languagesSpoken, type Profile, type ProfilePlace, unknownDomains } from './profile.ts';
import { latestProfiles } from './profile-read.ts';
import type { Alongside, Matter, Pets, RiskToOthers, Suitability, SuitedKind } from './vocabulary.ts';

/** What asking for a home needs of a child's profile: facts for the matching engine, and which version they are from. */
export interface ProfileForSearch {
  readonly childId: string;
  readonly profileId: string;
  readonly version: number;
  /** False: a draft; what it leaves open is unknown, not absent. */
  readonly finished: boolean;
  readonly needs: Readonly<Record<Domain, { readonly level: Level | null; readonly strength: string }>>;
  readonly unknownDomains: readonly Domain[];
  readonly matters: readonly Matter[];
  readonly alongside: Alongside;
  readonly pets: Pets;
  /** Null: nobody has said yet. */
  readonly adaptations: boolean | null;
  readonly languages: readonly string[];
  readonly interests: readonly string[];
  readonly risksToOthers: readonly RiskToOthers[];
  readonly suitability: Readonly<Record<SuitedKind, Suitability>>;
  readonly secureOrder: boolean;
  readonly libertyOrder: boolean;
  readonly school: (Place & { readonly name: string; readonly mustKeep: boolean }) | null;
  readonly friends: readonly Place[];
  readonly avoid: readonly (Place & { readonly name: string; readonly miles: number })[];
  /** Places written down without a point, or to avoid without a distance: a person has to check them. */
  readonly notOnTheMap: readonly Pick<ProfilePlace, 'kind' | 'name' | 'mustKeep'>[];
}

/**
 * The profiles to ask with, by child: the latest finished version, or with `draftsToo` (an emergency) the latest of
 * all. Children without one are left out.
 */
export async function profileForSearch(
  tx: Tx,
  childIds: readonly string[],
  { draftsToo = false }: { readonly draftsToo?: boolean } = {},
): Promise<Map<string, ProfileForSearch>> {
  const found = await latestProfiles(tx, childIds, draftsToo);
  return new Map(found.map((profile) => [profile.childId, forSearch(profile)]));
}

/** One profile as the searches room reads it; pure. */
export function forSearch(profile: Profile): ProfileForSearch {
  const { words, living, safe } = profile;
  const placed = profile.places.flatMap((place) => {
    const at = pointOf(place);
    return at ? [{ ...place, at }] : [];
  });
  const school = placed.find((place) => place.kind === 'school');
  return {
    childId: profile.childId,
    profileId: profile.id,
    version: profile.number,
    finished: profile.finished !== null,
    needs: Object.fromEntries(
      DOMAINS.map((domain) => {
        const { level, goingWell } = profile.domains[domain];
        return [domain, { level, strength: goingWell }];
      }),
    ) as ProfileForSearch['needs'],
    unknownDomains: unknownDomains(profile),
    matters: words.matters,
    alongside: living.alongside,
    pets: living.pets,
    adaptations: living.adaptations,
    languages: languagesSpoken(living),
    interests: words.interests,
    risksToOthers: safe.risksToOthers,
    suitability: living.suits,
    secureOrder: living.secureOrder,
    libertyOrder: living.libertyOrder,
    school: school ? { ...school.at, name: school.name, mustKeep: school.mustKeep } : null,
    friends: placed.filter((place) => place.kind === 'friend').map((place) => place.at),
    avoid: placed.flatMap((place) =>
      place.kind === 'avoid' && place.miles !== null ? [{ ...place.at, name: place.name, miles: place.miles }] : [],
    ),
    notOnTheMap: profile.places
      .filter((place) => !pointOf(place) || (place.kind === 'avoid' && place.miles === null))
      .map(({ kind, name, mustKeep }) => ({ kind, name, mustKeep })),
  };
}

function pointOf({ lat, long }: ProfilePlace): Place | null {
  return lat === null || long === null ? null : { lat, long };
}
