import { casesOf } from '../test-cases.ts';
import { HEADER_LAST_YEAR_RULES as RULES } from './header-last-year.ts';

casesOf(RULES, '202', {
  'another code, or one of the two blank': {
    tables: {
      Header: `
          CHILD SEX
        ! 1     M
        ! 2     -
        ! 3     F
          4     F
          5     -
          6     F`,
    },
    last: {
      Header: `
        CHILD SEX
        1     F
        2     F
        3     -
        4     F
        5     -`,
    },
  },
  'figures last year, letters this year': {
    year: '2024-25',
    tables: {
      Header: `
          CHILD SEX
          1     M
          2     F
        ! 3     F
        ! 4     U`,
    },
    last: {
      Header: `
        CHILD SEX
        1     1
        2     2
        3     1
        4     1`,
    },
  },
});

casesOf(RULES, '203', {
  'another day': {
    tables: {
      Header: `
          CHILD DOB
        ! 1     02/01/2012
        ! 2     -
          3     1/1/2012
          4     01/01/2012`,
    },
    last: {
      Header: `
        CHILD DOB
        1     01/01/2012
        2     01/01/2012
        3     01/01/2012`,
    },
  },
});

casesOf(RULES, '204', {
  'another code': {
    tables: {
      Header: `
          CHILD ETHNIC
        ! 1     WBRI
        ! 2     -
          3     WBRI
          4     wbri
          5     WBRI`,
    },
    last: {
      Header: `
        CHILD ETHNIC
        1     NOBT
        2     WBRI
        3     WBRI
        4     WBRI`,
    },
  },
});

casesOf(RULES, '208', {
  'a number takes the place of a reason, and no other': {
    tables: {
      Header: `
          CHILD UPN
        ! 1     H801200001001
        ! 2     UN4
        ! 3     -
        ! 4     UN1
          5     H801200001001
          6     H801200001002
          7     UN2
          8     UN3
          9     UN1
          10    H801200001001`,
    },
    last: {
      Header: `
        CHILD UPN
        1     H801200001002
        2     H801200001001
        3     H801200001001
        4     UN2
        5     H801200001001
        6     UN1
        7     UN1
        8     UN2
        9     UN1`,
    },
  },
});

casesOf(RULES, 'NoE', {
  'looked after before the year, and not in last year’s return': {
    tables: {
      Episodes: `
          CHILD DECOM
        ! 1     31/03/2025
          1     01/06/2025
          2     31/03/2025
          3     01/04/2025
          4     -`,
    },
    last: { Episodes: 'CHILD DECOM\n2 01/01/2024' },
  },
});
