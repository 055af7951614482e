import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { tableByColumns } from './file-recognition.ts';
import { shown, Unreadable } from './problems.ts';
import { columnName } from './row-reader.ts';
import { columnsOf, TABLE_NAMES, type TableName } from './tables.ts';

/** A row of the single XML file, its cells in the order of the table's columns, each with the line it stands on. */
export interface XmlRow {
  readonly table: TableName;
  readonly line: number;
  readonly cells: readonly string[];
  readonly lines: readonly number[];
  /** Header: what the XML says in its field UASC, which the CSV files do not have. */
  readonly uasc?: string;
}

/*
 * One file holds EXPSSDA903 / CHILD / (HEADER, EPISODE…). HEADER carries, beside the child's own fields, groups
 * (AREVIEW, AMISSING, PERMANENCE, OC2, AD_PLACED) and loose fields of the tables UASC, AD1 and OC3.
 * Shape: the Department's schema 3.3.0 for the return of 2021, as kept in SocialFinanceDigitalLabs/csc-data-synthesizer
 * @fba0ee1. Groups that came later (social workers, deprivation of liberty) are known by their fields.
 */
const GROUPS: ReadonlyMap<string, TableName> = new Map<string, TableName>([
  ['HEADER', 'Header'],
  ['EPISODE', 'Episodes'],
  ['AREVIEW', 'Reviews'],
  ['AMISSING', 'Missing'],
  ['PERMANENCE', 'PrevPerm'],
  ['OC2', 'OC2'],
  ['AD_PLACED', 'PlacedAdoption'],
]);

/** Tables whose fields stand loose in HEADER, with the field that says there is such a row. */
const LOOSE: readonly TableName[] = ['UASC', 'AD1', 'OC3'];

const KNOWN_FIELDS: ReadonlySet<string> = new Set(TABLE_NAMES.flatMap((table) => Object.keys(columnsOf(table))));

interface Field {
  readonly text: string;
  readonly line: number;
}

interface Group {
  readonly name: string;
  readonly line: number;
  readonly fields: Map<string, Field>;
}

/**
 * The rows of the XML file, child by child: a child's Header row comes before everything about them.
 *
 * @param most longest single text or tag in bytes; one child may hold twenty times as much
 * @param notice called once for each element that is not part of the return
 * @throws Unreadable where the file is not well-formed, ends early, is not this return, or declares a DOCTYPE
 */
export async function* xmlRows(
  source: AsyncIterable<Uint8Array>,
  most: number,
  notice: (element: string, line: number) => void,
): AsyncGenerator<XmlRow[]> {
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const noticed = new Set<string>();
  let rows: XmlRow[] = [];
  let groups: Group[] = [];
  let open: Group[] = [];
  let path: string[] = [];
  let text = '';
  let leaf = false;
  let lastTag = 0;
  let childFrom = 0;
  let finished = false;

  const stop = (expected: string): never => {
    throw new Unreadable(expected, { line: parser.line });
  };
  const tellOnce = (element: string, line: number) => {
    if (noticed.has(element) || noticed.size >= 100) return;
    noticed.add(element);
    notice(shown(element), line);
  };

  parser.on('error', (error) => stop(`well-formed XML (${shown(error.message.replace(/^\d+:\d+:\s*/, ''))})`));
  parser.on('doctype', () => stop('an XML file without a DOCTYPE: declarations and entities of its own are refused'));
  parser.on('opentag', (tag: SaxesTagPlain) => {
    lastTag = parser.position;
    const name = localName(tag.name);
    if (path.length === 0 && name !== 'EXPSSDA903') stop('the outermost element EXPSSDA903');
    if (path.length === 1 && name !== 'CHILD') tellOnce(name, parser.line);
    if (path.length >= 8) stop('elements nested as in the return, at most eight deep');
    if (path.length === 1) {
      childFrom = parser.position;
      groups = [];
      open = [];
    }
    path.push(name);
    leaf = true;
    text = '';
    if (path[1] === 'CHILD' && path.length >= 3) {
      const group = { name, line: parser.line, fields: new Map<string, Field>() };
      open.push(group);
    }
  });
  const onText = (piece: string) => {
    text += piece;
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => {
    lastTag = parser.position;
    const name = path.pop();
    if (path[0] !== 'EXPSSDA903' && name === 'EXPSSDA903') finished = true;
    if (path.length === 1 && name === 'CHILD') rows.push(...childRows(groups, tellOnce));
    const closed = path.length >= 2 && path[1] === 'CHILD' ? open.pop() : undefined;
    if (closed && leaf) {
      const parent = open.at(-1);
      const field = columnName(closed.name);
      if (parent?.fields.has(field) && KNOWN_FIELDS.has(field)) stop(`the element ${field} once in ${parent.name}`);
      if (parent) parent.fields.set(field, { text: text.trim(), line: closed.line });
      else if (text.trim() !== '') tellOnce(closed.name, closed.line);
    } else if (closed) groups.push(closed);
    leaf = false;
    text = '';
  });

  for await (const bytes of source) {
    parser.write(decoder.decode(bytes, { stream: true }));
    if (parser.position - lastTag > most) stop(`pieces of text of at most ${most.toLocaleString('en-GB')} bytes`);
    if (path.length > 1 && parser.position - childFrom > most * 20) stop('an end to this child’s record');
    if (rows.length > 0) yield rows;
    rows = [];
  }
  if (path.length > 0 || !finished) {
    stop(
      path.length > 0
        ? `the end of the file after </EXPSSDA903>; it ends inside ${shown(path.join('/'))}`
        : 'the outermost element EXPSSDA903; there is none',
    );
  }
  path = [];
  parser.close();
}

