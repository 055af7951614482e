import { casesOf } from '../test-cases.ts';
import { REVIEW_RULES } from './reviews.ts';

casesOf(REVIEW_RULES, '166', {
  'no day, and blank': {
    tables: {
      Reviews: `
          CHILD REVIEW
          1     28/02/2025
        ! 2     29/02/2025
        ! 3     -`,
    },
  },
});

casesOf(REVIEW_RULES, '167', {
  'codes, and blank': {
    tables: {
      Reviews: `
          CHILD REVIEW_CODE
          1     PN0
          2     PN7
        ! 3     PN8
        ! 4     pn1
        ! 5     -`,
    },
  },
});

casesOf(REVIEW_RULES, '440', {
  'the fourth birthday': {
    tables: {
      Reviews: `
          CHILD DOB        REVIEW     REVIEW_CODE
          1     01/06/2021 31/05/2025 PN0
        ! 2     01/06/2021 01/06/2025 PN0
          3     01/06/2021 01/06/2025 PN1
          4     -          01/06/2025 PN0
          5     01/06/2021 -          PN0`,
    },
  },
});

casesOf(REVIEW_RULES, '441', {
  'the fourth birthday': {
    tables: {
      Reviews: `
          CHILD DOB        REVIEW     REVIEW_CODE
        ! 1     01/06/2021 31/05/2025 PN1
        ! 2     01/06/2021 31/05/2025 PN7
          3     01/06/2021 01/06/2025 PN1
          4     01/06/2021 31/05/2025 PN0
          5     01/06/2021 31/05/2025 -
          6     -          31/05/2025 PN1`,
    },
  },
});

casesOf(REVIEW_RULES, '399', {
  'short breaks only': {
    tables: {
      Episodes: `
          CHILD LS
        ! 1     V3
        ! 2     V4
          3     V4
          4     V4
          4     C2
          5     C2`,
      Header: `
          CHILD MOTHER
        ! 1     0
        ! 2     -
          3     -
          4     0
          5     0`,
      Reviews: `
          CHILD REVIEW     REVIEW_CODE
        ! 2     01/06/2025 PN1
          4     01/06/2025 PN1
          5     01/06/2025 PN1`,
    },
  },
});
