import { casesOf } from '../test-cases.ts';
import { SOCIAL_WORKER_ENTRY_RULES as RULES } from './social-worker-entries.ts';

casesOf(RULES, 'SW01aSTG1', {
  'no start, or no number of one from before April 2023': {
    year: '2024-25',
    tables: {
      SWEpisodes: `
          CHILD SW_DECOM   SW_ID    SW_REASON
        ! 1     -          SWE123   MANAGE
        ! 2     31/03/2023 -        MANAGE
          3     01/04/2023 -        MANAGE
          4     31/03/2023 SWE123   -
          5     ZZ/03/2023 SWE123   -`,
    },
  },
});

casesOf(RULES, 'SW01bSTG1', {
  'no number or reason of one since April 2023': {
    year: '2024-25',
    tables: {
      SWEpisodes: `
          CHILD SW_DECOM   SW_ID    SW_REASON
        ! 1     01/04/2023 -        MANAGE
        ! 2     01/04/2023 SWE123   -
          3     31/03/2023 -        -
          4     01/04/2023 SWE123   MANAGE
          5     -          SWE123   -`,
    },
  },
});

const NUMBERS = `
    CHILD SW_ID
  ! 1     123456
  ! 2     swe123
  ! 3     AXX123
    4     SWE123
    5     XX123
    6     -`;

casesOf(RULES, 'SW02STG1', {
  'neither SW nor XX': { tables: { SWEpisodes: NUMBERS } },
  'from the first year': { year: '2023-24', tables: { SWEpisodes: NUMBERS } },
});

casesOf(RULES, 'SW03STG1', {
  'a blank in the first year': {
    year: '2023-24',
    tables: {
      SWEpisodes: `
          CHILD SW_DECOM   SW_ID    SW_REASON
        ! 1     -          SWE123   MANAGE
        ! 2     31/03/2023 -        MANAGE
        ! 3     31/03/2023 SWE123   -
          4     31/03/2023 SWE123   MANAGE
          5     ZZ/ZZ/2023 SWE123   MANAGE`,
    },
  },
});

for (const [number, column] of [
  ['SW04STG1', 'SW_DECOM'],
  ['SW05STG1', 'SW_DEC'],
] as const) {
  casesOf(RULES, number, {
    'no day; unknown parts are Z': {
      tables: {
        SWEpisodes: `
            CHILD ${column}
          ! 1     31/06/2025
          ! 2     01/06/25
          ! 3     zz
          ! 4     ZZ/13/2025
          ! 5     32/ZZ/2025
            6     30/06/2025
            7     ZZ/ZZ/ZZZZ
            8     zz/06/2025
            9     01/06/ZZZZ
            10    -`,
      },
    },
  });
}

casesOf(RULES, 'SW06STG2', {
  'after the year, or over before the two years': {
    tables: {
      SWEpisodes: `
          CHILD SW_DECOM   SW_DEC
        ! 1     01/04/2026 -
        ! 2     01/01/2024 31/03/2024
          3     01/01/2024 01/04/2024
          4     01/01/2020 -
          5     31/03/2026 -
          6     -          31/03/2024`,
    },
  },
  'one year only in the first return': {
    year: '2023-24',
    tables: {
      SWEpisodes: `
          CHILD SW_DECOM   SW_DEC
        ! 1     01/04/2024 -
        ! 2     01/01/2023 31/03/2023
          3     01/01/2023 01/04/2023`,
    },
  },
});

casesOf(RULES, 'SW07STG2', {
  'ended before the two years or after them': {
    tables: {
      SWEpisodes: `
          CHILD SW_DEC
        ! 1     31/03/2024
          2     01/04/2024
          3     31/03/2026
        ! 4     01/04/2026
          5     -`,
    },
  },
  'two years from the second return on': {
    year: '2024-25',
    tables: {
      SWEpisodes: `
          CHILD SW_DEC
        ! 1     31/03/2023
          2     01/04/2023`,
    },
  },
  'one year only in the first return': {
    year: '2023-24',
    tables: {
      SWEpisodes: `
          CHILD SW_DEC
        ! 1     31/03/2023
          2     01/04/2023
          3     31/03/2024
        ! 4     01/04/2024`,
    },
  },
});

casesOf(RULES, 'SW09STG2', {
  'one day': {
    tables: {
      SWEpisodes: `
          CHILD SW_DECOM   SW_DEC
        ! 1     01/06/2025 1/6/2025
          2     01/06/2025 02/06/2025
          3     01/06/2025 -
          4     -          -`,
    },
  },
});

const REASONS = (blanks: readonly string[]) => `
    CHILD SW_DECOM   SW_REASON
  ! 1     01/01/2020 HOLIDAY
  ! 2     01/01/2024 manage
  ${blanks[0]} 3 31/03/2023 -
  ${blanks[1]} 4 01/04/2023 -
  ${blanks[2]} 5 -          -
    6     01/01/2024 MANAGE
    7     01/01/2020 OTHERS`;

casesOf(RULES, 'SW13STG1', {
  'a blank is an error in the first year': {
    year: '2023-24',
    tables: { SWEpisodes: REASONS(['!', '!', '!']) },
  },
  'a blank may stand before April 2023 from 2024-25': {
    year: '2024-25',
    tables: { SWEpisodes: REASONS(['', '!', '']) },
  },
  'and later': { tables: { SWEpisodes: REASONS(['', '!', '']) } },
});

casesOf(RULES, 'SW14STG2', {
  'no end in the first year': {
    year: '2023-24',
    tables: {
      SWEpisodes: `
          CHILD SW_DECOM   SW_DEC
        ! 1     01/06/2023 -
          2     01/06/2023 02/06/2023`,
    },
  },
});
