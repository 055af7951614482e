import { casesOf } from '../test-cases.ts';
import { ADOPTION_RULES } from './adoptions.ts';

casesOf(ADOPTION_RULES, '331', {
  'matched on the day, and a day late': {
    tables: {
      AD1: `
          CHILD DATE_MATCH
          1     01/05/2025
        ! 2     02/05/2025
          3     02/05/2025
          4     -`,
      Episodes: `
          CHILD DECOM      REC
          1     01/05/2025 E11
          2     01/04/2025 X1
        ! 2     01/05/2025 E12
          3     01/05/2025 E4A
          4     01/05/2025 E11`,
    },
  },
});

casesOf(ADOPTION_RULES, '334', {
  'the latest start of care': {
    tables: {
      AD1: `
          CHILD DATE_INT
          1     01/05/2025
        ! 2     30/04/2025
          3     30/04/2025
        ! 4     01/01/2025
          5     -`,
      Episodes: `
          CHILD DECOM      RNE
          1     01/05/2025 S
        ! 2     01/05/2025 S
          2     01/06/2025 P
          3     01/05/2025 P
          4     01/01/2024 S
        ! 4     01/05/2025 S
          5     01/05/2025 S`,
    },
  },
});

casesOf(ADOPTION_RULES, '335', {
  'the last placement, whatever the order of the file': {
    tables: {
      AD1: `
          CHILD FOSTER_CARE
        ! 1     0
          2     1
        ! 3     1
          4     0
          5     1
          6     -`,
      Episodes: `
          CHILD DECOM      PLACE
        ! 1     01/06/2025 A5
          1     01/05/2025 A6
          2     01/05/2025 A3
        ! 3     01/05/2025 A4
          4     01/05/2025 A6
          5     01/05/2025 U4
          6     01/05/2025 A3`,
    },
  },
});

casesOf(ADOPTION_RULES, '521', {
  'decided on the day, and a day late': {
    tables: {
      AD1: `
          CHILD DATE_INT
          1     01/05/2025
        ! 2     02/05/2025
          3     02/05/2025
          4     -`,
      Episodes: `
          CHILD DECOM      PLACE
          1     01/05/2025 A6
        ! 2     01/05/2025 A3
          2     02/05/2025 A5
          3     01/05/2025 U4
          4     01/05/2025 A4`,
    },
  },
});

casesOf(ADOPTION_RULES, '523', {
  'one decision, and one made again': {
    tables: {
      PlacedAdoption: `
          CHILD DATE_PLACED DATE_PLACED_CEASED
          1     01/05/2025  -
        ! 2     01/05/2025  -
          3     01/05/2025  -
          4     -           -
          5     01/05/2024  01/12/2024
          5     01/05/2025  -`,
      AD1: `
          CHILD DATE_INT
          1     01/05/2025
        ! 2     02/05/2025
          3     -
          4     01/05/2025
          5     01/05/2025
          6     01/05/2025`,
    },
  },
});

casesOf(ADOPTION_RULES, '525', {
  'reversed, and made again': {
    tables: {
      PlacedAdoption: `
          CHILD DATE_PLACED DATE_PLACED_CEASED
        ! 1     01/05/2024  01/05/2025
          2     01/05/2024  -
          3     01/05/2024  01/05/2025
          4     01/05/2023  01/05/2024
          4     01/06/2024  -`,
      AD1: `
          CHILD DATE_INT   NB_ADOPTR
        ! 1     -          1
          2     01/05/2024 1
          3     -          -
          4     01/06/2024 1`,
    },
  },
});

casesOf(ADOPTION_RULES, '582', {
  'matched on the day of the adoption': {
    tables: {
      Episodes: `
          CHILD DEC        REC
        ! 1     01/05/2025 E11
          2     02/05/2025 E12
          3     01/05/2025 X1
          4     -          E11`,
      AD1: `
          CHILD DATE_MATCH
        ! 1     01/05/2025
          2     01/05/2025
          3     01/05/2025
          4     -`,
    },
  },
});

casesOf(ADOPTION_RULES, '601', {
  'complete, in part, and not at all': {
    tables: {
      Episodes: `
          CHILD DEC        REC
          1     31/03/2026 E11
        ! 2     01/04/2025 E12
        ! 3     01/05/2025 E11
          4     31/03/2025 E11
          5     01/05/2025 E4A`,
      AD1: `
          CHILD DATE_INT   DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR
          1     01/05/2024 01/06/2024 0           1         F1         L0
        ! 2     01/05/2024 01/06/2024 0           1         F1         -`,
    },
  },
  'a return without the table': {
    tables: {
      Episodes: `
          CHILD DEC        REC
        ! 1     31/03/2026 E11`,
    },
  },
});

casesOf(ADOPTION_RULES, '602', {
  'adopted in the year, and not': {
    tables: {
      Episodes: `
          CHILD DEC        REC
          1     31/03/2026 E11
          2     31/03/2025 E11
          3     01/05/2025 E4A
          5     01/05/2025 X1`,
      AD1: `
          CHILD DATE_INT   NB_ADOPTR
          1     01/05/2024 -
        ! 2     01/05/2024 -
        ! 3     -          1
        ! 4     01/05/2024 1
          5     -          -`,
    },
  },
});
