import { casesOf } from '../test-cases.ts';
import { EPISODE_CODE_RULES } from './episode-codes.ts';

casesOf(EPISODE_CODE_RULES, '141', {
  'a day that the calendar has not': {
    tables: {
      Episodes: `
          CHILD DECOM
        ! 1     31/06/2025
        ! 2     soon
          3     30/06/2025
          4     -`,
    },
  },
});

casesOf(EPISODE_CODE_RULES, '143', {
  'a code that is none': {
    tables: {
      Episodes: `
          CHILD RNE
        ! 1     X
        ! 2     s
        ! 3     _
          4     S
          5     U
          6     -`,
    },
  },
});

casesOf(EPISODE_CODE_RULES, '144', {
  'a code that is none': {
    tables: {
      Episodes: `
          CHILD LS
        ! 1     V1
        ! 2     J4
          3     J3
          4     D1
          5     -`,
    },
  },
});

casesOf(EPISODE_CODE_RULES, '145', {
  'a code that is none': {
    tables: {
      Episodes: `
          CHILD CIN
        ! 1     N0
        ! 2     N9
          3     N1
          4     N8
          5     -`,
    },
  },
});

casesOf(EPISODE_CODE_RULES, '146', {
  'homes for over sixteens, and other placements, have new codes': {
    tables: {
      Episodes: `
          CHILD PLACE
        ! 1     H5
        ! 2     P2
        ! 3     Z1
          4     K3
          5     Z14
          6     T4
          7     -`,
    },
  },
  'two years before they had not': {
    year: '2023-24',
    tables: {
      Episodes: `
          CHILD PLACE
          1     H5
          2     P2
          3     Z1
        ! 4     K3
        ! 5     Z14`,
    },
  },
  'the year between knows both': {
    year: '2024-25',
    tables: {
      Episodes: `
          CHILD PLACE
          1     H5
          2     Z1
          3     K3
        ! 4     k3
        ! 5     Z11`,
    },
  },
});

casesOf(EPISODE_CODE_RULES, '147', {
  'a day that the calendar has not': {
    tables: {
      Episodes: `
          CHILD DEC
        ! 1     29/02/2025
          2     28/02/2025
          3     -`,
    },
  },
});

casesOf(EPISODE_CODE_RULES, '148', {
  'one without the other': {
    tables: {
      Episodes: `
          CHILD DEC        REC
        ! 1     01/06/2025 -
        ! 2     -          X1
          3     01/06/2025 X1
          4     -          -`,
    },
  },
});

casesOf(EPISODE_CODE_RULES, '149', {
  'a code that is none': {
    tables: {
      Episodes: `
          CHILD REC
        ! 1     E1
        ! 2     E4
        ! 3     E4a
          4     E4A
          5     E17
          6     X1
          7     -`,
    },
  },
});

casesOf(EPISODE_CODE_RULES, '178', {
  'no code, or one for a placement that has no provider': {
    tables: {
      Episodes: `
          CHILD PLACE PLACE_PROVIDER
        ! 1     U4    PR6
        ! 2     T1    PR1
        ! 3     Z12   PR4
          4     U4    PR0
          5     K2    PR5
          6     U4    -
          7     T1    -`,
    },
  },
});
