import { casesOf } from '../test-cases.ts';
import { ADOPTION_DECISION_LAST_YEAR_RULES } from './adoption-decisions-last-year.ts';

casesOf(ADOPTION_DECISION_LAST_YEAR_RULES, '559', {
  'a decision of before the year': {
    tables: {
      PlacedAdoption: `
          CHILD DATE_PLACED
        ! 1     31/03/2025
          2     01/04/2025
          3     31/03/2025
        ! 4     31/03/2025
          5     -`,
    },
    last: {
      PlacedAdoption: `
          CHILD DATE_PLACED
          1     -
          2     -
          3     31/03/2025`,
    },
  },
});

casesOf(ADOPTION_DECISION_LAST_YEAR_RULES, '560', {
  'another day, and a decision beside it': {
    tables: {
      PlacedAdoption: `
          CHILD DATE_PLACED DATE_PLACED_CEASED
        ! 1     02/05/2024  -
          2     01/05/2024  -
          3     02/05/2025  -
          4     01/05/2024  01/05/2025
          4     01/06/2025  -
          5     -           -
          6     02/05/2024  -`,
    },
    last: {
      PlacedAdoption: `
          CHILD DATE_PLACED DATE_PLACED_CEASED
          1     01/05/2024  -
          2     01/05/2024  -
          3     01/05/2024  01/12/2024
          4     01/05/2024  -
          5     01/05/2024  -
          6     -           -`,
    },
  },
});

casesOf(ADOPTION_DECISION_LAST_YEAR_RULES, '561', {
  'a decision that was reversed last year': {
    tables: {
      PlacedAdoption: `
          CHILD DATE_PLACED
        ! 1     01/05/2023
        ! 2     01/05/2023
          3     01/05/2023
          4     01/05/2025
          5     -`,
    },
    last: {
      PlacedAdoption: `
          CHILD DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED
          1     01/05/2023  01/05/2024         RD1
          2     01/05/2023  -                  RD1
          3     01/05/2023  -                  -
          4     01/05/2023  01/05/2024         RD1
          5     -           01/05/2024         RD1`,
    },
  },
});

casesOf(ADOPTION_DECISION_LAST_YEAR_RULES, '584', {
  'another day than the decision that stood': {
    tables: {
      PlacedAdoption: `
          CHILD DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED
        ! 1     02/05/2024  01/05/2025         RD1
          2     01/05/2024  01/05/2025         RD1
          3     02/05/2024  -                  -
          4     02/05/2025  01/06/2025         RD1
          5     02/05/2024  01/05/2025         RD1
          6     02/05/2025  01/06/2025         RD1`,
    },
    last: {
      PlacedAdoption: `
          CHILD DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED
          1     01/05/2024  -                  -
          2     01/05/2024  -                  -
          3     01/05/2024  -                  -
          4     01/05/2024  01/12/2024         RD1
          5     -           -                  -`,
    },
  },
});
