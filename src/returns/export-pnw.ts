import { rows, sql, type Tx } from '../db/index.ts';
import { type Column, writeCsv, writeExcel } from '../exports/index.ts';
import { ageOn, inReturn, type PlainDate, Refusal } from '../kernel/index.ts';
import { type LiveEpisode, returnYearOf, withRecordedStays } from '../ssda903/index.ts';
import type { MadeExport } from './export-made.ts';
import { type HomeOn, homesOn, keptApart } from './export-store.ts';
import type { LiveChild } from './live-return.ts';
import { liveRecords } from './live-return-store.ts';
import { PNW_COLUMNS, PNW_ETHNIC_GROUP, type PnwHeading } from './pnw-census.ts';

/** The columns that are filled, as far as the child's records tell; the others are blank. */
type PnwRow = { readonly [H in (typeof HELD)[number]]: string | number | null };

const HELD = [
  'Looked after child?',
  'Placing Authority',
  'Identifier',
  'Age',
  'Gender',
  'Organisation',
  'Establishment',
  'Type of provision',
  'UASC',
  'Total weekly cost',
  'Ethnic Group',
  'Placement start date',
  'Primary registration type',
  'Provider Ofsted (or equivalent) URN',
  'Establishment URN',
  'Deprivation of Liberty Safeguards in place?',
] as const satisfies readonly PnwHeading[];

/** The census is in this form from here on. */
const FIRST_DAY = '2025-12-01';

/**
 * The Placements North West census on a day: each child then looked after who lived in a home that is known here. A value
 * that the records do not tell is blank, also where the census wants one, and never guessed. Sealed records and those that
 * an adoption made are not in it. Needs the system's rights.
 * @param asked `careOnly`: for a reader of children's care alone; what comes from profiles, and what other organisations
 *   say of their homes, is then blank
 * @throws Refusal for a day before the census had this form
 */
export async function exportPnwCensus(
  tx: Tx,
  authority: { readonly id: string; readonly name: string },
  asked: { readonly on: PlainDate; readonly format: 'csv' | 'xlsx'; readonly careOnly?: boolean },
): Promise<MadeExport> {
  const { on, format } = asked;
  if (on < FIRST_DAY)
    throw new Refusal('The census is written in its form of December 2025. Name a day from 2025-12-01 on.');
  const records = await liveRecords(tx, authority.id);
  const apart = await keptApart(tx, authority.id);
  const homes = await homesOn(tx, authority.id, on, asked.careOnly ?? false);
  const liberty = asked.careOnly ? new Set<string>() : await libertyOrders(tx, authority.id);
  const placing = placingAuthority(authority.name);
  const list: PnwRow[] = [];
  const children: string[] = [];
  let withoutHome = 0;
  for (const child of records.children) {
    if (apart.has(child.id)) continue;
    const known = records.episodes.get(child.id) ?? [];
    const episodes = withRecordedStays(known, records.stays.get(child.id) ?? [], returnYearOf(on), on);
    const episode = episodes.find((one) => isOpen(one, on));
    if (!episode) continue;
    const home = homes.get(child.id);
    if (!home) {
      withoutHome += 1;
      continue;
    }
    children.push(child.id);
    list.push(rowOf(child, episode, home, { on, placing, liberty: liberty.has(child.id) }));
  }
  const blank = PNW_COLUMNS.map(({ heading }) => heading).filter(
    (heading) => !(HELD as readonly string[]).includes(heading),
  );
  const notes = [
    `Not held here, and so blank: ${blank.join('; ')}.`,
    'Type of provision is filled for secure homes only; the census divides the others by what is not held.',
    'Sealed records, and records that an adoption made, are not in it.',
  ];
  if (placing === null)
    notes.push(`${authority.name} is none of the authorities that the census names: Placing Authority is blank.`);
  if (withoutHome > 0)
    notes.push(
      `Looked after on that day but in no home that is known here, and so not in it: ${withoutHome.toLocaleString('en-GB')}.`,
    );
  const columns = columnsFor(format);
  const content = format === 'csv' ? [writeCsv(columns, list)] : await writeExcel('Census', columns, list);
  return { files: [{ name: `pnw-census.${format}`, content }], children, counts: { children: list.length }, notes };
}

