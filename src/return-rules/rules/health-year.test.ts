import { casesOf } from '../test-cases.ts';
import { HEALTH_YEAR_RULES as RULES } from './health-year.ts';

const FOUR = 'IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE';

// Children 1 to 8 were looked after from 1 April 2025 to 31 March 2026; 11 to 18 were not.
const EPISODES = `
  CHILD DECOM      RNE LS DEC        REC
  1     01/04/2025 S   C2 -          -
  2     01/01/2020 S   C2 30/06/2025 X1
  2     30/06/2025 P   C2 -          -
  3     01/01/2020 S   C2 30/06/2025 -
  3     30/06/2025 P   C2 -          -
  4     01/01/2020 S   C2 31/03/2026 X1
  5     01/01/2020 S   C2 01/04/2026 E8
  6     01/05/2025 S   V4 05/05/2025 E8
  6     01/01/2020 S   C2 -          -
  7     01/04/2025 S   C2 01/04/2026 E8
  7     10/04/2026 S   C2 -          -
  8     01/01/2020 S   C2 -          -
  8     30/06/2025 P   C2 -          -
  11    02/04/2025 S   C2 -          -
  12    01/01/2020 S   C2 31/03/2026 E8
  13    01/01/2020 S   C2 30/06/2025 E8
  13    30/06/2025 S   C2 -          -
  14    01/01/2020 S   V3 -          -
  15    01/01/2020 S   C2 30/06/2025 X1
  15    30/06/2025 S   C2 -          -
  16    01/01/2020 S   C2 30/06/2025 E8
  16    01/07/2025 S   C2 -          -
  18    01/01/2020 S   C2 30/06/2025 -
  18    01/07/2025 P   C2 -          -`;

casesOf(RULES, '190', {
  'health of a child who was not looked after all year': {
    tables: {
      Episodes: EPISODES,
      OC2: `
          CHILD CONVICTED HEALTH_CHECK ${FOUR}
          1     -         -            0 0 0 0
          2     -         -            1 1 1 1
          3     -         -            1 1 1 1
          4     -         -            1 1 1 1
          5     0         -            1 1 1 1
          6     -         1            1 1 1 1
          7     -         -            1 1 1 1
          8     -         -            1 1 1 1
        ! 11    -         -            1 1 1 1
        ! 12    -         -            1 1 1 1
        ! 13    -         -            1 1 1 1
        ! 14    -         -            1 1 1 1
        ! 15    0         -            - - - -
        ! 16    -         0            - - - -
        ! 17    -         -            - - - 0
        ! 18    -         -            1 1 1 1
          12    -         -            - - - -`,
    },
  },
  'a collection that ends earlier': {
    collection: { collection_start: '01/04/2025', collection_end: '30/03/2026' },
    tables: {
      Episodes: `
          CHILD DECOM      LS DEC        REC
          1     01/04/2025 C2 31/03/2026 E8
          2     01/04/2025 C2 30/03/2026 E8`,
      OC2: `
          CHILD ${FOUR}
          1     1 1 1 1
        ! 2     1 1 1 1`,
    },
  },
});

casesOf(RULES, '191', {
  'looked after all year, with a blank, or not in the table': {
    tables: {
      Episodes: `
          CHILD DECOM      RNE LS DEC        REC
          1     01/04/2025 S   C2 -          -
          2     01/04/2025 S   C2 -          -
          3     02/04/2025 S   C2 -          -
        ! 4     30/06/2025 P   C2 -          -
          4     01/01/2020 S   C2 30/06/2025 X1
          5     02/04/2025 S   C2 -          -`,
      OC2: `
          CHILD ${FOUR}
          1     0 0 0 0
        ! 2     1 1 1 -
          3     - - - -`,
    },
  },
});

casesOf(RULES, '542', {
  'a conviction under 10': {
    tables: {
      OC2: `
          CHILD DOB        CONVICTED
        ! 1     01/04/2016 0
          2     31/03/2016 1
          3     01/04/2016 -
          4     -          1`,
    },
  },
});

casesOf(RULES, '543', {
  'convictions are blank from 10 on': {
    tables: {
      Episodes: EPISODES,
      OC2: `
          CHILD DOB        CONVICTED
        ! 1     31/03/2016 -
          2     01/04/2016 -
          3     31/03/2016 0
          4     -          -
        ! 5     01/01/2009 -
          11    31/03/2016 -
          17    31/03/2016 -`,
    },
  },
});

casesOf(RULES, '545', {
  'development checks are blank under 5': {
    tables: {
      Episodes: EPISODES,
      OC2: `
          CHILD DOB        HEALTH_CHECK
        ! 1     01/04/2021 -
          2     31/03/2021 -
          3     01/04/2021 0
          4     -          -
          11    01/04/2021 -`,
    },
  },
});

casesOf(RULES, '546', {
  'development checks from 5 on': {
    tables: {
      OC2: `
          CHILD DOB        HEALTH_CHECK
        ! 1     31/03/2021 0
          2     01/04/2021 1
          3     31/03/2021 -
          4     -          1`,
    },
  },
});
