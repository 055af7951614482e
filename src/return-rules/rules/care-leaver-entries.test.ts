import { casesOf } from '../test-cases.ts';
import { CARE_LEAVER_ENTRY_RULES } from './care-leaver-entries.ts';

casesOf(CARE_LEAVER_ENTRY_RULES, '131', {
  'codes, small letters and blanks': {
    tables: {
      OC3: `
          CHILD IN_TOUCH
          1     RHOM
          2     NREQ
        ! 3     Yes
        ! 4     -`,
    },
  },
});

casesOf(CARE_LEAVER_ENTRY_RULES, '132', {
  'the codes that F3 and P3 gave way to': {
    tables: {
      OC3: `
          CHILD ACTIV
          1     F4
          2     0
        ! 3     F3
        ! 4     -`,
    },
  },
});

casesOf(CARE_LEAVER_ENTRY_RULES, '133', {
  'nobody is homeless or in custody suitably': {
    tables: {
      OC3: `
          CHILD ACCOM
          1     Y1
          2     S2
          3     X2
          4     0
        ! 5     S1
        ! 6     X1
        ! 7     B
        ! 8     -`,
    },
  },
});

casesOf(CARE_LEAVER_ENTRY_RULES, '153', {
  'all, none or some': {
    tables: {
      OC3: `
          CHILD IN_TOUCH ACTIV ACCOM
          1     YES      F1    B1
          2     -        -     -
        ! 3     YES      F1    -
        ! 4     -        -     B1`,
    },
  },
});

casesOf(CARE_LEAVER_ENTRY_RULES, '344', {
  'died or went home': {
    tables: {
      OC3: `
          CHILD IN_TOUCH ACTIV ACCOM
          1     DIED     -     -
          2     RHOM     -     -
          3     REFU     F1    B1
        ! 4     DIED     F1    -
        ! 5     RHOM     -     B1
        ! 6     RHOM     0     0`,
    },
  },
});

casesOf(CARE_LEAVER_ENTRY_RULES, '345', {
  'in touch, and not': {
    tables: {
      OC3: `
          CHILD IN_TOUCH ACTIV ACCOM
          1     YES      F1    B1
          2     NO       0     0
          3     YES      -     -
        ! 4     YES      0     B1
        ! 5     YES      F1    0`,
    },
  },
});

casesOf(CARE_LEAVER_ENTRY_RULES, '347', {
  '18 on the last day, and a day later': {
    tables: {
      OC3: `
          CHILD DOB        ACCOM
          1     31/03/2008 T1
        ! 2     01/04/2008 T1
        ! 3     01/04/2008 T2
          4     01/04/2008 U1
          5     -          T1`,
    },
  },
});

casesOf(CARE_LEAVER_ENTRY_RULES, '348', {
  'died last year': {
    tables: {
      OC3: `
          CHILD IN_TOUCH
          1     DIED
        ! 2     YES
        ! 3     -
          4     YES
          5     YES`,
    },
    last: {
      OC3: `
          CHILD IN_TOUCH
          1     DIED
          2     DIED
          3     DIED
          4     NO`,
    },
  },
});

casesOf(CARE_LEAVER_ENTRY_RULES, '391', {
  'the youngest and the oldest': {
    tables: {
      OC3: `
          CHILD DOB        IN_TOUCH
          1     31/03/2009 YES
        ! 2     01/04/2009 YES
          3     02/04/2003 YES
        ! 4     01/04/2003 YES
          5     01/04/2012 -
          6     -          YES`,
    },
  },
});

casesOf(CARE_LEAVER_ENTRY_RULES, '3001', {
  '17 in the year, by Header': {
    tables: {
      OC3: `
          CHILD ACCOM
        ! 1     Z1
        ! 2     Z2
          3     Z1
          4     Z1
          5     U1`,
      Header: `
          CHILD DOB
          1     01/04/2008
          2     31/03/2009
          3     31/03/2008
          4     01/04/2009
          5     01/06/2008`,
    },
  },
  '17 in the year, by OC3 where Header does not say': {
    tables: {
      OC3: `
          CHILD DOB        ACCOM
        ! 1     01/06/2008 Z1
          2     01/06/2007 Z1`,
    },
  },
});
