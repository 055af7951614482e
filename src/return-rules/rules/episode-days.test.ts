import { casesOf } from '../test-cases.ts';
import { EPISODE_DAY_RULES } from './episode-days.ts';

casesOf(EPISODE_DAY_RULES, '217', {
  'adoption by the carers the child lives with goes on with the same carer': {
    tables: {
      Episodes: `
          CHILD PLACE DECOM      RNE
        ! 1     A3    01/04/2015 P
        ! 2     A5    01/06/2025 L
        ! 3     A5    01/06/2025 -
          4     A5    31/03/2015 P
          5     A3    01/06/2025 T
          6     A5    01/06/2025 U
          7     A5    01/06/2025 S
          8     A4    01/06/2025 P
          9     A3    -          P`,
    },
  },
});

casesOf(EPISODE_DAY_RULES, '217t', {
  'independent living ended on 28 October 2023': {
    year: '2023-24',
    tables: {
      Episodes: `
          CHILD PLACE DECOM
        ! 1     P2    28/10/2023
          2     P2    27/10/2023
          3     P1    28/10/2023
          4     P2    -`,
    },
  },
});

casesOf(EPISODE_DAY_RULES, '230', {
  'registered from 28 October 2023': {
    year: '2023-24',
    tables: {
      Episodes: `
          CHILD PLACE DEC        URN     PL_LA
        ! 1     H5    28/10/2023 -       -
        ! 2     H5    -          -       816
          3     H5    27/10/2023 -       816
          4     H5    -          SC12345 816
          5     H5    -          -       WAL
          6     K2    -          -       816`,
    },
  },
});

casesOf(EPISODE_DAY_RULES, '302', {
  'the first episode, whichever row it is': {
    tables: {
      Header: `
          CHILD DOB
        ! 1     02/06/2024
          2     01/06/2024
          3     -`,
      Episodes: `
          CHILD DECOM
          1     02/06/2024
        ! 1     01/06/2024
          2     01/06/2024
          3     01/06/2024`,
    },
  },
});

casesOf(EPISODE_DAY_RULES, '353', {
  'the Children Act came into force on 14 October 1991': {
    tables: {
      Episodes: `
          CHILD DECOM
        ! 1     13/10/1991
          2     14/10/1991
          3     -`,
    },
  },
});

casesOf(EPISODE_DAY_RULES, '354', {
  'after 31 March of the year': {
    tables: {
      Episodes: `
          CHILD DECOM
        ! 1     01/04/2026
          2     31/03/2026
          3     -`,
    },
  },
  'after the last day of a collection of its own': {
    collection: { collection_start: '01/01/2020', collection_end: '31/12/2020' },
    tables: {
      Episodes: `
          CHILD DECOM
        ! 1     01/01/2021
          2     31/12/2020`,
    },
  },
});

casesOf(EPISODE_DAY_RULES, '355', {
  'no night': {
    tables: {
      Episodes: `
          CHILD DECOM      DEC
        ! 1     01/06/2025 01/06/2025
          2     01/06/2025 02/06/2025
          3     01/06/2025 -
          4     -          -`,
    },
  },
});

casesOf(EPISODE_DAY_RULES, '356', {
  'ends before it begins': {
    tables: {
      Episodes: `
          CHILD DECOM      DEC
        ! 1     02/06/2025 01/06/2025
          2     01/06/2025 01/06/2025
          3     01/06/2025 -
          4     -          01/06/2025`,
    },
  },
});

casesOf(EPISODE_DAY_RULES, '385', {
  'after 31 March of the year': {
    tables: {
      Episodes: `
          CHILD DEC
        ! 1     01/04/2026
          2     31/03/2026
          3     -`,
    },
  },
});

casesOf(EPISODE_DAY_RULES, '445', {
  'freed after December 2005': {
    year: '2023-24',
    tables: {
      Episodes: `
          CHILD LS DECOM
        ! 1     D1 01/01/2006
          2     D1 31/12/2005
          3     E1 01/01/2006
          4     D1 -`,
    },
  },
});

casesOf(EPISODE_DAY_RULES, '446', {
  'a placement order before December 2005': {
    tables: {
      Episodes: `
          CHILD LS DECOM
        ! 1     E1 30/11/2005
          2     E1 01/12/2005
          3     C2 30/11/2005
          4     E1 -`,
    },
  },
});

casesOf(EPISODE_DAY_RULES, '451', {
  'still freed': {
    year: '2022-23',
    tables: {
      Episodes: `
          CHILD LS DEC        REC
        ! 1     D1 -          -
          2     D1 01/06/2022 X1
          3     C2 -          -`,
    },
  },
});
