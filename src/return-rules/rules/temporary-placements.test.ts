import { casesOf } from '../test-cases.ts';
import { TEMPORARY_PLACEMENT_RULES } from './temporary-placements.ts';

casesOf(TEMPORARY_PLACEMENT_RULES, '225', {
  'a move, but not one to or from a temporary placement': {
    tables: {
      Episodes: `
          CHILD DECOM      RNE PLACE REC REASON_PLACE_CHANGE
        ! 1     01/06/2025 S   U6    X1  -
        ! 1     01/07/2025 P   U4    X1  -
          1     01/08/2025 B   K2    X1  CARPL
          1     01/09/2025 U   U4    -   -
          2     01/06/2025 S   U6    X1  -
          2     01/07/2025 P   T1    X1  -
          2     01/08/2025 P   U6    X1  -
          2     01/09/2025 L   U6    E4A -
          2     01/10/2025 S   U6    -   -`,
    },
  },
  'also to another status with the same carer': {
    year: '2022-23',
    tables: {
      Episodes: `
          CHILD DECOM      RNE PLACE REC REASON_PLACE_CHANGE
        ! 1     01/06/2022 S   U6    X1  -
          1     01/07/2022 T   U4    -   -`,
    },
  },
});

casesOf(TEMPORARY_PLACEMENT_RULES, '226', {
  'to and from a temporary placement': {
    tables: {
      Episodes: `
          CHILD DECOM      PLACE REASON_PLACE_CHANGE
        ! 1     01/06/2025 U6    CARPL
        ! 1     01/07/2025 T1    -
          1     01/08/2025 U6    CARPL
          1     01/09/2025 K2    -
        ! 2     01/06/2025 T0    OTHER
          3     01/06/2025 U6    -
          3     01/07/2025 T1    -`,
    },
  },
});

casesOf(TEMPORARY_PLACEMENT_RULES, '233', {
  'the episode goes on': {
    tables: {
      Episodes: `
          CHILD DEC        REASON_PLACE_CHANGE
        ! 1     -          CARPL
          2     01/06/2025 CARPL
          3     -          -`,
    },
  },
});

casesOf(TEMPORARY_PLACEMENT_RULES, '380', {
  'at the beginning of care': {
    tables: {
      Episodes: `
          CHILD PLACE RNE
        ! 1     T0    S
        ! 2     T4    S
          3     T4    P
          4     U6    S
          5     -     S`,
    },
  },
});

casesOf(TEMPORARY_PLACEMENT_RULES, '381', {
  'at the end of care': {
    tables: {
      Episodes: `
          CHILD PLACE REC
        ! 1     T0    E4A
        ! 2     T4    E11
          3     T4    X1
          4     T4    -
          5     U6    E4A`,
    },
  },
});

casesOf(TEMPORARY_PLACEMENT_RULES, '383', {
  'another kind of placement, or another address': {
    tables: {
      Episodes: `
          CHILD DECOM      RNE PLACE PL_POST
          1     01/06/2025 S   U6    AA1_1AA
          1     01/07/2025 P   T1    -
          1     01/08/2025 P   U6    AA1_1AA
        ! 1     01/09/2025 P   T2    -
          1     01/10/2025 P   U6    BB1_1BB
        ! 1     01/11/2025 P   T4    -
          1     01/12/2025 P   K2    BB1_1BB
          1     02/12/2025 P   T0    -`,
    },
  },
  'from one temporary placement to the next': {
    tables: {
      Episodes: `
          CHILD DECOM      RNE PLACE PL_POST
          1     01/06/2025 S   U6    AA1_1AA
          1     01/07/2025 P   T1    -
          1     01/08/2025 P   T3    -
          1     01/09/2025 P   U6    AA1_1AA
          2     01/06/2025 S   U6    AA1_1AA
          2     01/07/2025 P   T1    -
        ! 2     01/08/2025 P   T3    -
          2     01/09/2025 P   U4    AA1_1AA`,
    },
  },
  'the kind of placement alone, in earlier years': {
    year: '2024-25',
    tables: {
      Episodes: `
          CHILD DECOM      RNE PLACE PL_POST
          1     01/06/2024 S   U6    AA1_1AA
          1     01/07/2024 P   T1    -
          1     01/08/2024 P   U6    BB1_1BB
        ! 1     01/09/2024 P   T2    -
          1     01/10/2024 P   K2    BB1_1BB
          1     01/11/2024 P   T2    -
          1     01/12/2024 S   U6    BB1_1BB`,
    },
  },
});
