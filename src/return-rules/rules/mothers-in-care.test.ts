import { casesOf } from '../test-cases.ts';
import { MOTHER_IN_CARE_RULES } from './mothers-in-care.ts';

casesOf(MOTHER_IN_CARE_RULES, '165', {
  'codes, blanks and boys': {
    tables: {
      Header: `
          CHILD SEX MOTHER
          1     F   0
          2     F   1
        ! 3     F   2
        ! 4     F   -
          5     F   -
          6     F   -
        ! 7     M   1
          8     M   -
          9     U   -`,
      Episodes: `
          CHILD LS DECOM      DEC
          4     C2 01/01/2024 01/04/2025
          5     C2 01/01/2024 31/03/2025
          6     V4 01/01/2024 -
          8     C2 01/01/2024 -
          9     C2 01/01/2024 -`,
      OC3: `
          CHILD
          1
        ! 4
          5`,
    },
  },
  'the codes for sex before 2024-25': {
    year: '2023-24',
    tables: {
      Header: `
          CHILD SEX MOTHER
        ! 1     2   -
          2     1   -
        ! 3     1   1`,
      Episodes: `
          CHILD LS DECOM      DEC
          1     C2 01/05/2023 -
          2     C2 01/05/2023 -`,
    },
  },
});

const LEFT = (female: string, male: string, year: number) => ({
  year: `${year - 1}-${year % 100}`,
  tables: {
    Header: `
        CHILD SEX       MOTHER
      ! 1     ${female} -
        2     ${female} 0
        3     ${male}   -
        4     ${female} -
        5     ${female} -
        6     ${female} -
        7     ${female} -
      ! 8     ${female} -`,
    Episodes: `
        CHILD LS DEC              REC
        1     C2 01/06/${year - 1} X1
      ! 1     C2 31/03/${year}     E8
        2     C2 01/06/${year - 1} E8
        3     C2 01/06/${year - 1} E8
        4     V4 01/06/${year - 1} E8
        5     C2 31/03/${year - 1} E8
        6     C2 01/06/${year - 1} -
        7     C2 -                 E8
      ! 8     -  01/04/${year - 1} E4A`,
  },
});

casesOf(MOTHER_IN_CARE_RULES, '607', {
  'left care in the year': LEFT('F', 'M', 2026),
  'the codes for sex before 2024-25': LEFT('2', '1', 2024),
});

casesOf(MOTHER_IN_CARE_RULES, '625', {
  'after the year, and after care': {
    tables: {
      Header: `
          CHILD MC_DOB
          1     31/03/2026
        ! 2     01/04/2026
          3     01/06/2025
        ! 4     02/06/2025
          5     02/06/2025
          6     -`,
      Episodes: `
          CHILD DECOM      DEC        REC
          1     01/04/2025 -          -
          2     01/04/2024 01/06/2025 X1
        ! 2     01/06/2025 -          -
          3     01/04/2025 01/06/2025 E8
        ! 4     01/05/2025 01/06/2025 E8
          4     01/04/2025 01/05/2025 X1
          5     01/04/2025 01/06/2025 X1
          6     01/04/2025 01/06/2025 E8`,
    },
  },
});
