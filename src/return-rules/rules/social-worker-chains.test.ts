import { casesOf } from '../test-cases.ts';
import { SOCIAL_WORKER_CHAIN_RULES as RULES } from './social-worker-chains.ts';

casesOf(RULES, 'SW01STG1', {
  'looked after on 31 March, and no social worker': {
    year: '2023-24',
    tables: {
      Episodes: `
          CHILD DECOM      DEC        LS
          1     01/01/2024 -          C2
          2     01/01/2023 01/06/2023 C2
        ! 2     01/06/2023 -          C2
          3     01/01/2024 31/03/2024 C2
        ! 4     01/01/2024 01/04/2024 C2
          5     01/01/2024 -          V3
          6     01/04/2024 -          C2
        ! 7     31/03/2024 -          C2`,
      SWEpisodes: `
          CHILD SW_DECOM
          1     -`,
    },
  },
});

casesOf(RULES, 'SW08STG2', {
  'another began and the first has no end': {
    tables: {
      SWEpisodes: `
          CHILD SW_DECOM   SW_DEC
          1     01/08/2025 -
        ! 1     01/06/2025 -
          1     01/05/2025 01/06/2025
          2     01/06/2025 -
          2     -          -
          3     01/06/2025 31/09/2025
          3     01/08/2025 -
          4     01/06/2025 -
          5     01/06/2025 -
          5     01/06/2025 02/06/2025`,
    },
  },
  'from the first year': {
    year: '2023-24',
    tables: { SWEpisodes: 'CHILD SW_DECOM SW_DEC\n! 1 01/06/2023 -\n1 01/08/2023 -' },
  },
});

casesOf(RULES, 'SW10STG2', {
  'began before the other ended, in the first year': {
    year: '2023-24',
    tables: {
      SWEpisodes: `
          CHILD SW_DECOM   SW_DEC
        ! 1     31/05/2023 01/06/2023
          1     01/05/2023 01/06/2023
          1     01/06/2023 -
          2     01/05/2023 01/09/2023
        ! 2     01/06/2023 02/06/2023
        ! 2     01/07/2023 -
          3     01/05/2023 -
          3     01/06/2023 -
          4     01/05/2023 01/06/2023
          5     01/05/2023 -`,
    },
  },
  'more than a week between them, either way, from 2024-25': {
    year: '2024-25',
    tables: {
      SWEpisodes: `
          CHILD SW_DECOM   SW_DEC     SW_REASON
          1     01/05/2024 08/06/2024 FCONTA
          1     01/06/2024 10/06/2024 MANAGE
        ! 1     18/06/2024 -          MANAGE
          2     01/05/2024 09/06/2024 MANAGE
        ! 2     01/06/2024 10/06/2024 MANAGE
          2     17/06/2024 -          MANAGE
          3     01/05/2024 09/06/2024 MANAGE
          3     01/06/2024 10/06/2024 FCONTA
          4     01/05/2024 -          MANAGE
          4     01/09/2024 -          MANAGE`,
    },
  },
});

const ENDINGS = (marks: readonly [string, string, string, string]) => `
    CHILD SW_DECOM   SW_DEC
  ${marks[0]} 1 01/01/2024 25/03/2024
  ${marks[1]} 2 01/01/2024 26/03/2024
  ${marks[2]} 3 01/01/2024 30/03/2024
    4     01/01/2024 31/03/2024
    5     01/01/2024 26/03/2024
    5     26/03/2024 -
    6     01/01/2024 25/03/2024
    6     -          31/12/2023
    7     01/03/2024 -
    7     01/01/2024 25/03/2024
    8     01/01/2024 26/03/2024
  ${marks[3]} 8 - -`;

casesOf(RULES, 'SW11aSTG2', {
  'ended before the last days of March': {
    year: '2023-24',
    tables: {
      SWEpisodes: `
          CHILD SW_DECOM   SW_DEC
        ! 1     01/01/2024 25/03/2024
          2     01/01/2024 26/03/2024
          3     01/01/2024 25/03/2024
          3     25/03/2024 -
          4     01/03/2024 26/03/2024
          4     01/01/2024 01/03/2024
          5     01/01/2024 25/03/2024
        ! 5     -          -`,
    },
  },
});

casesOf(RULES, 'SW11bSTG2', {
  'ended in the last days of March': {
    year: '2023-24',
    tables: { SWEpisodes: ENDINGS(['', '!', '!', '!']) },
  },
  'in a later year': {
    tables: {
      SWEpisodes: `
          CHILD SW_DECOM   SW_DEC
          1     01/01/2026 25/03/2026
        ! 2     01/01/2026 26/03/2026
        ! 3     01/01/2026 30/03/2026
          4     01/01/2026 31/03/2026`,
    },
  },
});

casesOf(RULES, 'SW12STG2', {
  'nobody all year, or nobody before': {
    tables: {
      Episodes: `
          CHILD DECOM      DEC        LS
        ! 1     01/01/2020 -          C2
          2     01/01/2020 -          C2
        ! 3     01/01/2020 -          C2
          4     01/06/2025 -          C2
        ! 5     01/06/2025 -          C2
          6     01/01/2020 31/03/2026 C2
          7     01/01/2020 -          V4
          8     01/01/2020 01/06/2025 C2
        ! 8     01/06/2025 -          C2
          9     01/01/2020 -          C2`,
      SWEpisodes: `
          CHILD SW_DECOM
          2     01/04/2025
          3     02/04/2025
          4     01/06/2025
          5     02/06/2025
          8     02/04/2025
          9     -`,
    },
  },
  'from the first year': {
    year: '2023-24',
    tables: {
      Episodes: 'CHILD DECOM DEC LS\n! 1 01/01/2020 - C2\n2 01/01/2020 - C2',
      SWEpisodes: 'CHILD SW_DECOM\n2 01/01/2020',
    },
  },
});

casesOf(RULES, 'SW17STG2', {
  'nobody on 31 March': {
    tables: {
      SWEpisodes: `
          CHILD SW_DECOM   SW_DEC
        ! 1     01/01/2020 30/03/2026
          2     01/01/2020 31/03/2026
          3     01/01/2020 -
        ! 4     01/04/2026 -
          5     31/03/2026 -
          6     01/01/2020 -
          6     01/06/2025 01/07/2025
          7     01/01/2020 01/06/2025
        ! 7     01/06/2025 01/07/2025`,
    },
  },
});
