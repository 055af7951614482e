import { saw } from '../access/index.ts';
import { first, rows, sql, type Tx } from '../db/index.ts';
import { DOMAINS, type Domain, type PlainDate } from '../kernel/index.ts';
import { withoutHiddenPlaces } from './hidden-words.ts';
import type { Level } from './instrument.ts';
import { type DomainNotes, NOTHING_SAID, type Profile, type ProfilePlace } from './profile.ts';
import type {
  Alongside,
  Communication,
  Culture,
  ExtraSupport,
  Matter,
  Pets,
  RiskToChild,
  RiskToOthers,
  Suitability,
} from './vocabulary.ts';

interface ProfileRow {
  id: string;
  child_id: string;
  number: number;
  edition: number;
  instrument: number;
  started_at: Date;
  started_by: string;
  saved_at: Date | null;
  saved_by: string | null;
  finished_at: Date | null;
  finished_by: string | null;
  hides: boolean;
  about_me: string;
  words_by: string;
  words_on: PlainDate | null;
  why_no_words: string;
  live_with: string;
  matters: Matter[];
  interests: string[];
  alongside: Alongside;
  pets: Pets;
  adaptations: boolean | null;
  languages: string[];
  communication: Communication[];
  culture: Culture;
  culture_words: string;
  extra_support: ExtraSupport;
  suits_fostering: Suitability;
  suits_residential: Suitability;
  suits_supported: Suitability;
  secure_order: boolean;
  liberty_order: boolean;
  risks_to_child: RiskToChild[];
  other_risk_to_child: string;
  risks_to_others: RiskToOthers[];
  other_risk_to_others: string;
}

interface DomainRow {
  profile_id: string;
  domain: Domain;
  level: Level | null;
  going_well: string;
  what_helps: string;
  not_known: string;
  own_words: string;
  said_by: string;
  said_on: PlainDate | null;
}

interface PlaceRow {
  profile_id: string;
  id: string;
  kind: ProfilePlace['kind'];
  name: string;
  postcode: string | null;
  lat: number | null;
  long: number | null;
  miles: number | null;
  must_keep: boolean;
}

const PROFILE = sql`select p.*, f.at as finished_at, coalesce(fw.name, f.by) as finished_by,
    coalesce(sw.name, p.started_by) as started_by, coalesce(vw.name, p.saved_by) as saved_by,
    app.hides_from_me(p.child_id) as hides
  from profile p
  left join profile_finished f on f.organisation_id = p.organisation_id and f.profile_id = p.id
  left join actor sw on sw.organisation_id = p.organisation_id and sw.id = p.started_by
  left join actor vw on vw.organisation_id = p.organisation_id and vw.id = p.saved_by
  left join actor fw on fw.organisation_id = p.organisation_id and fw.id = f.by`;

/** What of a profile its reader will show: for the record of who saw what. */
type Opened = 'profile' | 'about-me';

/** All versions of a child's profile, the latest first; the draft, where there is one, is the first. */
export async function profilesOf(tx: Tx, childId: string): Promise<Profile[]> {
  return withTheirParts(tx, await rows(tx, sql`${PROFILE} where p.child_id = ${childId} order by p.number desc`));
}

/** One version; null when it is not there for the actor. */
export async function profileById(tx: Tx, profileId: string): Promise<Profile | null> {
  const found = await withTheirParts(tx, await rows(tx, sql`${PROFILE} where p.id = ${profileId}`));
  return found[0] ?? null;
}

/**
 * For each child the version to work with: the latest finished one, or where drafts are wanted too, the latest of all.
 * Children without one are left out.
 */
export async function latestProfiles(
  tx: Tx,
  childIds: readonly string[],
  draftsToo: boolean,
  as: Opened = 'profile',
): Promise<Profile[]> {
  if (!childIds.length) return [];
  const found = await rows<ProfileRow>(
    tx,
    sql`select distinct on (child_id) * from (${PROFILE} where p.child_id = any (${childIds}::text[])) every_version
      where ${draftsToo} or finished_at is not null order by child_id, number desc`,
  );
  return withTheirParts(tx, found, as);
}

