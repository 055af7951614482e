import { casesOf } from '../test-cases.ts';
import { HEALTH_ENTRY_RULES as RULES } from './health-entries.ts';

const FOUR = 'IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE';
const EIGHT = `CONVICTED HEALTH_CHECK ${FOUR} INTERVENTION_RECEIVED INTERVENTION_OFFERED`;

casesOf(RULES, '158', {
  'help was received and offered': {
    tables: {
      OC2: `
          CHILD INTERVENTION_RECEIVED INTERVENTION_OFFERED
        ! 1     1                     0
        ! 2     1                     1
          3     1                     -
          4     0                     1
          5     -                     1`,
    },
  },
});

casesOf(RULES, '159', {
  'help was not received, and nothing said of an offer': {
    tables: {
      OC2: `
          CHILD SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED
        ! 1     1                0                     -
          2     1                0                     0
          3     1                1                     -
          4     0                0                     -
          5     1                -                     -
          6     -                0                     -`,
    },
  },
});

casesOf(RULES, '181', {
  'an entry that is neither 0 nor 1': {
    tables: {
      OC2: `
          CHILD ${EIGHT}
        ! 1     2 - - - - - - -
        ! 2     1 1 1 1 1 1 1 Y
        ! 3     - - - No - - - -
          4     0 1 0 1 0 1 0 1
          5     - - - - - - - -`,
    },
  },
});

casesOf(RULES, '182', {
  'one of the four is blank and something is written': {
    tables: {
      OC2: `
          CHILD ${EIGHT}
        ! 1     0 - - - - - - -
        ! 2     - - 1 1 1 - - -
        ! 3     1 1 1 - 1 1 - -
        ! 4     - - - - - - - 0
          5     - - 0 0 0 0 - -
          6     - - - - - - - -`,
    },
  },
});

casesOf(RULES, '192', {
  'a problem, and nothing said of help': {
    tables: {
      OC2: `
          CHILD SUBSTANCE_MISUSE INTERVENTION_RECEIVED
        ! 1     1                -
          2     1                0
          3     0                -
          4     -                -`,
    },
  },
});

casesOf(RULES, '193', {
  'help without a problem': {
    tables: {
      OC2: `
          CHILD SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED
        ! 1     0                0                     -
        ! 2     0                -                     1
        ! 3     -                1                     -
          4     1                0                     1
          5     0                -                     -`,
    },
  },
});

casesOf(RULES, '215', {
  'a care leaver with entries of a child who was looked after all year': {
    tables: {
      OC3: `
          CHILD IN_TOUCH ACTIV ACCOM
        ! 1     YES      -     -
        ! 2     -        -     K1
          3     -        -     -
          4     YES      F1    B1
          5     YES      -     -`,
      OC2: `
          CHILD SDQ_SCORE ${EIGHT}
        ! 1     -         - - - - - - - 0
        ! 2     -         1 1 1 1 1 1 1 1
          3     -         1 1 1 1 1 1 1 1
          4     12        - - - - - - - -
          6     -         1 1 1 1 1 1 1 1`,
    },
  },
});

casesOf(RULES, '544', {
  'a conviction beside a blank': {
    tables: {
      OC2: `
          CHILD CONVICTED ${FOUR}
        ! 1     1         1 1 1 -
        ! 2     1         - - - -
          3     1         0 0 0 0
          4     -         1 - 1 1`,
    },
  },
});

casesOf(RULES, '547', {
  'development checks beside a blank': {
    tables: {
      OC2: `
          CHILD HEALTH_CHECK ${FOUR}
        ! 1     1            1 1 1 -
        ! 2     1            - - - -
          3     1            0 0 0 0
          4     -            1 - 1 1`,
    },
  },
});
