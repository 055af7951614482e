import { casesOf } from '../test-cases.ts';
import { EPISODE_PAIR_RULES } from './episode-pairs.ts';

casesOf(EPISODE_PAIR_RULES, '142', {
  'all but the latest have ended': {
    tables: {
      Episodes: `
          CHILD DECOM      DEC        REC
        ! 1     01/06/2025 -          -
          1     01/08/2025 -          -
        ! 2     01/06/2025 01/07/2025 -
        ! 2     02/07/2025 -          X1
          2     03/08/2025 -          -
          3     01/06/2025 01/07/2025 X1
          3     01/07/2025 -          -
          4     01/06/2025 -          -
          4     -          -          -`,
    },
  },
  'the order of the rows does not matter': {
    tables: {
      Episodes: `
          CHILD DECOM      DEC        REC
          1     01/08/2025 -          -
        ! 1     01/06/2025 -          -`,
    },
  },
});

casesOf(EPISODE_PAIR_RULES, '388', {
  'a day too late, nothing after, and an end of care that goes on': {
    tables: {
      Episodes: `
          CHILD DECOM      DEC        REC
        ! 1     01/06/2025 01/07/2025 X1
          1     02/07/2025 -          -
          2     01/06/2025 01/07/2025 X1
        ! 2     01/07/2025 01/08/2025 X1
        ! 3     01/06/2025 01/07/2025 E4A
          3     01/07/2025 -          -
          4     01/06/2025 01/07/2025 E4A
          4     02/07/2025 01/08/2025 E8
          5     01/06/2025 -          -
          6     -          01/08/2025 X1`,
    },
  },
});

casesOf(EPISODE_PAIR_RULES, '431', {
  'on the day the one before ended, and the day after': {
    tables: {
      Episodes: `
          CHILD DECOM      DEC        RNE
          1     01/06/2025 01/07/2025 S
        ! 1     01/07/2025 -          S
          2     01/06/2025 01/07/2025 S
          2     02/07/2025 -          S
          3     01/06/2025 01/07/2025 S
          3     01/07/2025 -          P
          4     01/06/2025 -          S
          4     01/07/2025 -          S`,
    },
  },
});

casesOf(EPISODE_PAIR_RULES, '432', {
  'after the end of care': {
    tables: {
      Episodes: `
          CHILD DECOM      REC RNE
          1     01/06/2025 E4A S
        ! 1     01/08/2025 -   P
          2     01/06/2025 E8  S
          2     01/08/2025 -   S
          3     01/06/2025 X1  S
          3     01/08/2025 -   P
          4     01/06/2025 E16 S
        ! 4     01/08/2025 -   -`,
    },
  },
});

casesOf(EPISODE_PAIR_RULES, '433', {
  'a day before and a day after the end of the one before': {
    tables: {
      Episodes: `
          CHILD DECOM      DEC        RNE
          1     01/06/2025 02/07/2025 S
        ! 1     01/07/2025 02/08/2025 L
          1     02/08/2025 01/09/2025 P
        ! 1     02/09/2025 -          U
          2     01/06/2025 01/07/2025 P
          2     02/07/2025 -          S
          3     01/06/2025 -          S
          3     01/07/2025 -          P`,
    },
  },
});

casesOf(EPISODE_PAIR_RULES, '434', {
  'the legal status alone': {
    tables: {
      Episodes: `
          CHILD DECOM      RNE LS PLACE PL_POST URN PLACE_PROVIDER
          1     01/06/2025 S   V2 U4    AA1_1AA 1   PR1
          1     02/06/2025 L   C1 U4    AA1_1AA 1   PR1
        ! 1     03/06/2025 L   C1 U4    AA1_1AA 1   PR1
        ! 1     04/06/2025 L   C2 U6    AA1_1AA 1   PR1
        ! 1     05/06/2025 L   E1 U6    BB1_1BB 1   PR1
        ! 1     06/06/2025 L   C2 U6    BB1_1BB 2   PR1
        ! 1     07/06/2025 L   C1 U6    BB1_1BB 2   PR4
        ! 1     08/06/2025 L   C2 U6    BB1_1BB -   PR4
          1     09/06/2025 P   C1 U6    BB1_1BB -   PR4`,
    },
  },
});

