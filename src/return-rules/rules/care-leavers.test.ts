import { casesOf } from '../test-cases.ts';
import { CARE_LEAVER_RULES } from './care-leavers.ts';

casesOf(CARE_LEAVER_RULES, '1000', {
  'died in care, this year or last': {
    tables: {
      OC3: `
          CHILD IN_TOUCH
        ! 1     DIED
        ! 2     YES
          3     DIED
          4     -`,
      Episodes: `
          CHILD DECOM      DEC        REC
          1     01/04/2025 01/06/2025 E2
          3     01/04/2025 01/06/2025 E8
          4     01/04/2025 01/06/2025 E2`,
    },
    last: {
      Episodes: `
          CHILD DECOM      DEC        REC
          2     01/04/2024 01/06/2024 E2`,
    },
  },
});

casesOf(CARE_LEAVER_RULES, '1001', {
  // All born 1 June 2007: 14 on 1 June 2021, 16 on 1 June 2023. From 1 March 2023, 91 days go to 31 May, 92 to 1 June.
  '13 weeks after 14, a day of them past 16': {
    tables: {
      OC3: `
          CHILD DOB        IN_TOUCH
          1     01/06/2007 YES
        ! 2     01/06/2007 YES
        ! 3     01/06/2007 YES
        ! 4     01/06/2007 YES
        ! 5     01/06/2007 YES
          6     01/06/2007 YES
        ! 7     01/06/2007 YES
          8     -          YES
          9     01/06/2007 -
        ! 10    01/06/2007 YES`,
      Episodes: `
          CHILD LS DECOM      DEC        REC
          1     C2 03/03/2023 02/06/2023 E8
          2     C2 04/03/2023 02/06/2023 E8
          3     C2 01/01/2022 01/06/2023 E8
          4     V4 01/01/2022 01/09/2023 E8
          5     C2 01/01/2019 31/05/2021 E8
          5     C2 01/07/2023 01/08/2023 E8
          6     C2 01/02/2026 -          -
          7     C2 01/01/2022 01/09/2023 E12
          8     C2 01/01/2022 02/01/2022 E8
          9     C2 01/01/2022 02/01/2022 E8`,
    },
    last: {
      Episodes: `
          CHILD LS DECOM      DEC        REC
          6     C2 01/04/2022 01/06/2022 E4A`,
    },
  },
});

casesOf(CARE_LEAVER_RULES, '1002', {
  'no episode, this year or last': {
    tables: {
      OC3: `
          CHILD IN_TOUCH
        ! 1     YES
          2     YES
          3     YES
          4     -`,
      Episodes: `
          CHILD DECOM
          2     01/05/2025`,
    },
    last: {
      Episodes: `
          CHILD DECOM
          3     01/05/2024`,
    },
  },
});

casesOf(CARE_LEAVER_RULES, '1007', {
  'in care on the birthday': {
    tables: {
      OC3: `
          CHILD DOB        IN_TOUCH
        ! 1     01/06/2008 YES
          2     01/06/2008 YES
        ! 3     01/06/2007 YES
        ! 4     01/06/2008 YES
          5     01/06/2006 YES
          6     01/06/2008 -
          7     01/06/2008 YES
          8     01/06/2008 YES`,
      Episodes: `
          CHILD LS DECOM      DEC
          1     C2 01/01/2024 02/06/2025
          2     C2 01/01/2024 01/06/2025
          3     C2 01/01/2024 -
          4     C2 01/06/2025 -
          5     C2 01/01/2024 -
          6     C2 01/01/2024 -
          7     C2 02/06/2025 -
          8     V4 01/01/2024 -`,
    },
  },
});

casesOf(CARE_LEAVER_RULES, '1016', {
  'care that ended after the birthday': {
    tables: {
      OC3: `
          CHILD DOB        IN_TOUCH
        ! 1     01/06/2008 YES
          2     01/06/2008 YES
        ! 3     01/06/2007 YES
          4     01/06/2008 YES
          5     01/06/2006 YES
          6     01/06/2008 -
          7     01/06/2008 YES`,
      Episodes: `
          CHILD DECOM      DEC        REC
          1     01/01/2024 02/06/2025 E8
          2     01/01/2024 01/06/2025 E8
          3     01/01/2024 01/12/2025 E8
          4     01/01/2024 -          -
          5     01/01/2024 01/12/2025 E8
          6     01/01/2024 02/06/2025 E8
          7     01/01/2024 02/06/2025 X1
          7     02/06/2025 -          -`,
    },
  },
});

