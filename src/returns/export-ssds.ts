import type { Tx } from '../db/index.ts';
import { type Column, writeCsv } from '../exports/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { returnYearOf, withRecordedStays } from '../ssda903/index.ts';
import type { MadeExport, MadeFile } from './export-made.ts';
import { addCare, addInvolvements, addPerson, noRows, type SsdsRows } from './export-ssds-rows.ts';
import { addTold, toldOf } from './export-ssds-told.ts';
import { involvements, keptApart, namedChildren } from './export-store.ts';
import { liveRecords } from './live-return-store.ts';
import { SSDS_NOT_HELD, SSDS_TABLES, type SsdsTable } from './ssds-tables.ts';

/**
 * The tables of the Standard Safeguarding Dataset that the records hold something of: one CSV file each, under the
 * dataset's own names, with a file of what is not held. Sealed records and those that an adoption made are not in it.
 * Needs the system's rights.
 * @param authority the id of the organisation
 */
export async function exportSsds(tx: Tx, authority: string, today: PlainDate): Promise<MadeExport> {
  const records = await liveRecords(tx, authority);
  const apart = await keptApart(tx, authority);
  const named = new Map((await namedChildren(tx, authority)).map((child) => [child.id, child]));
  const made = noRows();
  const year = returnYearOf(today);
  for (const child of records.children) {
    const about = named.get(child.id);
    if (!about || apart.has(child.id)) continue;
    const known = records.episodes.get(child.id) ?? [];
    const episodes = withRecordedStays(known, records.stays.get(child.id) ?? [], year, today);
    const told = toldOf(records.others, child.id);
    addPerson(made, child, about, episodes, told);
    addTold(made, child.id, told, addCare(made, child.id, episodes));
  }
  addInvolvements(
    made,
    (await involvements(tx, authority)).filter(({ childId }) => !apart.has(childId)),
  );
  const tables = Object.keys(SSDS_TABLES) as SsdsTable[];
  return {
    files: [...tables.map((table) => tableFile(table, made)), { name: 'notes.txt', content: [notes()] }],
    children: made.ssd_person.map((person) => person.pers_person_id ?? ''),
    counts: { people: made.ssd_person.length, episodes: made.ssd_cla_episodes.length },
    notes: [
      'What is not held is blank; notes.txt lists the fields and the tables.',
      'Sealed records, and records that an adoption made, are not in it. Hidden addresses are left out.',
    ],
  };
}

function tableFile(table: SsdsTable, made: SsdsRows): MadeFile {
  const columns = SSDS_TABLES[table].fields.map(
    (field): Column<Readonly<Record<string, string | null>>> => ({ heading: field, text: (row) => row[field] ?? null }),
  );
  return { name: `${table}.csv`, content: [writeCsv(columns, made[table])] };
}

/** What the files do not say because nothing is written down for it here. */
function notes(): string {
  const lines = ['Standard Safeguarding Dataset, from Homeward', '', 'Fields that are not held, and so blank:'];
  for (const [table, { fields, held }] of Object.entries(SSDS_TABLES)) {
    const blank = fields.filter((field) => !(held as readonly string[]).includes(field));
    if (blank.length > 0) lines.push(`- ${table}: ${blank.join(', ')}`);
  }
  lines.push('', 'Tables that are not held, and so not here:', ...SSDS_NOT_HELD.map((table) => `- ${table}`), '');
  lines.push(
    'pers_person_id is the record’s id in Homeward; pers_legacy_id is the child’s id in the return (SSDA903).',
  );
  lines.push(
    'Scores, health and what became of care leavers are those of each year’s return (SSDA903), which tells no days of them; the year stands in the id.',
  );
  lines.push('Codes of sex, ethnicity, legal status, need, placement and reasons are those of the return.');
  lines.push('Sealed records, and records that an adoption made, are not in it. Hidden addresses are left out.', '');
  return lines.join('\n');
}
