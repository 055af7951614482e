import { casesOf } from '../test-cases.ts';
import { ADOPTION_DECISION_ENTRY_RULES } from './adoption-decision-entries.ts';

/** One case: a table PlacedAdoption. */
function placed(number: string, rows: string): void {
  casesOf(ADOPTION_DECISION_ENTRY_RULES, number, { PlacedAdoption: { tables: { PlacedAdoption: rows } } });
}

placed(
  '115',
  `
    CHILD DATE_PLACED
  ! 1     29/02/2025
    2     28/02/2025
    3     -`,
);

placed(
  '116',
  `
    CHILD DATE_PLACED_CEASED
  ! 1     29/02/2025
  ! 2     1/2/25
    3     28/02/2025
    4     -`,
);

placed(
  '119',
  `
    CHILD DATE_PLACED_CEASED REASON_PLACED_CEASED
    1     01/05/2025         RD1
    2     -                  -
  ! 3     01/05/2025         -
  ! 4     -                  RD1`,
);

placed(
  '120',
  `
    CHILD REASON_PLACED_CEASED
    1     RD1
    2     RD4
  ! 3     RD5
  ! 4     rd1
    5     -`,
);

casesOf(ADOPTION_DECISION_ENTRY_RULES, '184', {
  'on the day of birth, and the day before': {
    tables: {
      Header: `
          CHILD DOB
          1     01/05/2025
        ! 2     01/05/2025
          3     -`,
      PlacedAdoption: `
          CHILD DATE_PLACED
          1     01/05/2025
        ! 2     30/04/2025
          3     30/04/2025
          4     30/04/2025`,
    },
  },
});

placed(
  '522',
  `
    CHILD DATE_PLACED DATE_PLACED_CEASED
    1     01/05/2025  01/05/2025
  ! 2     02/05/2025  01/05/2025
    3     02/05/2025  -
    4     -           01/05/2025`,
);

placed(
  '563',
  `
    CHILD DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED
    1     01/05/2024  01/05/2025         RD1
  ! 2     -           01/05/2025         RD1
  ! 3     -           01/05/2025         -
  ! 4     -           -                  RD1
    5     -           -                  -`,
);

placed(
  '579',
  `
    CHILD DATE_PLACED DATE_PLACED_CEASED
  ! 1     01/06/2025  -
    1     01/05/2025  -
    2     01/05/2025  01/06/2025
    2     01/06/2025  -
    3     01/05/2025  02/06/2025
  ! 3     01/06/2025  -
    4     01/05/2025  -
    5     01/06/2025  -
    6     01/04/2025  01/09/2025
  ! 6     01/05/2025  01/06/2025
  ! 6     01/07/2025  -`,
);

placed(
  '583',
  `
    CHILD DATE_PLACED DATE_PLACED_CEASED
    1     01/06/2025  -
  ! 1     01/05/2025  -
    2     01/05/2025  01/06/2025
    2     01/06/2025  -
    3     01/05/2025  -
    3     01/05/2025  -
    4     01/05/2025  -`,
);
