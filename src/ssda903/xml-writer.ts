import { cellText } from './cell-text.ts';
import type { ReturnTables } from './return-writer.ts';
import type { ReturnYear } from './return-year.ts';
import { columnsOf, TABLE_NAMES, TABLES, type TableName } from './tables.ts';

type Row = Readonly<Record<string, unknown>>;

const PIECE = 64_000;

/**
 * What stands in HEADER, in the order of the Department's schema 3.3.0 (return of 2021). Loose fields belong to tables of
 * which a child has one row at most. The groups that came after that schema have no published order: they stand last.
 */
const HEADER_PARTS: readonly (
  | { readonly table: TableName; readonly fields: readonly string[] }
  | { readonly table: TableName; readonly group: string }
)[] = [
  { table: 'UASC', fields: ['DUC'] },
  { table: 'AD1', fields: ['DATE_INT', 'DATE_MATCH', 'FOSTER_CARE', 'NB_ADOPTR', 'SEX_ADOPTR', 'LS_ADOPTR'] },
  { table: 'OC3', fields: ['IN_TOUCH', 'ACTIV', 'ACCOM'] },
  { table: 'Missing', group: 'AMISSING' },
  { table: 'Reviews', group: 'AREVIEW' },
  { table: 'Header', fields: ['MOTHER', 'MC_DOB'] },
  { table: 'PrevPerm', group: 'PERMANENCE' },
  { table: 'OC2', group: 'OC2' },
  { table: 'PlacedAdoption', group: 'AD_PLACED' },
  { table: 'SWEpisodes', group: 'SWEPISODE' },
  { table: 'DoLo', group: 'DOLO' },
];

const EPISODE_FIELDS: readonly string[] = [
  'DECOM',
  'RNE',
  'LS',
  'CIN',
  'PLACE',
  'PL_POST',
  'HOME_POST',
  'URN',
  'PLACE_PROVIDER',
  'DEC',
  'REC',
  'REASON_PLACE_CHANGE',
];

/** Fields that the schema wants even when they are blank. */
const ALWAYS: ReadonlySet<string> = new Set([
  ...['UPN', 'SEX', 'DOB', 'ETHNIC', 'MISSING', 'MIS_START', 'REVIEW', 'REVIEW_CODE', 'DATE_PLACED'],
  ...['DECOM', 'RNE', 'LS', 'CIN', 'PLACE', 'DEC', 'REC'],
]);

/** Groups without a published name are known by their fields, so all of them are there. */
const KNOWN_BY_FIELDS: readonly TableName[] = ['SWEpisodes', 'DoLo'];

/** The XML's own names for two of the columns. */
const CALLED: ReadonlyMap<string, string> = new Map([
  ['CHILD', 'CHILDID'],
  ['PLACE', 'PL'],
]);

/** Tables whose rows stand loose in HEADER: there is no place for a second one of the same child. */
const ONE_A_CHILD: readonly TableName[] = ['Header', 'UASC', 'AD1', 'OC3'];

/**
 * A return as the single XML file (EXPSSDA903), child by child in the order of Header, in pieces of about 64,000
 * characters; to be gone through once. Rows are held until they are written, because the file wants everything about a
 * child in one place. As in `writeReturn`, rows of tables that the year does not have are left out. A row that says
 * nothing but whose it is (an OC2 row with all cells blank) reads back as no row.
 *
 * @throws RangeError, while the text is gone through, for what the file has no place for: a row of a child who is not in
 *   Header, a second row where there is one at most, a date of birth or sex other than Header's, a character that XML
 *   cannot hold; and for text that a reader would refuse
 */
export function* writeReturnXml(tables: ReturnTables, year: ReturnYear): Generator<string, void> {
  const byTable = new Map<TableName, Map<string, Row[]>>();
  for (const table of TABLE_NAMES) {
    if (TABLES[table].from <= year) byTable.set(table, byChild(table, tables[table] ?? []));
  }
  const children = byTable.get('Header') ?? new Map<string, Row[]>();
  for (const [table, rows] of byTable) {
    for (const child of rows.keys()) {
      if (!children.has(child)) throw new RangeError(`${table}: a row of a child who has no row in Header`);
    }
  }
  let piece = '<?xml version="1.0" encoding="utf-8"?>\n<EXPSSDA903>\n';
  for (const [child, [header]] of children) {
    if (header) piece += childText(header, (table) => byTable.get(table)?.get(child) ?? [], year);
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}</EXPSSDA903>\n`;
}

function byChild(table: TableName, rows: Iterable<object>): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const each of rows) {
    const row = each as Row;
    const child = String(row.CHILD);
    const others = found.get(child);
    if (others && ONE_A_CHILD.includes(table)) throw new RangeError(`${table}: two rows of one child`);
    if (others) others.push(row);
    else found.set(child, [row]);
  }
  return found;
}

function childText(header: Row, rowsOf: (table: TableName) => readonly Row[], year: ReturnYear): string {
  const part = (table: TableName, row: Row, names: readonly string[], indent: string) => {
    sameChild(table, row, header);
    return fieldsText(table, row, names, indent, year);
  };
  let text = '  <CHILD>\n    <HEADER>\n';
  text += part('Header', header, ['CHILD', 'UPN', 'SEX', 'DOB', 'ETHNIC'], '      ');
  text += `      <UASC>${rowsOf('UASC').length > 0 ? '1' : '0'}</UASC>\n`;
  for (const one of HEADER_PARTS) {
    for (const row of one.table === 'Header' ? [header] : rowsOf(one.table)) {
      if ('fields' in one) text += part(one.table, row, one.fields, '      ');
      else {
        text += `      <${one.group}>\n${part(one.table, row, groupFields(one.table), '        ')}`;
        text += `      </${one.group}>\n`;
      }
    }
  }
  text += '    </HEADER>\n';
  for (const row of rowsOf('Episodes')) {
    text += `    <EPISODE>\n${part('Episodes', row, EPISODE_FIELDS, '      ')}    </EPISODE>\n`;
  }
  return `${text}  </CHILD>\n`;
}

/** A group of HEADER holds the columns of its table but those that say who the child is. */
function groupFields(table: TableName): string[] {
  return Object.keys(columnsOf(table)).filter((name) => name !== 'CHILD' && name !== 'DOB');
}

function fieldsText(table: TableName, row: Row, names: readonly string[], indent: string, year: ReturnYear): string {
  const columns = columnsOf(table);
  let text = '';
  for (const name of names) {
    const column = columns[name];
    const cell = column === undefined ? '' : escaped(table, name, cellText(table, name, column, row[name], year));
    const tag = CALLED.get(name) ?? name;
    if (cell !== '') text += `${indent}<${tag}>${cell}</${tag}>\n`;
    else if (ALWAYS.has(name) || KNOWN_BY_FIELDS.includes(table)) text += `${indent}<${tag}/>\n`;
  }
  return text;
}

/** The file says who a child is once; a row that says otherwise would be changed in silence. */
function sameChild(table: TableName, row: Row, header: Row): void {
  const differs = (name: string) => row[name] !== undefined && row[name] !== null && row[name] !== header[name];
  for (const name of ['DOB', 'SEX']) {
    if (name in columnsOf(table) && differs(name)) throw new RangeError(`${table}.${name} is not what Header says`);
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 cannot hold
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/u;

function escaped(table: TableName, name: string, text: string): string {
  if (NOT_IN_XML.test(text)) throw new RangeError(`${table}.${name} holds a character that XML has no place for`);
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