casesOf(CARE_LEAVER_RULES, '1010', {
  'open last year, gone this year': {
    tables: {
      OC3: `
          CHILD IN_TOUCH
        ! 1     YES
          2     YES
          3     YES
          4     -
          5     YES`,
      Episodes: `
          CHILD DECOM
          2     01/01/2024`,
    },
    last: {
      Episodes: `
          CHILD DECOM      DEC
          1     01/01/2023 01/05/2024
          1     01/05/2024 -
          2     01/01/2024 -
          3     01/01/2023 -
          3     01/05/2024 31/03/2025
          4     01/01/2024 -`,
    },
  },
});

casesOf(CARE_LEAVER_RULES, '1011', {
  'another authority took over at last': {
    tables: {
      OC3: `
          CHILD IN_TOUCH
        ! 1     YES
          2     YES
          3     -
        ! 4     YES`,
      Episodes: `
          CHILD DECOM      REC
          1     01/06/2025 E3
          1     01/05/2025 X1
          2     01/05/2025 E3
          2     01/06/2025 E8
          3     01/05/2025 E3`,
    },
    last: {
      Episodes: `
          CHILD DECOM      REC
          2     01/06/2024 E3
          4     01/06/2024 E3`,
    },
  },
});

casesOf(CARE_LEAVER_RULES, '1012', {
  'nothing but OC3 and Header without an episode': {
    tables: {
      Header: `
          CHILD
          1`,
      OC3: `
          CHILD
          1
          2`,
      Episodes: `
          CHILD
          2`,
      Reviews: `
          CHILD
        ! 1
          2
          3`,
      Missing: `
          CHILD
        ! 1`,
      SWEpisodes: `
          CHILD
          2
        ! 1`,
    },
  },
  'no OC3: nobody else can be without an episode': {
    tables: {
      Episodes: `
          CHILD
          2`,
      AD1: `
          CHILD
        ! 1
          2`,
    },
  },
});

casesOf(CARE_LEAVER_RULES, '134', {
  'adopted and a care leaver': {
    tables: {
      OC3: `
          CHILD IN_TOUCH
          1     YES
          2     -
          3     YES`,
      AD1: `
          CHILD DATE_INT   NB_ADOPTR
        ! 1     01/06/2025 -
          2     01/06/2025 2
          3     -          -
          4     01/06/2025 2`,
    },
  },
});

casesOf(CARE_LEAVER_RULES, '187', {
  'in care from the first day to the last': {
    tables: {
      Episodes: `
          CHILD LS DECOM      DEC        REC RNE
          1     C2 01/04/2025 -          -   S
          2     C2 02/04/2025 -          -   S
          3     C2 01/01/2024 01/09/2025 X1  S
          3     C2 01/09/2025 -          -   P
          4     C2 01/01/2024 01/09/2025 E8  S
          4     C2 01/09/2025 -          -   S
          5     V4 01/01/2024 -          -   S`,
      OC3: `
          CHILD IN_TOUCH
        ! 1     YES
          2     YES
          5     YES`,
      AD1: `
          CHILD DATE_INT
        ! 3     01/10/2025
          4     01/10/2025
          1     -`,
    },
  },
});

casesOf(CARE_LEAVER_RULES, '628', {
  'a mother without care in the year': {
    tables: {
      Header: `
          CHILD MOTHER
        ! 1     1
        ! 2     0
          3     -
          4     1
          5     1`,
      OC3: `
          CHILD IN_TOUCH
          1     YES
          2     YES
          3     YES
          4     YES
          5     -`,
      Episodes: `
          CHILD DECOM      DEC
          2     01/01/2024 31/03/2025
          4     01/01/2024 01/04/2025`,
    },
  },
});
