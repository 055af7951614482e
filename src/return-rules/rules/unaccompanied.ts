import { ageOn, birthday, isAfter, isBefore } from '../day.ts';
import type { ReturnData, Tables } from '../return-data.ts';
import { written } from '../rows.ts';
import { type Found, type Rule, rowRule, rule, years } from '../rule.ts';

/** Children younger than this seldom come to the country alone. */
const SELDOM_YOUNGER_THAN = 10;
const ADULT = 18;

/** Children who came alone and seek asylum: the table UASC, its day of ceasing, and what Header says. */
export const UNACCOMPANIED_RULES: readonly Rule[] = [
  rowRule(
    '104',
    'UASC',
    {
      fields: ['DUC'],
      words: 'The day the child ceased to be unaccompanied is not a day of the calendar, or lies before this year.',
      todo: 'Write the day as dd/mm/yyyy. A child who ceased before this year is not in this table.',
    },
    (row, data) => written(row, 'DUC') && (row.DUC === null || row.DUC < data.start),
  ),
  rule(
    '205A',
    {
      fields: ['CHILD', 'UASC'],
      words:
        'The child was unaccompanied last year and is not this year, though no day before this year says that it ceased.',
      todo: 'Record the child as unaccompanied for this year, or enter the day on which it ceased.',
      tables: ['UASC'],
      last: ['UASC'],
    },
    (data, found) => {
      for (const child of childrenIn(data.now)) {
        if (!isUnaccompanied(data.last, child) || isUnaccompanied(data.now, child)) continue;
        const days = [...daysCeased(data.now, child), ...daysCeased(data.last, child)];
        if (!days.some((day) => isBefore(day, data.start))) mark(data, child, found);
      }
    },
  ),
  rule(
    '205B',
    {
      fields: ['DUC', 'UASC'],
      words: 'The child was unaccompanied last year and is this year, and the day it ceased is not the 18th birthday.',
      todo: 'Leave the day blank or enter the 18th birthday; if it ceased for another reason, check the day and the status.',
      tables: ['UASC'],
      last: ['UASC'],
    },
    (data, found) => {
      for (const [child, rows] of data.now.childrenIn('UASC')) {
        if (!isUnaccompanied(data.last, child) || !isUnaccompanied(data.now, child)) continue;
        const early = rows.some(
          (row) => row.DUC !== null && (row.DOB === null || row.DUC !== birthday(row.DOB, ADULT)),
        );
        if (early) mark(data, child, found);
      }
    },
  ),
  rule(
    '205C',
    {
      fields: ['DUC', 'UASC'],
      words: 'The child was unaccompanied neither last year nor this year, yet a day is given on which it ceased.',
      todo: 'Take the day out, or record the child as unaccompanied.',
      tables: ['UASC'],
      last: ['UASC'],
    },
    (data, found) => {
      for (const child of childrenIn(data.now)) {
        if (isUnaccompanied(data.now, child) || isUnaccompanied(data.last, child)) continue;
        const days = [...daysCeased(data.now, child), ...daysCeased(data.last, child)];
        if (days.some((day) => day !== null)) mark(data, child, found);
      }
    },
  ),
  rule(
    '205D',
    {
      fields: ['UASC', 'CHILD'],
      words: 'The child is unaccompanied this year, and last year’s return knows the child and says otherwise.',
      todo: 'Correct this year’s entry; if last year’s was wrong, tell the Department.',
      tables: ['UASC'],
      last: ['UASC'],
    },
    (data, found) => {
      for (const row of data.now.Header) {
        if (!isUnaccompanied(data.now, row.CHILD) || !knows(data.last, row.CHILD)) continue;
        if (!isUnaccompanied(data.last, row.CHILD)) found(row);
      }
    },
  ),
  rowRule(
    '231',
    'Header',
    {
      years: years(2025),
      fields: ['DOB', 'UASC'],
      words: 'An unaccompanied child under 10 is rare.',
      todo: 'Check the date of birth; if it is right, tell the Department about the child’s journey.',
    },
    (row, data) => row.UASC === '1' && row.DOB !== null && ageOn(row.DOB, data.end) < SELDOM_YOUNGER_THAN,
  ),
  rule(
    '303',
    {
      fields: ['DUC', 'UASC'],
      words:
        'There is a day on which the child ceased to be unaccompanied, but Header does not say that the child was.',
      todo: 'Write 1 for unaccompanied in Header, or take the day out.',
      tables: ['UASC', 'Header'],
    },
    ({ now }, found) => {
      for (const row of now.UASC) {
        if (!written(row, 'DUC')) continue;
        for (const header of now.of('Header', row.CHILD)) {
          if (header.UASC === '1') continue;
          found(row);
          found(header);
        }
      }
    },
  ),
  rowRule(
    '304',
    'UASC',
    {
      fields: ['DUC'],
      words: 'The day the child ceased to be unaccompanied is after their 18th birthday.',
      todo: 'Enter the 18th birthday or the earlier day on which it ceased.',
    },
    (row) => row.DOB !== null && isAfter(row.DUC, birthday(row.DOB, ADULT)),
  ),
  rule(
    '1014',
    {
      fields: ['ACTIV', 'ACCOM', 'IN_TOUCH', 'DUC'],
      words:
        'The young person has left care and was not looked after this year; the table UASC does not ask about them.',
      todo: 'Take the row out of UASC, or the entries out of the care leavers’ table if they were looked after.',
      tables: ['UASC', 'Episodes', 'OC3'],
    },
    (data, found) => {
      for (const row of data.now.UASC) {
        if (wasInCare(data, row.CHILD)) continue;
        for (const leaver of data.now.of('OC3', row.CHILD)) {
          if (leaver.IN_TOUCH === null && leaver.ACTIV === null && leaver.ACCOM === null) continue;
          found(row);
          found(leaver);
        }
      }
    },
  ),
];

/** Whether any episode touches the collection year. */
function wasInCare({ now, start, end }: ReturnData, child: string): boolean {
  return now
    .of('Episodes', child)
    .some(
      (episode) => episode.DECOM !== null && episode.DECOM <= end && (episode.DEC === null || episode.DEC >= start),
    );
}

/** Whether a year's return says anything of the child. */
function knows(tables: Tables, child: string): boolean {
  return tables.names('Header', child) || tables.names('UASC', child);
}

/** By Header where it says so, else by standing in the table UASC. */
function isUnaccompanied(tables: Tables, child: string): boolean {
  const said = tables.of('Header', child).filter((row) => row.UASC !== null);
  return said.length > 0 ? said.some((row) => row.UASC === '1') : tables.names('UASC', child);
}

function daysCeased(tables: Tables, child: string): (number | null)[] {
  return tables.of('UASC', child).map((row) => row.DUC);
}

function childrenIn(tables: Tables): Set<string> {
  const children = new Set<string>();
  for (const [child] of tables.childrenIn('Header')) children.add(child);
  for (const [child] of tables.childrenIn('UASC')) children.add(child);
  return children;
}

function mark({ now }: ReturnData, child: string, found: Found): void {
  for (const row of [...now.of('UASC', child), ...now.of('Header', child)]) found(row);
}