/** The draft of a child; there is at most one. */
export async function draftOf(tx: Tx, childId: string): Promise<Profile | null> {
  const latest = await first<ProfileRow>(
    tx,
    sql`${PROFILE} where p.child_id = ${childId} order by p.number desc limit 1`,
  );
  return latest && !latest.finished_at ? ((await withTheirParts(tx, [latest]))[0] ?? null) : null;
}

async function withTheirParts(tx: Tx, profiles: readonly ProfileRow[], as: Opened = 'profile'): Promise<Profile[]> {
  if (!profiles.length) return [];
  saw(
    tx,
    profiles.map((row) => row.child_id),
    as,
  );
  const ids = profiles.map((row) => row.id);
  const domains = await rows<DomainRow>(
    tx,
    sql`select profile_id, domain, level, going_well, what_helps, not_known, own_words, said_by, said_on
      from profile_domain where profile_id = any (${ids}::text[])`,
  );
  const places = await rows<PlaceRow>(
    tx,
    sql`select profile_id, id, kind, name, postcode, lat, long, miles, must_keep
      from profile_place where profile_id = any (${ids}::text[]) order by kind desc, name, id`,
  );
  const shown = await withoutHiddenPlaces(tx, profiles, domains);
  const domainsOf = Map.groupBy(shown.domains, (row) => row.profile_id);
  const placesOf = Map.groupBy(places, (row) => row.profile_id);
  return shown.versions.map((row) => fromRows(row, domainsOf.get(row.id) ?? [], placesOf.get(row.id) ?? []));
}

function fromRows(row: ProfileRow, domains: readonly DomainRow[], places: readonly PlaceRow[]): Profile {
  const said = new Map(domains.map((each) => [each.domain, each]));
  return {
    id: row.id,
    childId: row.child_id,
    number: row.number,
    edition: row.edition,
    instrument: row.instrument,
    startedAt: row.started_at,
    startedBy: row.started_by,
    savedAt: row.saved_at,
    savedBy: row.saved_by,
    finished: row.finished_at ? { at: row.finished_at, by: row.finished_by ?? '' } : null,
    words: {
      aboutMe: row.about_me,
      wordsBy: row.words_by,
      wordsOn: row.words_on,
      whyNoWords: row.why_no_words,
      liveWith: row.live_with,
      matters: row.matters,
      interests: row.interests,
    },
    domains: Object.fromEntries(DOMAINS.map((domain) => [domain, notesOf(said.get(domain))])) as Record<
      Domain,
      DomainNotes
    >,
    living: {
      alongside: row.alongside,
      pets: row.pets,
      adaptations: row.adaptations,
      languages: row.languages,
      communication: row.communication,
      culture: row.culture,
      cultureWords: row.culture_words,
      extraSupport: row.extra_support,
      suits: { fostering: row.suits_fostering, residential: row.suits_residential, supported: row.suits_supported },
      secureOrder: row.secure_order,
      libertyOrder: row.liberty_order,
    },
    safe: {
      risksToChild: row.risks_to_child,
      otherRiskToChild: row.other_risk_to_child,
      risksToOthers: row.risks_to_others,
      otherRiskToOthers: row.other_risk_to_others,
    },
    places: places.map(({ profile_id: _, must_keep, ...place }) => ({ ...place, mustKeep: must_keep })),
  };
}

function notesOf(row: DomainRow | undefined): DomainNotes {
  if (!row) return NOTHING_SAID;
  return {
    level: row.level,
    goingWell: row.going_well,
    whatHelps: row.what_helps,
    notKnown: row.not_known,
    ownWords: row.own_words,
    saidBy: row.said_by,
    saidOn: row.said_on,
  };
}
