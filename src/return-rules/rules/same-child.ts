import type { Table } from '../rows.ts';
import { type Rule, rule } from '../rule.ts';

/** Tables with a birthday beside each child's id. */
type WithBirthday = Exclude<Table, 'Header' | 'Episodes' | 'SWEpisodes' | 'DoLo'>;

/** Whether the tables name the same children, once each where they should, and say the same of them. */
export const SAME_CHILD_RULES: readonly Rule[] = [
  rule(
    'EPI',
    {
      fields: ['CHILD'],
      words: 'The child has no episode in this return.',
      todo: 'Add the child’s episodes, or take the child out of Header; much cannot be checked before.',
      tables: ['Header', 'Episodes'],
    },
    ({ now }, found) => {
      // A care leaver has none in the year, and is not meant to.
      for (const row of now.Header) {
        if (!now.names('Episodes', row.CHILD) && !now.names('OC3', row.CHILD)) found(row);
      }
    },
  ),
  inHeader('INT01', 'AD1'),
  inHeader('INT02', 'PlacedAdoption'),
  inHeader('INT03', 'Episodes'),
  inHeader('INT04', 'Missing'),
  inHeader('INT05', 'OC2'),
  inHeader('INT06', 'OC3'),
  inHeader('INT07', 'PrevPerm'),
  inHeader('INT08', 'Reviews'),
  inHeader('INT09', 'UASC'),
  sameBirthday('INT11', 'AD1'),
  sameBirthday('INT12', 'PlacedAdoption'),
  sameBirthday('INT13', 'Missing'),
  sameBirthday('INT14', 'OC2'),
  sameBirthday('INT15', 'OC3'),
  sameBirthday('INT16', 'PrevPerm'),
  sameBirthday('INT17', 'Reviews'),
  sameBirthday('INT18', 'UASC'),
  rule(
    'INT21',
    {
      fields: ['SEX'],
      words: 'The child’s sex in UASC is not the one in Header.',
      todo: 'Write the same in both tables.',
      tables: ['Header', 'UASC'],
    },
    ({ now }, found) => {
      if (!now.hasColumn('Header', 'SEX') || !now.hasColumn('UASC', 'SEX')) return;
      for (const row of now.UASC) if (now.of('Header', row.CHILD).some((one) => one.SEX !== row.SEX)) found(row);
    },
  ),
  onlyOnce('INT31', 'AD1'),
  onlyOnce('INT32', 'Header'),
  onlyOnce('INT33', 'OC2'),
  onlyOnce('INT34', 'OC3'),
  onlyOnce('INT35', 'PrevPerm'),
  onlyOnce('INT36', 'UASC'),
];

/** Every child of a table stands in Header; a row that names no child stands in none. */
function inHeader(number: string, table: Exclude<Table, 'Header'>): Rule {
  return rule(
    number,
    {
      fields: ['CHILD'],
      words: `${table} names a child whom Header does not have.`,
      todo: 'Add the child to Header, or correct the child’s id.',
      tables: ['Header', table],
    },
    ({ now }, found) => {
      for (const row of now.all(table)) if (!now.names('Header', row.CHILD)) found(row);
    },
  );
}

/** A child's birthday is the one of Header. A blank in one of the two is another; blanks in both are the same. */
function sameBirthday(number: string, table: WithBirthday): Rule {
  return rule(
    number,
    {
      fields: ['DOB'],
      words: `The child’s date of birth in ${table} is not the one in Header.`,
      todo: 'Write the same date in both tables.',
      tables: ['Header', table],
    },
    ({ now }, found) => {
      if (!now.hasColumn('Header', 'DOB') || !now.hasColumn(table, 'DOB')) return;
      for (const row of now.all(table)) {
        if (now.of('Header', row.CHILD).some((header) => header.DOB !== row.DOB)) found(row);
      }
    },
  );
}

function onlyOnce(number: string, table: Table): Rule {
  return rule(
    number,
    {
      fields: ['CHILD'],
      words: `${table} has several rows for the child; it should have one.`,
      todo: 'Keep the row that is right, and correct the child’s id in a row that is about somebody else.',
      tables: [table],
    },
    ({ now }, found) => {
      for (const [, rows] of now.childrenIn(table)) if (rows.length > 1) for (const row of rows) found(row);
    },
  );
}
