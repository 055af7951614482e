import { casesOf } from '../test-cases.ts';
import { ADOPTION_DECISION_RULES } from './adoption-decisions.ts';

casesOf(ADOPTION_DECISION_RULES, '117', {
  'after the year, and after care': {
    tables: {
      PlacedAdoption: `
          CHILD DATE_PLACED DATE_PLACED_CEASED
          1     31/03/2026  -
        ! 2     01/04/2026  -
        ! 3     01/05/2025  01/04/2026
          4     01/06/2025  -
        ! 5     02/06/2025  -
          6     02/06/2025  -
        ! 7     01/05/2025  02/06/2025
        ! 8     01/04/2026  -`,
      Episodes: `
          CHILD DECOM      DEC        REC
          1     01/04/2025 -          -
          2     01/04/2024 01/05/2025 X1
        ! 2     01/05/2025 -          -
        ! 3     01/04/2025 -          -
          4     01/04/2025 01/06/2025 E4A
        ! 5     01/04/2025 01/06/2025 E4A
          6     01/04/2025 01/06/2025 X1
        ! 7     01/04/2025 01/06/2025 E4A`,
    },
  },
});

casesOf(ADOPTION_DECISION_RULES, '118', {
  'before the year, and before care': {
    tables: {
      PlacedAdoption: `
          CHILD DATE_PLACED_CEASED
          1     01/04/2025
        ! 2     31/03/2025
        ! 3     31/05/2025
          4     -
          5     01/06/2025`,
      Episodes: `
          CHILD LS DECOM
          1     C2 01/01/2024
        ! 2     C2 01/01/2024
          2     E1 01/05/2025
          3     V4 01/05/2025
        ! 3     C2 01/06/2025
          4     C2 01/01/2024
          5     C2 01/06/2025`,
    },
  },
});

casesOf(ADOPTION_DECISION_RULES, '551', {
  'placed with a decision, and without': {
    tables: {
      Episodes: `
          CHILD PLACE
          1     A3
        ! 2     A4
        ! 3     A6
          4     U4
          5     A5`,
      PlacedAdoption: `
          CHILD DATE_PLACED
          1     01/05/2025
          2     -
          5     -
          5     01/05/2025`,
    },
  },
});

casesOf(ADOPTION_DECISION_RULES, '552', {
  'decided on the day, a day late, and made again': {
    tables: {
      Episodes: `
          CHILD DECOM      PLACE
          1     01/05/2025 A3
        ! 2     01/05/2025 A4
          3     01/05/2025 U4
          4     01/05/2025 A6
          5     -          A6`,
      PlacedAdoption: `
          CHILD DATE_PLACED
          1     01/05/2025
        ! 2     02/05/2025
          3     02/05/2025
          4     01/01/2025
          4     01/09/2025
          5     02/05/2025`,
    },
  },
});

const ORDER = (status: string, other: string) => ({
  'with a decision, and without': {
    tables: {
      Episodes: `
          CHILD LS
          1     ${status}
        ! 2     ${status}
        ! 3     ${status}
          4     ${other}`,
      PlacedAdoption: `
          CHILD DATE_PLACED
          1     01/05/2025
        ! 2     -`,
    },
  },
});

const ORDER_BEFORE = (status: string) => ({
  'decided on the day, a day late, and before another episode': {
    tables: {
      Episodes: `
          CHILD LS        DECOM
          1     ${status} 01/05/2023
        ! 2     ${status} 01/05/2023
          3     C2        01/05/2023
          3     ${status} 02/05/2023
        ! 4     ${status} 01/05/2023
          4     ${status} 01/06/2023
          5     ${status} -`,
      PlacedAdoption: `
          CHILD DATE_PLACED
          1     01/05/2023
        ! 2     02/05/2023
          3     02/05/2023
        ! 4     01/09/2023
          5     02/05/2023`,
    },
  },
});

casesOf(ADOPTION_DECISION_RULES, '553', ORDER('E1', 'D1'));
casesOf(ADOPTION_DECISION_RULES, '554', ORDER_BEFORE('E1'));

for (const [number, cases] of Object.entries({ 555: ORDER('D1', 'E1'), 556: ORDER_BEFORE('D1') })) {
  const old = Object.entries(cases).map(([what, one]) => [what, { ...one, year: '2023-24' }] as const);
  casesOf(ADOPTION_DECISION_RULES, number, Object.fromEntries(old));
}

casesOf(ADOPTION_DECISION_RULES, '557', {
  'left care without adoption': {
    tables: {
      Episodes: `
          CHILD LS PLACE DECOM      DEC        REC
        ! 1     E1 U4    01/01/2025 01/05/2025 E4A
        ! 2     C2 A3    01/01/2025 01/05/2025 E4A
          3     E1 A5    01/01/2025 01/05/2025 E12
          4     E1 A5    01/01/2025 01/05/2025 X1
          5     E1 U4    01/01/2025 01/05/2025 E4A
          6     C2 U4    01/01/2025 01/05/2025 E4A
        ! 7     C2 U4    01/01/2025 01/05/2025 E4A
          8     C2 U4    01/01/2025 01/05/2025 E4A
        ! 9     E1 U4    01/01/2025 01/05/2025 E4A`,
      PlacedAdoption: `
          CHILD DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED
        ! 1     01/02/2025  -                  -
          3     01/02/2025  -                  -
          4     01/02/2025  -                  -
          5     01/02/2025  01/05/2025         RD4
        ! 7     01/02/2025  -                  -
          8     01/09/2025  -                  -
        ! 9     01/02/2025  01/05/2025         -`,
    },
  },
});

casesOf(ADOPTION_DECISION_RULES, '558', {
  'adopted, and the decision ended': {
    tables: {
      Episodes: `
          CHILD REC
        ! 1     E11
          2     E12
          3     E4A
          4     E11
          5     E11`,
      PlacedAdoption: `
          CHILD DATE_PLACED DATE_PLACED_CEASED
        ! 1     01/02/2025  01/05/2025
          2     01/02/2025  -
          3     01/02/2025  01/05/2025
          4     01/02/2024  01/05/2024
          4     01/02/2025  -`,
    },
  },
});

casesOf(ADOPTION_DECISION_RULES, '1003', {
  'on the first day of care, and the day before': {
    tables: {
      Episodes: `
          CHILD RNE DECOM
          1     S   01/05/2025
          1     P   01/06/2025
        ! 2     S   01/05/2025
          3     P   01/05/2025
          4     S   01/01/2024
        ! 4     S   01/05/2025`,
      PlacedAdoption: `
          CHILD DATE_PLACED
          1     01/05/2025
        ! 2     30/04/2025
          3     30/04/2025
        ! 4     30/04/2025
          5     30/04/2025`,
    },
  },
});
