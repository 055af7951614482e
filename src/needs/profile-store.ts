import { first, insertAll, sql, type Tx } from '../db/index.ts';
import { DOMAINS, newId } from '../kernel/index.ts';
import { INSTRUMENT_VERSION } from './instrument.ts';
import { isSaid, type ProfileContent, type ProfilePlace } from './profile.ts';
import type { SectionContent } from './sections.ts';

interface By {
  readonly organisationId: string;
  readonly workerId: string;
  readonly at: Date;
}

/** Writes a new version with all its parts. @returns its id */
export async function insertProfile(
  tx: Tx,
  by: By,
  childId: string,
  number: number,
  content: ProfileContent,
): Promise<string> {
  const id = newId('profile');
  const at = by.at.toISOString();
  await insertAll(tx, 'profile', [
    {
      organisation_id: by.organisationId,
      id,
      child_id: childId,
      number,
      edition: 1,
      started_at: at,
      started_by: by.workerId,
      instrument: INSTRUMENT_VERSION,
      ...columnsOf(content),
    },
  ]);
  await insertDomains(tx, by.organisationId, id, content.domains);
  await insertPlaces(tx, by.organisationId, id, content.places);
  return id;
}

/** Holds the draft's row until the transaction ends, so that two saves come one after the other. */
export async function lockProfile(tx: Tx, profileId: string): Promise<boolean> {
  return (await first(tx, sql`select 1 from profile where id = ${profileId} for update`)) !== null;
}

/** Holds the child's row, so that two people cannot start two drafts at once. */
export async function lockChild(tx: Tx, childId: string): Promise<boolean> {
  return (await first(tx, sql`select 1 from child where id = ${childId} for update`)) !== null;
}

/** Replaces one section of a draft and counts the edition up. @throws from the database when it is finished */
export async function writeSection(tx: Tx, by: By, profileId: string, part: SectionContent): Promise<void> {
  const columns = Object.entries(columnsOf(part)).map(([name, value]) => sql`${sql.ref(name)} = ${value}`);
  const saved = [
    sql`edition = edition + 1`,
    sql`saved_at = ${by.at.toISOString()}`,
    sql`saved_by = ${by.workerId}`,
    ...columns,
  ];
  await sql`update profile set ${sql.join(saved)}
    where organisation_id = ${by.organisationId} and id = ${profileId}`.execute(tx);
  if (part.domains) {
    await sql`delete from profile_domain where organisation_id = ${by.organisationId} and profile_id = ${profileId}
      and domain = any (${Object.keys(part.domains)}::text[])`.execute(tx);
    await insertDomains(tx, by.organisationId, profileId, part.domains);
  }
  if (part.places) {
    await sql`delete from profile_place where organisation_id = ${by.organisationId}
      and profile_id = ${profileId}`.execute(tx);
    await insertPlaces(tx, by.organisationId, profileId, part.places);
  }
}

/** Marks a version as finished: from now on the database refuses every change to it. */
export async function insertFinished(tx: Tx, by: By, profileId: string): Promise<void> {
  await insertAll(tx, 'profile_finished', [
    { organisation_id: by.organisationId, profile_id: profileId, at: by.at.toISOString(), by: by.workerId },
  ]);
}

function columnsOf({ words, living, safe }: SectionContent): Record<string, unknown> {
  return {
    ...(words && {
      about_me: words.aboutMe,
      words_by: words.wordsBy,
      words_on: words.wordsOn,
      why_no_words: words.whyNoWords,
      live_with: words.liveWith,
      matters: words.matters,
      interests: words.interests,
    }),
    ...(living && {
      alongside: living.alongside,
      pets: living.pets,
      adaptations: living.adaptations,
      languages: living.languages,
      communication: living.communication,
      culture: living.culture,
      culture_words: living.cultureWords,
      extra_support: living.extraSupport,
      suits_fostering: living.suits.fostering,
      suits_residential: living.suits.residential,
      suits_supported: living.suits.supported,
      secure_order: living.secureOrder,
      liberty_order: living.libertyOrder,
    }),
    ...(safe && {
      risks_to_child: safe.risksToChild,
      other_risk_to_child: safe.otherRiskToChild,
      risks_to_others: safe.risksToOthers,
      other_risk_to_others: safe.otherRiskToOthers,
    }),
  };
}

async function insertDomains(
  tx: Tx,
  organisationId: string,
  profileId: string,
  domains: Partial<ProfileContent['domains']>,
): Promise<void> {
  const said = DOMAINS.flatMap((domain) => {
    const notes = domains[domain];
    return notes && (isSaid(notes) || notes.saidBy || notes.saidOn)
      ? [
          {
            organisation_id: organisationId,
            profile_id: profileId,
            domain,
            level: notes.level,
            going_well: notes.goingWell,
            what_helps: notes.whatHelps,
            not_known: notes.notKnown,
            own_words: notes.ownWords,
            said_by: notes.saidBy,
            said_on: notes.saidOn,
          },
        ]
      : [];
  });
  if (said.length) await insertAll(tx, 'profile_domain', said);
}

async function insertPlaces(
  tx: Tx,
  organisationId: string,
  profileId: string,
  places: readonly ProfilePlace[],
): Promise<void> {
  if (!places.length) return;
  await insertAll(
    tx,
    'profile_place',
    places.map(({ mustKeep, id: _, ...place }) => ({
      ...place,
      organisation_id: organisationId,
      id: newId('place'), // never reused: the same place in two versions is two rows
      profile_id: profileId,
      must_keep: mustKeep,
    })),
  );
}
