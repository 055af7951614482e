import { casesOf } from '../test-cases.ts';
import { MISSING_ENTRY_RULES } from './missing-entries.ts';

casesOf(MISSING_ENTRY_RULES, '1004', {
  'a day that the calendar has not': {
    tables: {
      Missing: `
          CHILD MIS_START
        ! 1     30/02/2025
        ! 2     13/10/21
          3     28/02/2025
          4     -`,
    },
  },
});

casesOf(MISSING_ENTRY_RULES, '1005', {
  'a day that the calendar has not': {
    tables: {
      Missing: `
          CHILD MIS_END
        ! 1     31/04/2025
          2     30/04/2025
          3     -`,
    },
  },
});

casesOf(MISSING_ENTRY_RULES, '1006', {
  'a code of another list': {
    tables: {
      Missing: `
          CHILD MISSING
        ! 1     X
          2     M
          3     A
          4     -`,
    },
  },
});

/** One case: a table Missing. */
function missing(number: string, rows: string): void {
  casesOf(MISSING_ENTRY_RULES, number, { Missing: { tables: { Missing: rows } } });
}

missing(
  '564',
  `
    CHILD MISSING MIS_START
  ! 1     M       -
  ! 2     A       -
    3     M       01/05/2025
    4     M       31/02/2025
    5     -       -`,
);

missing(
  '565',
  `
    CHILD MISSING MIS_START
  ! 1     -       01/05/2025
    2     A       01/05/2025
    3     -       -`,
);

missing(
  '566',
  `
    CHILD MISSING MIS_END
  ! 1     -       01/05/2025
    2     M       01/05/2025
    3     -       -`,
);

missing(
  '567',
  `
    CHILD MIS_START  MIS_END
    1     01/05/2025 01/05/2025
  ! 2     02/05/2025 01/05/2025
    3     02/05/2025 -
    4     -          01/05/2025`,
);

missing(
  '570',
  `
    CHILD MIS_START
    1     31/03/2026
  ! 2     01/04/2026
    3     -`,
);

missing(
  '571',
  `
    CHILD MIS_END
  ! 1     31/03/2025
    2     01/04/2025
    3     31/03/2026
  ! 4     01/04/2026
    5     -`,
);

missing(
  '574',
  `
    CHILD MIS_START  MIS_END
  ! 1     05/05/2025 -
    1     01/05/2025 -
    2     01/05/2025 03/05/2025
    2     03/05/2025 04/05/2025
    3     01/05/2025 03/05/2025
  ! 3     02/05/2025 04/05/2025
    4     01/05/2025 -
    5     02/05/2025 -
    6     01/05/2025 30/05/2025
  ! 6     02/05/2025 03/05/2025
  ! 6     10/05/2025 11/05/2025
    6     30/05/2025 -
    7     01/05/2025 31/06/2025
    7     02/05/2025 03/05/2025`,
);

missing(
  '586',
  `
    CHILD DOB        MIS_START  MIS_END
    1     01/05/2025 01/05/2025 02/05/2025
  ! 2     01/05/2025 30/04/2025 02/05/2025
  ! 3     01/05/2025 -          30/04/2025
    4     -          30/04/2025 -`,
);
