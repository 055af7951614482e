import { saw } from '../access/index.ts';
import { rows, sql, type Tx } from '../db/index.ts';
import { readHomeSettings } from '../homes/index.ts';
import { ageOn, DOMAINS, type PlainDate } from '../kernel/index.ts';
import type { ProfileForSearch } from '../needs/index.ts';
import type { BrotherOrSister, ChildSummary, Sex, Standing } from '../people/index.ts';
import { type AskedChild, childForMatching, placedByTown } from './asked-child.ts';
import type { ReadSearch } from './ranking-of.ts';
import type { RegionSupply } from './supply.ts';

/** A child of such a search, as app.waiting_elsewhere in migrations/0114 tells it: for the engine, never for a page. */
interface ChildElsewhere {
  readonly id: string;
  readonly born: PlainDate;
  readonly sex: Sex;
  readonly unaccompanied: boolean;
  readonly at: { readonly lat: number | null; readonly long: number | null; readonly area: string | null } | null;
  readonly home: string | null;
  readonly siblings: readonly { readonly authority: string; readonly id: string; readonly home: string | null }[];
  readonly profile: {
    readonly id: string;
    readonly finished: boolean;
    readonly matters: ProfileForSearch['matters'];
    readonly alongside: ProfileForSearch['alongside'];
    readonly pets: ProfileForSearch['pets'];
    readonly adaptations: boolean | null;
    readonly languages: readonly string[];
    readonly interests: readonly string[];
    readonly risks: ProfileForSearch['risksToOthers'];
    readonly suits: ProfileForSearch['suitability'];
    readonly secure: boolean;
    readonly liberty: boolean;
    readonly needs: Readonly<Record<string, ProfileForSearch['needs'][keyof ProfileForSearch['needs']]['level']>>;
    readonly places: readonly {
      readonly kind: 'school' | 'friend' | 'avoid';
      readonly lat: number;
      readonly long: number;
      readonly miles: number | null;
      readonly mustKeep: boolean;
    }[];
  } | null;
}

interface SearchElsewhere {
  organisation_id: string;
  authority: string;
  search_id: string;
  key: string;
  needed_by: PlainDate;
  emergency: boolean;
  asked_at: Date;
  children: ChildElsewhere[];
}

/**
 * The open searches that are not open to the actor: of authorities that share them by an agreement, and of the actor's own
 * authority where others work on them. Each child is called by what they are, such as “a girl of 12”. A look
 * at another authority's children goes on record there; of the own no more is told than the list of searches tells.
 * Empty for whoever does not look at all who wait.
 * @param own the actor's organisation
 */
export async function searchesElsewhere(
  tx: Tx,
  supply: RegionSupply,
  own: string,
  today: PlainDate,
): Promise<ReadSearch[]> {
  const found = await rows<SearchElsewhere>(tx, sql`select * from app.waiting_elsewhere(${today}::date)`);
  if (found.length === 0) return [];
  const others = found.filter((each) => each.organisation_id !== own);
  for (const [authority, searches] of Map.groupBy(others, (each) => each.organisation_id))
    saw(
      tx,
      searches.flatMap(({ children }) => children.map(({ id }) => id)),
      'search',
      authority,
    );
  const { homes } = await supply.read(tx);
  const { confirmWithinDays: confirmedWithinDays } = await readHomeSettings(tx);
  return found.map((search) => {
    const neededBy = search.needed_by < today ? today : search.needed_by;
    const asked = search.children.map((child) => placedByTown(askedChild(search, child, neededBy), homes));
    return {
      of: search.authority,
      search: {
        organisationId: search.organisation_id,
        id: search.key,
        neededBy: search.needed_by,
        emergency: search.emergency,
        note: '',
        askedAt: search.asked_at,
        askedBy: '',
        children: search.children.map(({ id, profile }) => ({ childId: id, profileId: profile?.id ?? '' })),
        workedOnBy: [],
        closed: null,
      },
      asked,
      homes,
      children: asked.map((each) => childForMatching(each, neededBy, homes)),
      dates: { asOf: today, neededBy },
      options: { confirmedWithinDays },
    };
  });
}

const CALLED: Readonly<Record<Sex, string>> = { female: 'a girl', male: 'a boy', unknown: 'a child' };

function askedChild({ organisation_id }: SearchElsewhere, child: ChildElsewhere, on: PlainDate): AskedChild {
  const who: ChildSummary = {
    ...somebody(organisation_id, child.id, child.home),
    name: `${CALLED[child.sex]} of ${ageOn(child.born, on)}`,
    sex: child.sex,
    born: child.born,
    unaccompanied: child.unaccompanied,
    familyHome: child.at
      ? { postcode: null, area: child.at.area ?? '', lat: child.at.lat, long: child.at.long, confidential: false }
      : null,
  };
  return {
    child: who,
    profile: profileOf(child),
    elsewhere: child.siblings.map(
      (each): BrotherOrSister => ({ ...somebody(each.authority, each.id, each.home), sameHome: null }),
    ),
    town: null,
    livesIn: child.home,
  };
}

/** Of a brother or sister the engine asks only where they live. */
function somebody(organisationId: string, id: string, home: string | null): ChildSummary {
  return {
    ...{ id, organisationId, name: '', givenName: null, familyName: null, returnId: null, sex: 'unknown' as const },
    ...{ born: '1900-01-01' as PlainDate, bornEstimated: false, unaccompanied: false, ethnicity: null, faith: null },
    familyHome: null,
    standing: standingIn(home),
  };
}

function standingIn(home: string | null): Standing {
  if (home === null) return { is: 'needs-a-home' };
  const at = home.indexOf('/');
  const [homeOrganisationId, homeId] = [home.slice(0, at), home.slice(at + 1)];
  const stay = {
    from: '1900-01-01' as PlainDate,
    to: null,
    homeId,
    homeOrganisationId,
    where: '',
    area: '',
    ended: '',
  };
  return { is: 'at-home', stay, endsOn: null };
}

function profileOf({ id, profile }: ChildElsewhere): ProfileForSearch | null {
  if (!profile) return null;
  const { needs, places } = profile;
  const of = (kind: 'school' | 'friend' | 'avoid') => places.filter((place) => place.kind === kind);
  const [school] = of('school');
  return {
    childId: id,
    profileId: profile.id,
    version: 0,
    finished: profile.finished,
    needs: Object.fromEntries(
      DOMAINS.map((domain) => [domain, { level: needs[domain] ?? null, strength: '' }]),
    ) as ProfileForSearch['needs'],
    unknownDomains: DOMAINS.filter((domain) => (needs[domain] ?? null) === null),
    matters: profile.matters,
    alongside: profile.alongside,
    pets: profile.pets,
    adaptations: profile.adaptations,
    languages: profile.languages,
    interests: profile.interests,
    risksToOthers: profile.risks,
    suitability: profile.suits,
    secureOrder: profile.secure,
    libertyOrder: profile.liberty,
    school: school ? { lat: school.lat, long: school.long, name: '', mustKeep: school.mustKeep } : null,
    friends: of('friend').map(({ lat, long }) => ({ lat, long })),
    avoid: of('avoid').flatMap(({ lat, long, miles }) => (miles === null ? [] : [{ lat, long, name: '', miles }])),
    notOnTheMap: [],
  };
}
