import { casesOf } from '../test-cases.ts';
import { MISSING_AND_CARE_RULES } from './missing-and-care.ts';

casesOf(MISSING_AND_CARE_RULES, '575', {
  'the placement that the child went missing from': {
    tables: {
      Episodes: `
          CHILD DECOM      DEC
          1     01/04/2025 01/06/2025
          1     01/06/2025 -
          2     01/04/2025 01/06/2025
          2     01/06/2025 -
          3     01/04/2025 01/06/2025`,
      Missing: `
          CHILD MIS_START  MIS_END
        ! 1     31/05/2025 -
        ! 1     01/04/2025 -
          2     01/06/2025 -
          3     31/05/2025 01/06/2025
          3     -          -`,
    },
  },
});

casesOf(MISSING_AND_CARE_RULES, '576', {
  'still missing at the end of last year': {
    tables: {
      Missing: `
          CHILD MIS_START
          1     01/03/2025
        ! 2     02/03/2025
          3     02/05/2025
          5     02/05/2025`,
      Header: `
          CHILD
          1
          2
        ! 4`,
    },
    last: {
      Missing: `
          CHILD MIS_START  MIS_END
          1     01/03/2025 -
          2     01/03/2025 -
          3     01/03/2025 02/03/2025
          4     01/03/2025 -
          6     01/03/2025 -`,
    },
  },
});

const EPISODES = `
    CHILD LS DECOM      DEC        REC
    1     C2 01/04/2025 01/06/2025 X1
    1     C2 01/06/2025 01/08/2025 E4A
    2     C2 01/04/2025 01/06/2025 E4A
    2     C2 01/09/2025 -          -
    3     V3 01/04/2025 01/06/2025 E8`;

casesOf(MISSING_AND_CARE_RULES, '577', {
  'an end while in care, later, and none': {
    tables: {
      Episodes: EPISODES,
      Missing: `
          CHILD MIS_START  MIS_END
          1     01/05/2025 01/08/2025
        ! 1     01/05/2025 02/08/2025
        ! 1     01/05/2025 -
          1     -          -
        ! 2     01/05/2025 -
          2     01/09/2025 -
        ! 3     01/05/2025 -
          4     01/05/2025 -`,
    },
  },
});

casesOf(MISSING_AND_CARE_RULES, '578', {
  'the last day in care, and the day after': {
    tables: {
      Episodes: EPISODES,
      Missing: `
          CHILD MIS_START
          1     01/08/2025
        ! 1     02/08/2025
          1     01/06/2025
        ! 2     31/08/2025
          2     01/09/2025
          2     31/03/2025
          3     -
          4     01/08/2025`,
    },
  },
});

casesOf(MISSING_AND_CARE_RULES, '581', {
  'the first day in care, and the day before': {
    tables: {
      Episodes: EPISODES,
      Missing: `
          CHILD MIS_START
          1     01/04/2025
        ! 1     31/03/2025
          2     31/08/2025
          2     -
          4     31/03/2025`,
    },
  },
});

casesOf(MISSING_AND_CARE_RULES, '580', {
  'missing on the day of leaving care': {
    tables: {
      Episodes: `
          CHILD DEC        REC
        ! 1     01/06/2025 E4A
          2     01/06/2025 E8
          3     01/06/2025 X1
          4     01/06/2025 E4A
        ! 5     01/06/2025 E13
        ! 6     01/06/2025 E4A
          7     01/06/2025 E4A
          8     -          -`,
      Missing: `
          CHILD MISSING MIS_START  MIS_END
          1     M       01/05/2025 01/06/2025
          2     M       01/05/2025 01/06/2025
          3     M       01/05/2025 01/06/2025
          4     M       01/05/2025 31/05/2025
          5     A       01/05/2025 -
          6     M       01/06/2025 02/06/2025
          7     M       02/06/2025 -
          8     M       01/05/2025 -`,
    },
  },
});
