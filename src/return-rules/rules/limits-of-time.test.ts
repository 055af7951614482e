import { casesOf } from '../test-cases.ts';
import { LIMIT_OF_TIME_RULES } from './limits-of-time.ts';

casesOf(LIMIT_OF_TIME_RULES, '361', {
  'three days and four, at once or one after the other': {
    tables: {
      Episodes: `
          CHILD LS DECOM      DEC
          1     L1 01/06/2025 04/06/2025
        ! 2     L1 01/06/2025 05/06/2025
        ! 3     L1 01/06/2025 03/06/2025
        ! 3     L1 03/06/2025 05/06/2025
          4     L1 01/06/2025 03/06/2025
          4     L1 04/06/2025 06/06/2025
          5     L1 28/03/2026 -
        ! 6     L1 27/03/2026 -
          7     L1 -          05/06/2025
          8     C2 01/06/2025 05/06/2025`,
    },
  },
  'another status in between ends the time': {
    tables: {
      Episodes: `
          CHILD LS DECOM      DEC
          1     L1 01/06/2025 03/06/2025
          1     C1 03/06/2025 04/06/2025
          1     L1 04/06/2025 06/06/2025`,
    },
  },
});

casesOf(LIMIT_OF_TIME_RULES, '362', {
  '21 days and 22': {
    tables: {
      Episodes: `
          CHILD LS DECOM      DEC
          1     L2 01/06/2025 22/06/2025
        ! 2     L2 01/06/2025 23/06/2025
        ! 3     L2 01/06/2025 08/06/2025
        ! 3     L2 08/06/2025 23/06/2025`,
    },
  },
});

casesOf(LIMIT_OF_TIME_RULES, '363', {
  '7 days and 8': {
    tables: {
      Episodes: `
          CHILD LS DECOM      DEC
          1     L3 01/06/2025 08/06/2025
        ! 2     L3 01/06/2025 09/06/2025
          3     L2 01/06/2025 09/06/2025`,
    },
  },
});

casesOf(LIMIT_OF_TIME_RULES, '364', {
  '21 days and 22': {
    tables: {
      Episodes: `
          CHILD LS DECOM      DEC
          1     J2 01/06/2025 22/06/2025
        ! 2     J2 01/06/2025 23/06/2025
          3     J1 01/06/2025 23/06/2025`,
    },
  },
});

casesOf(LIMIT_OF_TIME_RULES, '365', {
  '17 days and 18': {
    tables: {
      Episodes: `
          CHILD LS DECOM      DEC
          1     V3 01/06/2025 18/06/2025
        ! 2     V3 01/06/2025 19/06/2025
        ! 3     V3 13/03/2026 -
          4     V3 14/03/2026 -
          5     V4 01/06/2025 19/06/2025
          6     V3 -          19/06/2025`,
    },
  },
});

casesOf(LIMIT_OF_TIME_RULES, '367', {
  'days within the year: 75 and 76': {
    tables: {
      Episodes: `
          CHILD LS DECOM      DEC
          1     V3 01/04/2025 01/05/2025
          1     V3 01/07/2025 15/08/2025
        ! 2     V3 01/04/2025 01/05/2025
        ! 2     V3 01/07/2025 16/08/2025
          2     V2 01/09/2025 01/10/2025
          3     V3 01/02/2025 15/06/2025
          4     V3 01/01/2025 01/04/2025
        ! 4     V3 01/02/2025 16/06/2025
          5     V4 01/04/2025 01/12/2025
        ! 6     V3 14/01/2026 -
          7     V3 15/01/2026 -
          8     V3 01/03/2024 01/03/2025`,
    },
  },
});

casesOf(LIMIT_OF_TIME_RULES, '375', {
  'six weeks are 42 days': {
    tables: {
      Episodes: `
          CHILD PLACE DECOM      DEC
          1     T1    01/06/2025 13/07/2025
        ! 2     T1    01/06/2025 14/07/2025
          3     R2    01/06/2025 14/07/2025
          4     T1    01/06/2025 -`,
    },
  },
});

casesOf(LIMIT_OF_TIME_RULES, '376', {
  'three weeks are 21 days': {
    tables: {
      Episodes: `
          CHILD PLACE DECOM      DEC
          1     T3    01/06/2025 22/06/2025
        ! 2     T3    01/06/2025 23/06/2025
          3     T2    01/06/2025 23/06/2025`,
    },
  },
});

casesOf(LIMIT_OF_TIME_RULES, '377', {
  'the third within twelve months': {
    tables: {
      Episodes: `
          CHILD PLACE DECOM      RNE
        ! 1     T3    01/06/2024 P
        ! 1     T3    01/08/2024 P
        ! 1     T3    31/05/2025 P
          2     T3    01/06/2024 P
          2     T3    01/08/2024 P
          2     T3    01/06/2025 P
          3     T3    01/06/2025 P
          3     T3    08/06/2025 L
          3     T3    01/08/2025 P
          3     T2    01/09/2025 P`,
    },
  },
});

casesOf(LIMIT_OF_TIME_RULES, '379', {
  '7 days and 8': {
    tables: {
      Episodes: `
          CHILD PLACE DECOM      DEC
          1     T4    01/06/2025 08/06/2025
        ! 2     T4    01/06/2025 09/06/2025
          3     T0    01/06/2025 09/06/2025`,
    },
  },
});
