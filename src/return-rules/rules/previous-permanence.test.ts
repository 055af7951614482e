import { casesOf } from '../test-cases.ts';
import { PREVIOUS_PERMANENCE_RULES } from './previous-permanence.ts';

casesOf(PREVIOUS_PERMANENCE_RULES, '630', {
  'care that began in the year': {
    tables: {
      Episodes: `
          CHILD LS DECOM      RNE
        ! 1     C2 01/04/2025 S
          2     C2 31/03/2025 S
          3     C2 01/04/2025 P
          4     C2 01/04/2025 S
        ! 5     C2 01/04/2025 S
        ! 6     C2 01/04/2025 S
          7     C2 01/04/2025 S
          8     V4 01/04/2025 S`,
      PrevPerm: `
          CHILD PREV_PERM LA_PERM DATE_PERM
          4     Z1        -       -
          5     P2        352     -
          6     -         352     01/05/2015
          7     P2        352     zz/zz/zzzz`,
    },
  },
});

casesOf(PREVIOUS_PERMANENCE_RULES, '631', {
  codes: {
    tables: {
      PrevPerm: `
          CHILD PREV_PERM
          1     P4
          2     Z1
        ! 3     P5
        ! 4     z1
          5     -`,
    },
  },
});

casesOf(PREVIOUS_PERMANENCE_RULES, '632', {
  'days known in part, and days in care': {
    tables: {
      PrevPerm: `
          CHILD DATE_PERM
          1     30/04/2025
        ! 2     01/05/2025
          3     zz/zz/2025
        ! 4     zz/06/2025
          5     zz/zz/zzzz
        ! 6     31/06/2015
        ! 7     2015
        ! 8     zz/13/2015
          9     -
        ! 10    XX/05/2015`,
      Episodes: `
          CHILD DECOM
          1     01/05/2025
        ! 2     01/05/2025
          2     01/06/2025
          3     01/05/2025
        ! 4     01/05/2025
          5     01/05/2025
        ! 6     01/05/2025
        ! 7     01/05/2025
        ! 8     01/05/2025
          9     01/05/2025`,
    },
  },
});

casesOf(PREVIOUS_PERMANENCE_RULES, '633', {
  'authorities of today and of then, and none': {
    tables: {
      PrevPerm: `
          CHILD LA_PERM
          1     352
          2     909
          3     WAL
          4     NUK
        ! 5     999
        ! 6     Leeds
        ! 7     wal
          8     -`,
    },
  },
});

casesOf(PREVIOUS_PERMANENCE_RULES, '634', {
  'care that began before 1 April 2016': {
    tables: {
      PrevPerm: `
          CHILD PREV_PERM LA_PERM DATE_PERM
        ! 1     P1        352     01/05/2010
          2     P1        352     01/05/2010
          3     -         -       -
        ! 4     P1        -       -
          5     P1        -       -
          6     P1        -       -`,
      Episodes: `
          CHILD RNE DECOM
        ! 1     S   31/03/2016
          2     S   01/04/2016
          3     S   31/03/2016
        ! 4     S   31/03/2016
          4     P   01/06/2025
          5     P   01/06/2025
          6     S   31/03/2016
          6     S   01/06/2025`,
    },
  },
});

casesOf(PREVIOUS_PERMANENCE_RULES, '635', {
  'none, and yet a day or an authority': {
    tables: {
      PrevPerm: `
          CHILD PREV_PERM LA_PERM DATE_PERM
          1     Z1        -       -
        ! 2     Z1        352     01/05/2015
        ! 3     Z1        352     -
        ! 4     Z1        -       zz/zz/2015
          5     P1        352     01/05/2015`,
    },
  },
});
