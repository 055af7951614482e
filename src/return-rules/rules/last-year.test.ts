import { casesOf } from '../test-cases.ts';
import { LAST_YEAR_RULES } from './last-year.ts';

for (const [number, column] of [
  ['503A', 'RNE'],
  ['503B', 'LS'],
  ['503C', 'CIN'],
  ['503D', 'PLACE'],
  ['503E', 'PLACE_PROVIDER'],
  ['503F', 'URN'],
  ['503H', 'PL_LA'],
  ['503J', 'PL_LOCATION'],
] as const) {
  casesOf(LAST_YEAR_RULES, number, {
    'the first episode against the latest one of last year, where that is open': {
      last: {
        Episodes: `
            CHILD DECOM      DEC        ${column}
            1     01/06/2024 01/02/2025 AA
            1     01/02/2025 -          BB
            2     01/06/2024 -          AA
            3     01/06/2024 -          -
            4     01/06/2024 -          AA
            5     01/06/2024 01/02/2025 AA
            6     01/06/2024 -          -
            7     01/06/2024 -          AA`,
      },
      tables: {
        Episodes: `
            CHILD DECOM      ${column}
            1     01/05/2025 AA
          ! 1     01/02/2025 AA
            2     01/06/2024 AA
          ! 3     01/06/2024 AA
          ! 4     01/06/2024 -
            5     01/06/2025 BB
            6     01/06/2024 -
            7     -          BB
            8     01/06/2024 BB`,
      },
    },
  });
}

casesOf(LAST_YEAR_RULES, '502', {
  'the day on which the open episode began': {
    last: {
      Episodes: `
          CHILD DECOM      DEC
          1     01/06/2024 01/02/2025
          1     01/02/2025 -
          2     01/06/2024 01/02/2025
          2     01/02/2025 -
          3     01/06/2024 01/02/2025`,
    },
    tables: {
      Episodes: `
          CHILD DECOM
        ! 1     02/02/2025
          1     01/06/2025
          2     01/02/2025
          3     01/06/2025
          4     01/06/2025`,
    },
  },
});

casesOf(LAST_YEAR_RULES, '503G', {
  'more than a tenth of a mile, or on one side alone': {
    last: {
      Episodes: `
          CHILD DECOM      DEC        PL_DISTANCE
          1     01/06/2024 -          10.3
          2     01/06/2024 -          10.3
          3     01/06/2024 -          -
          4     01/06/2024 -          -
          5     01/06/2024 01/02/2025 10.3
          6     01/06/2024 -          10
          7     01/06/2024 -          -
          8     01/06/2024 -          far
          9     01/06/2024 -          far`,
    },
    tables: {
      Episodes: `
          CHILD DECOM      PL_DISTANCE
        ! 1     01/06/2024 10.5
          2     01/06/2024 10.4
        ! 3     01/06/2024 10.3
          4     01/06/2024 -
          5     01/06/2025 99.9
          6     01/06/2024 10.0
        ! 7     01/06/2024 0.0
          8     01/06/2024 far
        ! 9     01/06/2024 near`,
    },
  },
});

casesOf(LAST_YEAR_RULES, '452', {
  'the same episode, by the day on which it began': {
    last: {
      Episodes: `
          CHILD DECOM      PL_LA
          1     01/06/2024 816
          2     01/06/2024 816
          3     01/06/2024 -
          4     01/06/2024 816`,
    },
    tables: {
      Episodes: `
          CHILD DECOM      PL_LA
        ! 1     01/06/2024 815
          1     01/06/2025 817
          2     01/06/2024 816
        ! 3     01/06/2024 815
          4     01/06/2025 815
          5     01/06/2025 815`,
    },
  },
});

casesOf(LAST_YEAR_RULES, '453', {
  'the same episode, by the day on which it began': {
    last: {
      Episodes: `
          CHILD DECOM      PL_DISTANCE
          1     01/06/2024 10
          2     01/06/2024 10
          3     01/06/2024 10`,
    },
    tables: {
      Episodes: `
          CHILD DECOM      PL_DISTANCE
        ! 1     01/06/2024 12
          2     01/06/2024 10.0
          3     01/06/2025 12`,
    },
  },
});

casesOf(LAST_YEAR_RULES, '503D', {
  'codes that took the place of others': {
    last: {
      Episodes: `
          CHILD DECOM      PLACE
          1     01/06/2024 H5
          2     01/06/2024 Z1
          3     01/06/2024 Z1
          4     01/06/2024 K3`,
    },
    tables: {
      Episodes: `
          CHILD DECOM      PLACE
          1     01/06/2024 K3
          2     01/06/2024 Z14
        ! 3     01/06/2024 K3
        ! 4     01/06/2024 Z11`,
    },
  },
  'homes for over sixteens, in the year their code was new': {
    year: '2024-25',
    last: { Episodes: 'CHILD DECOM PLACE\n1 01/06/2023 H5\n2 01/06/2023 P2\n3 01/06/2023 Z1' },
    tables: { Episodes: 'CHILD DECOM PLACE\n1 01/06/2023 K3\n2 01/06/2023 K3\n! 3 01/06/2023 Z11' },
  },
  'and not before they did': {
    year: '2023-24',
    last: { Episodes: 'CHILD DECOM PLACE\n1 01/06/2022 H5\n2 01/06/2022 H5' },
    tables: { Episodes: 'CHILD DECOM PLACE\n! 1 01/06/2022 K3\n2 01/06/2022 H5' },
  },
});

casesOf(LAST_YEAR_RULES, '503F', {
  'what stood for no URN is blank now': {
    last: { Episodes: 'CHILD DECOM URN\n1 01/06/2024 XXXXXXX\n2 01/06/2024 SC1' },
    tables: { Episodes: 'CHILD DECOM URN\n1 01/06/2024 -\n! 2 01/06/2024 -' },
  },
  'and was not before': {
    year: '2024-25',
    last: { Episodes: 'CHILD DECOM URN\n1 01/06/2023 XXXXXXX\n2 01/06/2023 SC1' },
    tables: { Episodes: 'CHILD DECOM URN\n! 1 01/06/2023 -\n2 01/06/2023 SC1' },
  },
});