casesOf(EPISODE_PAIR_RULES, '435', {
  'the placement alone': {
    tables: {
      Episodes: `
          CHILD DECOM      RNE LS PLACE PL_POST URN PLACE_PROVIDER
          1     01/06/2025 S   V2 U4    AA1_1AA 1   PR1
        ! 1     02/06/2025 P   V2 U4    AA1_1AA 1   PR1
        ! 1     03/06/2025 T   C2 U6    AA1_1AA 1   PR1
          1     04/06/2025 T   C2 U4    AA1_1AA 1   PR1
          1     05/06/2025 P   C2 U4    BB1_1BB 1   PR1
          1     06/06/2025 P   C2 U4    BB1_1BB 2   PR1
          1     07/06/2025 P   C2 U4    BB1_1BB 2   PR4
          1     08/06/2025 L   C2 U4    BB1_1BB 2   PR4`,
    },
  },
});

casesOf(EPISODE_PAIR_RULES, '436', {
  both: {
    tables: {
      Episodes: `
          CHILD DECOM      RNE LS PLACE PL_POST
          1     01/06/2025 S   V2 U4    AA1_1AA
          1     02/06/2025 B   C2 U6    AA1_1AA
        ! 1     03/06/2025 B   C2 U4    AA1_1AA
        ! 1     04/06/2025 U   C1 U4    AA1_1AA
          1     05/06/2025 U   C2 U4    BB1_1BB
          1     06/06/2025 P   C2 U4    BB1_1BB`,
    },
  },
});

casesOf(EPISODE_PAIR_RULES, '437', {
  'nothing follows for good': {
    tables: {
      Episodes: `
          CHILD DECOM      REC
        ! 1     01/06/2025 E2
          1     01/08/2025 -
        ! 2     01/06/2025 E15
          2     01/08/2025 E15
          3     01/06/2025 E4A
          3     01/08/2025 E2
          4     01/08/2025 E2
          5     01/08/2025 E8
          5     -          -`,
    },
  },
});

casesOf(EPISODE_PAIR_RULES, '501', {
  'on the day the one before ended, and the day before': {
    tables: {
      Episodes: `
          CHILD DECOM      DEC
          1     01/06/2025 01/07/2025
        ! 1     30/06/2025 -
          2     01/06/2025 01/07/2025
          2     01/07/2025 -
          3     01/06/2025 -
          3     02/06/2025 -`,
    },
  },
});

casesOf(EPISODE_PAIR_RULES, '504', {
  'compared with the episode with which care began': {
    tables: {
      Episodes: `
          CHILD DECOM      DEC        RNE CIN
          1     01/06/2025 01/07/2025 S   N1
        ! 1     01/07/2025 01/08/2025 P   N2
        ! 1     01/08/2025 01/09/2025 L   N2
          1     01/09/2025 -          P   N1
          2     01/06/2025 01/07/2025 S   N1
          2     05/07/2025 01/08/2025 S   N4
          2     01/08/2025 -          P   N4
          3     01/06/2025 01/07/2025 S   N8
          3     01/07/2025 -          S   N1
          4     01/06/2025 01/07/2025 S   N8
          4     02/07/2025 -          P   N1`,
    },
  },
});

casesOf(EPISODE_PAIR_RULES, '357', {
  'in the year, with nothing before': {
    tables: {
      Episodes: `
          CHILD DECOM      RNE
        ! 1     01/04/2025 P
          1     01/06/2025 P
          2     31/03/2025 P
          3     01/04/2025 S
          4     -          P`,
    },
  },
  'last year’s return has it or has it not': {
    last: { Episodes: 'CHILD DECOM\n1 01/06/2024' },
    tables: {
      Episodes: `
          CHILD DECOM      RNE
          1     01/04/2025 P
        ! 2     31/03/2025 P
          3     31/03/2025 S`,
    },
  },
});
