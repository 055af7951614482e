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
