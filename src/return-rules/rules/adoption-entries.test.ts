import { casesOf } from '../test-cases.ts';
import { ADOPTION_ENTRY_RULES } from './adoption-entries.ts';

/** One case: a table AD1. */
function ad1(number: string, rows: string): void {
  casesOf(ADOPTION_ENTRY_RULES, number, { AD1: { tables: { AD1: rows } } });
}

ad1(
  '112',
  `
    CHILD DATE_INT
  ! 1     30/02/2025
  ! 2     2025-02-03
    3     28/02/2025
    4     -`,
);

ad1(
  '113',
  `
    CHILD DATE_MATCH
  ! 1     31/11/2025
    2     30/11/2025
    3     -`,
);

ad1(
  '114',
  `
    CHILD FOSTER_CARE
    1     0
    2     1
  ! 3     2
  ! 4     Y
    5     -`,
);

ad1(
  '175',
  `
    CHILD NB_ADOPTR
    1     1
    2     2
  ! 3     0
  ! 4     3
    5     -`,
);

ad1(
  '176',
  `
    CHILD SEX_ADOPTR
    1     M1
    2     FF
    3     MF
  ! 4     FM
  ! 5     ff
    6     -`,
);

ad1(
  '177',
  `
    CHILD LS_ADOPTR
    1     L0
    2     L12
  ! 3     L1
  ! 4     L5
    5     -`,
);

ad1(
  '151',
  `
    CHILD DATE_INT   DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR
    1     01/05/2025 01/06/2025 0           1         F1         L0
    2     -          -          -           -         -          -
  ! 3     01/05/2025 01/06/2025 0           1         F1         -
  ! 4     -          31/02/2025 -           -         -          -`,
);

ad1(
  '333',
  `
    CHILD DATE_INT   DATE_MATCH
    1     01/05/2025 01/05/2025
  ! 2     02/05/2025 01/05/2025
  ! 3     -          01/05/2025
    4     02/05/2025 -
    5     -          -`,
);

ad1(
  '511',
  `
    CHILD NB_ADOPTR SEX_ADOPTR
    1     2         MF
    2     2         FF
  ! 3     2         F1
    4     1         F1
    5     2         -`,
);

ad1(
  '514',
  `
    CHILD LS_ADOPTR SEX_ADOPTR
    1     L0        F1
  ! 2     L0        MF
    3     L2        MF
    4     L0        -`,
);

ad1(
  '517',
  `
    CHILD LS_ADOPTR SEX_ADOPTR
    1     L3        MF
  ! 2     L3        MM
  ! 3     L3        F1
  ! 4     L3        -
    5     L4        MM`,
);

ad1(
  '518',
  `
    CHILD LS_ADOPTR SEX_ADOPTR
    1     L4        MM
    2     L4        FF
  ! 3     L4        MF
  ! 4     L4        -
    5     L3        MF`,
);

ad1(
  '519',
  `
    CHILD LS_ADOPTR SEX_ADOPTR
    1     L2        MM
    2     L2        MF
  ! 3     L2        M1
  ! 4     L2        -
    5     L0        M1`,
);

ad1(
  '520',
  `
    CHILD LS_ADOPTR SEX_ADOPTR
    1     L11       MF
    2     L11       -
  ! 3     L11       MM
  ! 4     L11       FF
    5     L12       FF`,
);

ad1(
  '524',
  `
    CHILD LS_ADOPTR SEX_ADOPTR
    1     L12       MM
    2     L12       FF
  ! 3     L12       MF
  ! 4     L12       -
    5     L11       MF`,
);
