import { casesOf } from '../test-cases.ts';
import { HEADER_IN_CARE_RULES } from './header-in-care.ts';

casesOf(HEADER_IN_CARE_RULES, '207', {
  'a mother stays one': {
    last: {
      Header: `
          CHILD MOTHER
          1     1
          2     1
          3     1
          4     0
          5     1`,
    },
    tables: {
      Episodes: `
          CHILD
          1
          2
          3
          4
          6`,
      Header: `
          CHILD MOTHER
        ! 1     0
        ! 2     -
          3     1
          4     1
          5     0
          6     0`,
    },
  },
});

casesOf(HEADER_IN_CARE_RULES, '210', {
  'more than a week is from 23 March back': {
    tables: {
      Header: `
          CHILD UPN
        ! 1     UN4
          2     UN4
          3     UN1
          4     UN4`,
      Episodes: `
          CHILD DECOM
        ! 1     23/03/2026
          1     25/03/2026
          2     24/03/2026
          3     01/06/2025
          4     -`,
    },
  },
});

casesOf(HEADER_IN_CARE_RULES, '393', {
  'girls who are looked after': {
    tables: {
      Header: `
          CHILD SEX MOTHER
        ! 1     F   -
          2     F   0
          3     F   1
          4     M   -
          5     F   -
          6     F   -`,
      Episodes: `
          CHILD LS
          1     V3
          1     C2
          2     C2
          3     C2
          4     C2
          5     V4`,
    },
  },
  'sex had other codes': {
    year: '2022-23',
    tables: {
      Header: `
          CHILD SEX MOTHER
        ! 1     2   -
          2     1   -`,
      Episodes: `
          CHILD LS
          1     C2
          2     C2`,
    },
  },
});

casesOf(HEADER_IN_CARE_RULES, '442', {
  'children who are looked after': {
    tables: {
      Header: `
          CHILD UPN
        ! 1     -
          2     UN1
          3     -
          4     -`,
      Episodes: `
          CHILD LS
          1     V4
          1     V2
          2     V2
          3     V3
          3     V4`,
    },
  },
});
