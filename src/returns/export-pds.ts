import { rows, sql, type Tx } from '../db/index.ts';
import { type Column, writeCsv } from '../exports/index.ts';
import { englandDate, type PlainDate } from '../kernel/index.ts';
import { PLACEMENT_DATA_STANDARD, placementDataStandard, profileById, type StandardRecord } from '../needs/index.ts';
import type { MadeExport } from './export-made.ts';
import { type HomeOn, homesOn, keptApart } from './export-store.ts';

/** One value for each field, in the order of the headings. */
type Values = readonly (string | null)[];

/** Two fields of the standard may have one name; then their group stands before it. */
const REFERRAL_HEADINGS: readonly string[] = PLACEMENT_DATA_STANDARD.map(({ group, field }) =>
  PLACEMENT_DATA_STANDARD.filter((one) => one.field === field).length > 1 ? `${group}: ${field}` : field,
);

/** The standard's “Actual placement”, after the child it is about. */
const PLACEMENT_HEADINGS = [
  'Child ID',
  'Total weekly cost',
  'Placement location',
  'Was location the preferred one',
  'Education continuity kept',
  'Provider URN',
  'How many siblings were placed together',
  'Placement type',
] as const;

/** Fields of the standard that nothing here is written down for. */
const NOT_HELD = [
  'Preferred location for home search',
  'Was location the preferred one',
  'Education continuity kept',
  'Officer and date – referral',
  'Officer and date – placement',
  'Officer and date – cost',
];

const PLACEMENT_TYPE: Readonly<Record<string, string>> = {
  residential: 'Residential',
  secure: 'Residential',
  fostering: 'Foster',
  kinship: 'Foster',
  supported: 'Supported accommodation',
};

/**
 * The Placements Data Standard (v2, July 2025) at its two moments: `referrals.csv`, a row for each child of each search for
 * a home with the profile it was asked with, and `placements.csv`, a row for each child who lives in a home today. Sealed
 * records and those that an adoption made are not in it. Needs the system's rights.
 * @param authority the id of the organisation
 * @param asked `careOnly`: for a reader of children's care alone; then without referrals, which come from profiles, and
 *   without what other organisations say of their homes
 */
export async function exportPds(
  tx: Tx,
  authority: string,
  asked: { readonly today: PlainDate; readonly careOnly?: boolean },
): Promise<MadeExport> {
  const apart = await keptApart(tx, authority);
  const ids = await returnIds(tx, authority);
  const referrals: Values[] = [];
  const careOnly = asked.careOnly ?? false;
  const found = careOnly ? [] : await searched(tx, authority);
  const asking = found.filter(({ childId }) => !apart.has(childId));
  const inSearch = Map.groupBy(asking, ({ searchId }) => searchId);
  for (const one of asking) {
    const profile = await profileById(tx, one.profileId);
    if (!profile) continue;
    const record = placementDataStandard(profile, {
      childId: ids.get(one.childId) ?? one.childId,
      asOf: englandDate(one.askedAt),
      neededBy: one.neededBy,
      together: (inSearch.get(one.searchId)?.length ?? 1) - 1,
    });
    // Own words may say where a family or a home is that nobody may learn.
    referrals.push(
      record.fields.map(({ field, value }) => (one.hidden && field === 'Other' ? null : valueText(value))),
    );
  }
  const everyHome = await homesOn(tx, authority, asked.today, careOnly);
  const homes = new Map([...everyHome].filter(([childId]) => !apart.has(childId)));
  const together = await brothersAndSistersIn(tx, authority, homes);
  const placements = [...homes.values()].map((home) =>
    placementValues(home, ids.get(home.childId) ?? home.childId, together.get(home.childId) ?? 0),
  );
  return {
    files: [
      ...(careOnly ? [] : [{ name: 'referrals.csv', content: [writeCsv(columns(REFERRAL_HEADINGS), referrals)] }]),
      { name: 'placements.csv', content: [writeCsv(columns(PLACEMENT_HEADINGS), placements)] },
    ],
    children: [...new Set([...asking.map(({ childId }) => childId), ...homes.keys()])],
    counts: { referrals: referrals.length, placements: placements.length },
    notes: [
      `Not held here, and so blank or left out: ${NOT_HELD.join('; ')}.`,
      'Sealed records, and records that an adoption made, are not in it. Hidden places, and words that could tell them, are blank.',
    ],
  };
}

function columns(headings: readonly string[]): Column<Values>[] {
  return headings.map((heading, at) => ({ heading, text: (row) => row[at] ?? null }));
}

/** Several values of one field stand in one cell. */
function valueText(value: StandardRecord['fields'][number]['value']): string | null {
  return value === null ? null : Array.isArray(value) ? value.join('; ') : String(value);
}

function placementValues(home: HomeOn, childId: string, together: number): Values {
  return [
    childId,
    // The standard wants whole pounds.
    home.weeklyPence === null ? null : String(Math.round(home.weeklyPence / 100)),
    home.hidden ? null : home.area || null,
    null,
    null,
    home.urn,
    String(together),
    PLACEMENT_TYPE[home.kind] ?? null,
  ];
}

async function returnIds(tx: Tx, authority: string): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ id: string; return_id: string }>(
    tx,
    sql`select id, return_id from child where organisation_id = ${authority} and return_id is not null`,
  );
  return new Map(found.map(({ id, return_id }) => [id, return_id]));
}

interface Searched {
  readonly searchId: string;
  readonly childId: string;
  readonly profileId: string;
  readonly askedAt: Date;
  readonly neededBy: PlainDate;
  /** Where the family or a home of the child is, is hidden. */
  readonly hidden: boolean;
}

function searched(tx: Tx, authority: string): Promise<Searched[]> {
  return rows(
    tx,
    sql`select s.id as "searchId", c.child_id as "childId", c.profile_id as "profileId", s.asked_at as "askedAt", s.needed_by as "neededBy",
        exists (select from child_address a where a.organisation_id = c.organisation_id and a.child_id = c.child_id
            and a.confidential)
          or exists (select from placement p join home_address a on a.organisation_id = p.home_organisation_id
            and a.home_id = p.home_id where p.organisation_id = c.organisation_id and p.child_id = c.child_id
            and a.confidential) as hidden
      from search s join search_child c on c.organisation_id = s.organisation_id and c.search_id = s.id
      where s.organisation_id = ${authority} order by s.asked_at, s.id, c.child_id`,
  );
}

/** How many brothers and sisters of each child live in the same home. */
async function brothersAndSistersIn(
  tx: Tx,
  authority: string,
  homes: ReadonlyMap<string, HomeOn>,
): Promise<ReadonlyMap<string, number>> {
  const pairs = await rows<{ one: string; other: string }>(
    tx,
    sql`select child_id as one, other_child_id as other from brother_or_sister where organisation_id = ${authority}`,
  );
  const counts = new Map<string, number>();
  for (const { one, other } of pairs) {
    const [here, there] = [homes.get(one), homes.get(other)];
    const same = here && there && here.homeId === there.homeId && here.homeOrganisationId === there.homeOrganisationId;
    if (same) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  return counts;
}