function localName(tag: string): string {
  return tag.slice(tag.indexOf(':') + 1).toUpperCase();
}

function childRows(groups: readonly Group[], tell: (element: string, line: number) => void): XmlRow[] {
  const header = groups.find((group) => group.name === 'HEADER');
  const about = header?.fields ?? new Map<string, Field>();
  const rows: XmlRow[] = [];
  if (header) {
    rows.push({ ...rowOf('Header', header, about), uasc: about.get('UASC')?.text ?? '' });
    const used = new Set(Object.keys(columnsOf('Header')));
    // UASC is a yes or no about the child; the row of that table is there for the children who are.
    used.add('UASC');
    for (const table of LOOSE) {
      const fields = loose(table);
      for (const name of fields) used.add(name);
      const says = (name: string) => (about.get(name)?.text ?? '') !== '';
      if (table === 'UASC' ? /^1(\.0)?$/.test(about.get('UASC')?.text ?? '') || says('DUC') : fields.some(says)) {
        rows.push(rowOf(table, header, about));
      }
    }
    // A group without any field in it looks like an empty field; it says nothing.
    for (const [name, field] of about) if (!used.has(name) && !GROUPS.has(name)) tell(name, field.line);
  }
  for (const group of groups) {
    if (group === header) continue;
    const table = GROUPS.get(group.name) ?? tableByColumns(['CHILD', 'DOB', 'SEX', ...group.fields.keys()]);
    if (table === null || table === 'Header') {
      tell(group.name, group.line);
      continue;
    }
    for (const [name, field] of group.fields) if (!(name in columnsOf(table))) tell(name, field.line);
    // A group left empty says nothing: `<PERMANENCE><PREV_PERM/></PERMANENCE>` is how systems write "not asked".
    if ([...group.fields.values()].some((field) => field.text !== '')) rows.push(rowOf(table, group, about));
  }
  return rows.toSorted((a, b) => TABLE_NAMES.indexOf(a.table) - TABLE_NAMES.indexOf(b.table));
}

/** The fields of a table that stand loose in HEADER: its columns other than those that say who the child is. */
function loose(table: TableName): string[] {
  return Object.keys(columnsOf(table)).filter((name) => !['CHILD', 'DOB', 'SEX'].includes(name));
}

function rowOf(table: TableName, group: Group, about: ReadonlyMap<string, Field>): XmlRow {
  const cells: string[] = [];
  const lines: number[] = [];
  for (const name of Object.keys(columnsOf(table))) {
    const own = group.fields.get(name);
    const field = own ?? (['CHILD', 'DOB', 'SEX'].includes(name) ? about.get(name) : undefined);
    cells.push(field?.text ?? '');
    lines.push(field?.line ?? group.line);
  }
  return { table, line: group.line, cells, lines };
}
