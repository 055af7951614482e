import { casesOf } from '../test-cases.ts';
import { PLACEMENT_AND_PROVIDER_RULES } from './placements-and-providers.ts';

/** One case: a table Episodes. */
function episodes(number: string, rows: string): void {
  casesOf(PLACEMENT_AND_PROVIDER_RULES, number, { Episodes: { tables: { Episodes: rows } } });
}

casesOf(PLACEMENT_AND_PROVIDER_RULES, '526', {
  'other placements as they are now': {
    tables: {
      Episodes: `
          CHILD PLACE PLACE_PROVIDER
          1     U4    PR1
        ! 2     U4    -
          3     T0    -
          4     T4    -
          5     Z11   -
        ! 6     Z1    -
        ! 7     -     -`,
    },
  },
  'other placements as they were': {
    year: '2024-25',
    tables: {
      Episodes: `
          CHILD PLACE PLACE_PROVIDER
        ! 1     K2    -
          2     T4    -
          3     Z1    -`,
    },
  },
});

episodes(
  '527',
  `
    CHILD PLACE PLACE_PROVIDER
  ! 1     P1    PR1
  ! 2     R2    PR1
  ! 3     R5    PR1
    4     R1    PR1
    5     P1    PR0
    6     -     PR1`,
);

episodes(
  '528',
  `
    CHILD PLACE PLACE_PROVIDER
  ! 1     P1    PR2
  ! 2     R2    PR2
  ! 3     R5    PR2
    4     R3    PR2
    5     R2    PR3`,
);

episodes(
  '529',
  `
    CHILD PLACE PLACE_PROVIDER
  ! 1     P1    PR3
  ! 2     A3    PR3
  ! 3     A6    PR3
  ! 4     K1    PR3
  ! 5     K2    PR3
  ! 6     U1    PR3
  ! 7     U6    PR3
    8     R2    PR3
    9     K3    PR3
    10    K2    PR4`,
);

episodes(
  '530',
  `
    CHILD PLACE PLACE_PROVIDER
  ! 1     P1    PR4
    2     P3    PR4
    3     P1    PR0`,
);

episodes(
  '531',
  `
    CHILD PLACE PLACE_PROVIDER
  ! 1     P1    PR5
    2     R3    PR5
    3     P1    PR0`,
);

episodes(
  '550',
  `
    CHILD PLACE PLACE_PROVIDER
    1     P1    PR0
  ! 2     U4    PR0
  ! 3     P3    PR0
    4     -     PR0
    5     U4    PR1`,
);

casesOf(PLACEMENT_AND_PROVIDER_RULES, '1008', {
  'on the list, and not': {
    providers: [{ URN: 'SC000001' }, { URN: 1234567 }],
    tables: {
      Episodes: `
          CHILD URN
          1     SC000001
          2     1234567
          3     XXXXXXX
          4     -
        ! 5     SC000002`,
    },
  },
});

episodes(
  '1009',
  `
    CHILD REASON_PLACE_CHANGE
    1     CARPL
    2     OTHER
  ! 3     CARP
  ! 4     child
    5     -`,
);

casesOf(PLACEMENT_AND_PROVIDER_RULES, '1015', {
  'own homes in the area, and outside': {
    collection: { localAuthority: '352' },
    tables: {
      Episodes: `
          CHILD PLACE PLACE_PROVIDER PL_LA LS
          1     K2    PR1            352   C2
        ! 2     K2    PR1            353   C2
        ! 3     R1    PR1            WAL   -
          4     K2    PR2            353   C2
          5     U4    PR1            353   C2
          6     A5    PR1            353   C2
          7     K2    PR1            353   V4
          8     K2    PR1            -     C2`,
    },
  },
});

casesOf(PLACEMENT_AND_PROVIDER_RULES, '562', {
  'the episode that last year left open': {
    tables: {
      Episodes: `
          CHILD DECOM
          1     01/05/2024
          1     01/05/2025
        ! 2     02/05/2024
        ! 3     31/03/2025
          4     01/04/2025
        ! 5     01/05/2024
          6     -`,
    },
    last: {
      Episodes: `
          CHILD DECOM
          1     01/05/2024
          1     01/01/2024
          2     01/05/2024
          5     01/05/2024
          5     01/06/2024`,
    },
  },
});
