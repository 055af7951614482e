import { casesOf } from '../test-cases.ts';
import { LIBERTY_ORDER_RULES as RULES } from './liberty-orders.ts';

const year = '2026-27';

for (const [number, column] of [
  ['700', 'DOLO_START'],
  ['701', 'DOLO_END'],
] as const) {
  casesOf(RULES, number, {
    'a day that the calendar has not': {
      year,
      tables: {
        DoLo: `
            CHILD ${column}
          ! 1     31/06/2026
          ! 2     01/06/26
            3     30/06/2026
            4     -`,
      },
    },
  });
}

casesOf(RULES, '702', {
  'ended before it began': {
    year,
    tables: {
      DoLo: `
          CHILD DOLO_START DOLO_END
        ! 1     02/06/2026 01/06/2026
          2     01/06/2026 01/06/2026
          3     -          01/06/2026
          4     01/06/2026 -`,
    },
  },
});

casesOf(RULES, '703', {
  'began after the year': {
    year,
    tables: {
      DoLo: `
          CHILD DOLO_START
        ! 1     01/04/2027
          2     31/03/2027
          3     01/01/2020
          4     -`,
    },
  },
});

casesOf(RULES, '704', {
  'ended outside the year': {
    year,
    tables: {
      DoLo: `
          CHILD DOLO_END
        ! 1     31/03/2026
          2     01/04/2026
          3     31/03/2027
        ! 4     01/04/2027
          5     -`,
    },
  },
});

casesOf(RULES, '705', {
  'began while another was in force': {
    year,
    tables: {
      DoLo: `
          CHILD DOLO_START DOLO_END
        ! 1     01/07/2026 -
          1     01/06/2026 -
          2     01/06/2026 02/07/2026
        ! 2     01/07/2026 03/07/2026
          2     03/07/2026 -
          3     01/06/2026 01/07/2026
          3     01/07/2026 -
          4     01/06/2026 -
          5     01/07/2026 -
          6     01/06/2026 01/09/2026
        ! 6     01/07/2026 02/07/2026
        ! 6     01/08/2026 -
          7     01/06/2026 31/06/2026
          7     01/07/2026 -
          8     -          -
          8     01/07/2026 -`,
    },
  },
});

casesOf(RULES, '706', {
  'in force at the end of last year, and not in this': {
    year,
    tables: {
      DoLo: `
          CHILD DOLO_START
        ! 1     01/04/2026
        ! 1     01/06/2026
          2     01/02/2026
          3     01/04/2026
          6     01/04/2026`,
      Header: `
          CHILD
          1
        ! 4
          5`,
    },
    last: {
      DoLo: `
        CHILD DOLO_START DOLO_END
        1     01/02/2026 -
        2     01/02/2026 -
        3     01/02/2026 31/03/2026
        4     01/02/2026 -
        5     01/02/2026 01/03/2026
        6     -          -`,
    },
  },
});

casesOf(RULES, '707', {
  'left care, and the order goes on': {
    year,
    tables: {
      DoLo: `
          CHILD DOLO_START DOLO_END
        ! 1     01/05/2026 -
          2     01/05/2026 -
          3     01/05/2026 01/06/2026
        ! 4     01/05/2026 -
          4     01/08/2026 -
          5     01/05/2026 -
          6     01/05/2026 -
        ! 7     -          -
        ! 8     01/05/2026 -
        ! 9     01/06/2026 -
          10    01/05/2026 -`,
      Episodes: `
          CHILD DECOM      DEC
          1     01/01/2020 01/06/2026
          2     01/01/2020 -
          3     01/01/2020 01/06/2026
          4     01/01/2020 01/06/2026
          4     02/06/2026 -
          5     01/01/2020 01/06/2026
          5     01/06/2026 -
          7     01/01/2020 01/06/2026
          8     01/01/2020 01/06/2026
          8     01/06/2026 01/07/2026
          9     01/01/2020 01/06/2026
          9     02/06/2026 -
          10    01/01/2020 -
          10    01/06/2026 01/07/2026`,
    },
  },
});

casesOf(RULES, '708', {
  'before the child was born': {
    year,
    tables: {
      DoLo: `
          CHILD DOB        DOLO_START DOLO_END
        ! 1     02/06/2026 01/06/2026 -
        ! 2     02/06/2026 -          01/06/2026
          3     01/06/2026 01/06/2026 -
          4     -          01/06/2026 -`,
    },
  },
});

casesOf(RULES, '709', {
  'a kind of home where it is not expected': {
    year,
    tables: {
      DoLo: `
          CHILD DOLO_START DOLO_END
        ! 1     01/06/2026 -
          2     01/06/2026 01/08/2026
          3     01/06/2026 -
        ! 4     01/06/2026 01/08/2026
          5     -          -
        ! 6     01/06/2026 -
          7     01/06/2026 -
          8     01/06/2026 -
          9     01/06/2026 31/06/2026
          10    01/06/2026 -`,
      Episodes: `
          CHILD DECOM      DEC        PLACE
        ! 1     01/01/2020 -          U6
          2     01/01/2020 01/06/2026 U6
          2     01/06/2026 01/08/2026 K2
          2     01/08/2026 -          U6
          3     01/01/2020 01/08/2026 Z12
          3     01/08/2026 -          Z13
          4     01/01/2020 31/07/2026 K2
        ! 4     31/07/2026 -          S1
          5     01/01/2020 -          U6
        ! 6     01/01/2020 02/06/2026 T4
          6     02/06/2026 -          K2
          7     01/01/2020 -          -
          9     01/01/2020 -          U6
          10    -          -          U6`,
    },
  },
});

casesOf(RULES, '710', {
  'a kind of home where there can be none': {
    year,
    tables: {
      DoLo: `
          CHILD DOLO_START DOLO_END
        ! 1     01/06/2026 -
        ! 2     01/06/2026 -
        ! 3     01/06/2026 -
        ! 4     01/06/2026 -
          5     01/06/2026 -
          6     01/06/2026 01/08/2026`,
      Episodes: `
          CHILD DECOM      DEC        PLACE
        ! 1     01/01/2020 -          K1
        ! 2     01/01/2020 -          P1
        ! 3     01/01/2020 -          R5
        ! 4     01/01/2020 02/06/2026 K3
          4     02/06/2026 -          K2
          5     01/01/2020 -          U6
          6     01/08/2026 -          K1
          7     01/01/2020 -          K1`,
    },
  },
});
