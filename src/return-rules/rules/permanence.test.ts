import { casesOf } from '../test-cases.ts';
import { PERMANENCE_RULES } from './permanence.ts';

casesOf(PERMANENCE_RULES, '199', {
  'after an adoption in this year': {
    tables: {
      Episodes: `
          CHILD DECOM      DEC        REC
          1     01/06/2025 01/07/2025 E11
        ! 1     02/06/2025 -          -
          1     01/05/2025 01/06/2025 X1
          1     -          -          -
          2     01/06/2025 01/07/2025 E4A
          2     01/08/2025 -          -`,
    },
  },
  'after an adoption in last year’s return': {
    last: { Episodes: 'CHILD DECOM REC\n1 01/06/2024 E12\n2 01/06/2024 E45' },
    tables: {
      Episodes: `
          CHILD DECOM      DEC        REC
        ! 1     02/06/2024 -          -
          2     01/08/2025 -          -`,
    },
  },
});

casesOf(PERMANENCE_RULES, '336', {
  'the home just before': {
    tables: {
      Episodes: `
          CHILD DECOM      PLACE
          1     01/06/2025 K2
        ! 1     01/07/2025 A3
          2     01/06/2025 U6
          2     01/07/2025 A4
          3     01/06/2025 U4
          3     01/07/2025 T1
        ! 3     01/08/2025 A4
          4     01/06/2025 A6
          4     01/07/2025 A4
          5     01/07/2025 A3
          6     01/06/2025 K2
          6     01/07/2025 A5
          7     01/06/2025 -
        ! 7     01/07/2025 A3`,
    },
  },
});

casesOf(PERMANENCE_RULES, '378', {
  'with parents under section 20': {
    tables: {
      Episodes: `
          CHILD PLACE LS
        ! 1     P1    V2
          2     P1    C2
          3     P3    V2
          4     -     V2`,
    },
  },
});

casesOf(PERMANENCE_RULES, '390', {
  'adopted from anywhere else': {
    tables: {
      Episodes: `
          CHILD PLACE REC
        ! 1     U4    E11
        ! 2     -     E12
          3     A3    E11
          4     A6    E12
          5     U4    E45`,
    },
  },
});

casesOf(PERMANENCE_RULES, '408', {
  'under a placement order': {
    tables: {
      Episodes: `
          CHILD PLACE LS
        ! 1     A5    C2
        ! 2     A6    D1
        ! 3     A6    -
          4     A5    E1
          5     A4    C2`,
    },
  },
});

casesOf(PERMANENCE_RULES, '516', {
  'guardians who fostered the child': {
    tables: {
      Episodes: `
          CHILD PLACE REC
        ! 1     P1    E45
        ! 2     A4    E46
          3     U1    E45
          4     U6    E46
          5     P1    E47`,
    },
  },
});
