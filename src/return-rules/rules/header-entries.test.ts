import { casesOf } from '../test-cases.ts';
import { HEADER_ENTRY_RULES as RULES } from './header-entries.ts';

const SEXES = (marks: readonly string[]) => `
    CHILD SEX
  ${marks[0]} 1 1
  ${marks[1]} 2 2
  ${marks[2]} 3 M
  ${marks[3]} 4 F
  ${marks[4]} 5 U
  ! 6 X
    7 -`;
const FIGURES = SEXES(['', '', '!', '!', '!']);
const LETTERS = SEXES(['!', '!', '', '', '']);

casesOf(RULES, '101', {
  'figures until 2023-24': { year: '2022-23', tables: { Header: FIGURES } },
  'figures in the last year of figures': { year: '2023-24', tables: { Header: FIGURES } },
  'letters from 2024-25': { year: '2024-25', tables: { Header: LETTERS } },
  'letters in the latest year': { year: '2026-27', tables: { Header: LETTERS } },
});

casesOf(RULES, '102', {
  'a day that the calendar has not': {
    tables: {
      Header: `
          CHILD DOB
        ! 1     29/02/2015
        ! 2     1/1/15
          3     29/02/2016
          4     -`,
    },
  },
});

casesOf(RULES, '103', {
  'a code of another list, or none': {
    tables: {
      Header: `
          CHILD ETHNIC
        ! 1     WHIT
        ! 2     -
        ! 3     wbri
          4     WBRI
          5     NOBT
          6     CHNE`,
    },
  },
});

casesOf(RULES, '105', {
  'XML carries the entry': {
    collection: { file_format: 'xml' },
    tables: {
      Header: `
          CHILD UASC
        ! 1     -
        ! 2     Y
          3     0
          4     1`,
    },
  },
  'in CSV the table UASC tells it': {
    collection: { file_format: 'csv' },
    tables: { Header: 'CHILD SEX\n1 F', UASC: 'CHILD SEX' },
  },
});

casesOf(RULES, '168', {
  'forms of a pupil number': {
    tables: {
      Header: `
          CHILD UPN
        ! 1     UN6
        ! 2     I801200001001
        ! 3     O801200001001
        ! 4     S801200001001
        ! 5     H80120000100
        ! 6     H8012000010012
        ! 7     8801200001001
        ! 8     H80120000100I
        ! 9     H8012000O1001
          10    H801200001001
          11    H80120000100A
          12    UN1
          13    UN5
          14    -`,
    },
  },
});

casesOf(RULES, '171', {
  'a day that the calendar has not': {
    tables: {
      Header: `
          CHILD MC_DOB
        ! 1     31/06/2025
          2     30/06/2025
          3     -`,
    },
  },
});

casesOf(RULES, '209', {
  'five when the year began': {
    tables: {
      Header: `
          CHILD UPN           DOB
        ! 1     UN1           01/04/2020
          2     UN1           02/04/2020
          3     UN2           01/04/2018
          4     H801200001001 01/04/2018
          5     -             01/04/2018
          6     UN1           -`,
    },
  },
});

const NOT_KNOWN = `
    CHILD SEX
  ! 1     U
    2     M
    3     -`;

casesOf(RULES, '232', {
  'not known': { tables: { Header: NOT_KNOWN } },
  'in the first year of the code': { year: '2024-25', tables: { Header: NOT_KNOWN } },
});

casesOf(RULES, '301', {
  'born after the year': {
    tables: {
      Header: `
          CHILD DOB
        ! 1     01/04/2026
          2     31/03/2026
          3     -`,
    },
  },
});

casesOf(RULES, '351', {
  'over 25 when the year began': {
    tables: {
      Header: `
          CHILD DOB
        ! 1     31/03/2000
          2     01/04/2000
          3     -`,
    },
  },
});

casesOf(RULES, '444', {
  'the same number twice and three times': {
    tables: {
      Header: `
          CHILD UPN
        ! 1     H801200001001
        ! 2     H801200001001
          3     UN1
          4     UN1
          5     -
          6     -
          7     H801200001003
        ! 8     H801200001001`,
    },
  },
});
