import { casesOf } from '../test-cases.ts';
import { MOTHER_RULES as RULES } from './mothers.ts';

casesOf(RULES, '174', {
  'figures until 2023-24': {
    year: '2023-24',
    tables: {
      Header: `
          CHILD SEX MC_DOB
        ! 1     1   01/01/2023
        ! 2     1   31/02/2023
          3     2   01/01/2023
          4     1   -
          5     M   01/01/2023`,
    },
  },
  'letters from 2024-25': {
    year: '2024-25',
    tables: {
      Header: `
          CHILD SEX MC_DOB
        ! 1     M   01/01/2023
          2     F   01/01/2023
          3     U   01/01/2023
          4     M   -
          5     1   01/01/2023`,
    },
  },
});

casesOf(RULES, '611', {
  'a mother without the birthday of her child': {
    tables: {
      Header: `
          CHILD MOTHER MC_DOB
        ! 1     1      -
          2     1      01/01/2025
          3     1      31/02/2025
          4     0      -
          5     -      -`,
    },
  },
});

casesOf(RULES, '612', {
  'letters from 2024-25': {
    year: '2024-25',
    tables: {
      Header: `
          CHILD SEX MOTHER MC_DOB
        ! 1     F   0      01/01/2023
        ! 2     F   -      01/01/2023
        ! 3     F   0      31/02/2023
          4     F   1      01/01/2023
          5     F   0      -
          6     M   0      01/01/2023`,
    },
  },
  'figures until 2023-24': {
    year: '2023-24',
    tables: {
      Header: `
          CHILD SEX MOTHER MC_DOB
        ! 1     2   0      01/01/2023
          2     1   0      01/01/2023
          3     F   0      01/01/2023`,
    },
  },
});

casesOf(RULES, '620', {
  'a mother under 11': {
    tables: {
      Header: `
          CHILD DOB        MOTHER
        ! 1     01/04/2015 1
          2     31/03/2015 1
          3     01/04/2015 0
          4     -          1`,
    },
  },
});

casesOf(RULES, '621', {
  'no older than her child': {
    tables: {
      Header: `
          CHILD DOB        MC_DOB
        ! 1     01/01/2010 01/01/2010
        ! 2     01/01/2010 31/12/2009
          3     01/01/2010 02/01/2010
          4     -          01/01/2010
          5     01/01/2010 -`,
    },
  },
});

casesOf(RULES, '624', {
  'another birthday than last year': {
    tables: {
      Header: `
          CHILD MC_DOB
        ! 1     02/01/2024
        ! 2     -
          3     01/01/2024
          4     01/01/2024
          5     01/01/2024`,
    },
    last: {
      Header: `
        CHILD MC_DOB
        1     01/01/2024
        2     01/01/2024
        3     01/01/2024
        4     -`,
    },
  },
});

casesOf(RULES, '626', {
  'a mother of a child who was born before the year': {
    tables: {
      Header: `
          CHILD MOTHER MC_DOB
        ! 1     1      31/03/2025
          2     1      01/04/2025
          3     0      31/03/2025
          4     1      -
          5     1      31/03/2025
          6     1      31/03/2025`,
    },
    last: {
      Header: `
        CHILD MOTHER
        1     0
        2     0
        3     0
        4     0
        5     1`,
    },
  },
});