function isOpen(episode: LiveEpisode, on: PlainDate): boolean {
  const ended = episode.dec ?? episode.presumedEnd;
  return episode.decom <= on && (ended === null || ended > on);
}

/** The census names authorities without “Council” and the like; null where it names none like this. */
function placingAuthority(name: string): string | null {
  const allowed: readonly string[] = PNW_COLUMNS.find(({ heading }) => heading === 'Placing Authority')?.allowed ?? [];
  const plain = name
    .replace(/\b(metropolitan|borough|city|council|of|MBC)\b/gi, '')
    .trim()
    .toLowerCase();
  return allowed.find((one) => one.toLowerCase() === plain) ?? null;
}

const GENDER = {
  male: 'Male (including trans male)',
  female: 'Female (including trans female)',
  unknown: null,
} as const;

function rowOf(
  child: LiveChild,
  episode: LiveEpisode,
  home: HomeOn,
  { on, placing, liberty }: { on: PlainDate; placing: string | null; liberty: boolean },
): PnwRow {
  const age = ageOn(child.born, on);
  return {
    'Looked after child?': age < 18 ? 'Looked after child (under 18)' : null,
    'Placing Authority': placing,
    Identifier: child.returnId ?? child.id,
    Age: age,
    Gender: GENDER[child.sex],
    Organisation: home.provider,
    Establishment: home.kind === 'fostering' || home.kind === 'kinship' || home.hidden ? null : home.home,
    'Type of provision': home.kind === 'secure' ? 'Secure Welfare' : null,
    UASC: child.unaccompanied ? 'Yes' : 'No',
    'Total weekly cost': home.weeklyPence === null ? null : home.weeklyPence / 100,
    'Ethnic Group': PNW_ETHNIC_GROUP[child.ethnicity ?? ''] ?? null,
    'Placement start date': home.started,
    'Primary registration type': isOfsted(home.urn ?? episode.urn) ? 'Ofsted' : null,
    'Provider Ofsted (or equivalent) URN': home.providerCode,
    'Establishment URN': home.urn,
    // That a profile speaks of no order does not say that there is none.
    'Deprivation of Liberty Safeguards in place?': liberty ? 'DoLS (current)' : null,
  };
}

function isOfsted(urn: string | null): boolean {
  return urn !== null && /^(SC)?\d{5,7}$/.test(urn);
}

function columnsFor(format: 'csv' | 'xlsx'): Column<PnwRow>[] {
  return PNW_COLUMNS.map(({ heading }): Column<PnwRow> => {
    const value = (row: PnwRow) => (row as Readonly<Record<string, string | number | null>>)[heading] ?? null;
    const text = (row: PnwRow) => value(row)?.toString() ?? null;
    if (heading === 'Age') return { heading, number: (row) => value(row) as number | null };
    // Pounds with two decimals; a workbook keeps the number.
    if (heading === 'Total weekly cost' && format === 'xlsx')
      return { heading, number: (row) => value(row) as number | null };
    if (heading === 'Total weekly cost')
      return { heading, text: (row) => (value(row) as number | null)?.toFixed(2) ?? null };
    if (heading === 'Placement start date' && format === 'xlsx')
      return { heading, date: (row) => value(row) as PlainDate | null };
    if (heading === 'Placement start date')
      return { heading, text: (row) => (value(row) === null ? null : inReturn(value(row) as PlainDate)) };
    return { heading, text };
  });
}

/** Children whose latest finished profile says that a court has allowed their liberty to be taken. */
async function libertyOrders(tx: Tx, authority: string): Promise<ReadonlySet<string>> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select child_id as id from (select distinct on (p.child_id) p.child_id, p.liberty_order from profile p
        join profile_finished f on f.organisation_id = p.organisation_id and f.profile_id = p.id
        where p.organisation_id = ${authority} order by p.child_id, p.number desc) latest where liberty_order`,
  );
  return new Set(found.map(({ id }) => id));
}
