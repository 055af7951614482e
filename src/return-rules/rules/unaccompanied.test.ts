import { casesOf } from '../test-cases.ts';
import { UNACCOMPANIED_RULES as RULES } from './unaccompanied.ts';

casesOf(RULES, '104', {
  'no day, or one before the year': {
    tables: {
      UASC: `
          CHILD DUC
        ! 1     31/03/2025
        ! 2     31/09/2025
          3     01/04/2025
          4     -`,
    },
  },
});

casesOf(RULES, '205A', {
  'no longer, without a day before this year': {
    tables: {
      Header: `
          CHILD UASC
        ! 1     0
        ! 2     0
          3     0
          4     0
          5     1
          6     0
          7     0`,
      UASC: `
          CHILD DUC
        ! 1     -
        ! 2     01/04/2025
          3     31/03/2025`,
    },
    last: {
      Header: `
        CHILD UASC
        1     1
        2     1
        3     1
        4     1
        5     1
        6     0`,
      UASC: `
        CHILD DUC
        1     -
        2     01/04/2025
        3     -
        4     31/03/2025
        5     -`,
    },
  },
  'as the CSV files tell it: by the table UASC': {
    tables: {
      Header: `
          CHILD SEX
        ! 1     M
          2     M
          3     M`,
      UASC: `
          CHILD DUC
          3     -`,
    },
    last: {
      Header: 'CHILD SEX\n1 M\n2 M\n3 M',
      UASC: `
        CHILD DUC
        1     -
        2     01/03/2025
        3     -`,
    },
  },
});

casesOf(RULES, '205B', {
  'ceasing on a day that is no 18th birthday': {
    tables: {
      Header: `
          CHILD UASC
        ! 1     1
          2     1
          3     1
          4     0
          5     1
        ! 6     1`,
      UASC: `
          CHILD DOB        DUC
        ! 1     02/06/2007 01/06/2025
          2     01/06/2007 01/06/2025
          3     02/06/2007 -
          4     02/06/2007 01/06/2025
          5     02/06/2007 01/06/2025
        ! 6     -          01/06/2025`,
    },
    last: {
      Header: 'CHILD UASC\n1 1\n2 1\n3 1\n4 1\n5 0\n6 1',
      UASC: 'CHILD DUC\n1 -\n2 -\n3 01/01/2025',
    },
  },
  'without Header, by the tables UASC alone': {
    tables: {
      UASC: `
          CHILD DOB        DUC
        ! 1     02/06/2007 01/06/2025
          2     02/06/2007 01/06/2025`,
    },
    last: { UASC: 'CHILD DUC\n1 -' },
  },
});

casesOf(RULES, '205C', {
  'neither year, but a day': {
    tables: {
      Header: `
          CHILD UASC
        ! 1     0
        ! 2     0
          3     0
          4     1
          5     0
        ! 6     0`,
      UASC: `
          CHILD DUC
        ! 1     01/06/2025
        ! 2     -
          3     -
          4     01/06/2025
          5     01/06/2025
        ! 6     01/06/2025`,
    },
    last: {
      Header: 'CHILD UASC\n1 0\n2 0\n3 0\n4 0\n5 1',
      UASC: 'CHILD DUC\n2 01/03/2025',
    },
  },
});

casesOf(RULES, '205D', {
  'this year, and known and not so last year': {
    tables: {
      Header: `
          CHILD UASC
        ! 1     1
          2     1
          3     0
          4     1`,
      UASC: 'CHILD DUC\n1 -\n2 -\n4 -',
    },
    last: {
      Header: 'CHILD UASC\n1 0\n2 1\n3 0',
      UASC: 'CHILD DUC\n2 -',
    },
  },
});

casesOf(RULES, '231', {
  'younger than ten': {
    tables: {
      Header: `
          CHILD DOB        UASC
        ! 1     01/04/2016 1
          2     31/03/2016 1
          3     01/04/2016 0
          4     -          1`,
    },
  },
  'from 2024-25': {
    year: '2024-25',
    tables: { Header: 'CHILD DOB UASC\n! 1 01/04/2015 1\n2 31/03/2015 1' },
  },
});

casesOf(RULES, '303', {
  'a day, and Header says no': {
    tables: {
      UASC: `
          CHILD DUC
        ! 1     01/06/2025
        ! 2     01/06/2025
          3     01/06/2025
          4     -
          5     01/06/2025`,
      Header: `
          CHILD UASC
        ! 1     0
        ! 2     -
          3     1
          4     0`,
    },
  },
});

casesOf(RULES, '304', {
  'after the 18th birthday': {
    tables: {
      UASC: `
          CHILD DOB        DUC
        ! 1     01/06/2007 02/06/2025
          2     01/06/2007 01/06/2025
          3     29/02/2008 28/02/2026
        ! 4     29/02/2008 01/03/2026
          5     -          02/06/2025
          6     01/06/2007 -`,
    },
  },
});

casesOf(RULES, '1014', {
  'a care leaver who was not looked after in the year': {
    tables: {
      UASC: `
          CHILD DUC
        ! 1     -
        ! 2     -
          3     -
          4     -
          5     -
        ! 6     -`,
      OC3: `
          CHILD IN_TOUCH ACTIV ACCOM
        ! 1     YES      -     -
        ! 2     -        F1    -
          3     YES      -     -
          4     YES      -     -
          5     -        -     -
        ! 6     -        -     B1
          7     YES      -     -`,
      Episodes: `
          CHILD DECOM      DEC
          1     01/01/2020 31/03/2025
          2     01/04/2026 -
          3     01/01/2020 01/04/2025
          4     31/03/2026 -
          5     01/01/2020 31/03/2025`,
    },
  },
});
