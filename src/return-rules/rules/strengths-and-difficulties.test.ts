import { casesOf } from '../test-cases.ts';
import { STRENGTHS_AND_DIFFICULTIES_RULES as RULES } from './strengths-and-difficulties.ts';

// Children 1 to 9 were looked after from 1 April 2025 to 31 March 2026; 11 was not, 12 is in no episode.
const EPISODES = `
  CHILD DECOM      LS
  1     01/01/2020 C2
  2     01/01/2020 C2
  3     01/01/2020 C2
  4     01/01/2020 C2
  5     01/01/2020 C2
  6     01/01/2020 C2
  7     01/01/2020 C2
  8     01/01/2020 C2
  9     01/01/2020 C2
  11    02/04/2025 C2`;

casesOf(RULES, '157', {
  'too young or too old by the code, and neither by the birthday': {
    tables: {
      Episodes: EPISODES,
      OC2: `
          CHILD DOB        SDQ_REASON
        ! 1     01/04/2021 SDQ1
          2     02/04/2021 SDQ1
        ! 3     01/04/2009 SDQ1
          4     31/03/2009 SDQ1
          5     01/01/2015 SDQ2
          6     -          SDQ1
          7     01/01/2015 -
          11    01/01/2015 SDQ1
          12    01/01/2015 SDQ1`,
    },
  },
});

casesOf(RULES, '180', {
  'a score that is none': {
    tables: {
      OC2: `
          CHILD SDQ_SCORE
        ! 1     41
        ! 2     -1
        ! 3     12.5
        ! 4     high
          5     0
          6     40
          7     -`,
    },
  },
});

casesOf(RULES, '185', {
  'a score of a child who was not looked after all year': {
    tables: {
      Episodes: EPISODES,
      OC2: `
          CHILD SDQ_SCORE
          1     12
        ! 11    0
        ! 12    12
          11    -`,
    },
  },
});

casesOf(RULES, '186', {
  'no score though of the age': {
    tables: {
      Episodes: EPISODES,
      OC2: `
          CHILD DOB        SDQ_SCORE SDQ_REASON
        ! 1     01/04/2021 -         -
          2     02/04/2021 -         -
        ! 3     01/04/2009 -         SDQ2
          4     31/03/2009 -         -
          5     01/01/2015 0         -
          6     -          -         -
          11    01/01/2015 -         -
          12    01/01/2015 -         -`,
    },
  },
});

casesOf(RULES, '188', {
  'under 4 on 31 March': {
    tables: {
      OC2: `
          CHILD DOB        SDQ_SCORE SDQ_REASON
        ! 1     01/04/2022 10        -
        ! 2     01/04/2022 -         SDQ1
          3     31/03/2022 10        -
          4     01/04/2022 -         -
          5     -          10        -`,
    },
  },
});

casesOf(RULES, '189', {
  '17 when the year began': {
    tables: {
      OC2: `
          CHILD DOB        SDQ_SCORE SDQ_REASON
        ! 1     01/04/2008 10        -
        ! 2     01/04/2008 -         SDQ1
          3     02/04/2008 10        -
          4     01/04/2008 -         -
          5     -          10        -`,
    },
  },
});

casesOf(RULES, '196', {
  'a code of another list': {
    tables: {
      OC2: `
          CHILD SDQ_REASON
        ! 1     SDQ6
        ! 2     sdq1
          3     SDQ1
          4     SDQ5
          5     -`,
    },
  },
});

casesOf(RULES, '197a', {
  'a score and a reason for none': {
    tables: {
      OC2: `
          CHILD SDQ_SCORE SDQ_REASON
        ! 1     0         SDQ2
          2     12        -
          3     -         SDQ2
          4     -         -`,
    },
  },
});

casesOf(RULES, '197B', {
  'turned 4 or 17 in the year, with neither': {
    tables: {
      Episodes: EPISODES,
      OC2: `
          CHILD DOB        SDQ_SCORE SDQ_REASON
        ! 1     02/04/2021 -         -
        ! 2     31/03/2022 -         -
          3     01/04/2021 -         -
          4     01/04/2022 -         -
        ! 5     02/04/2008 -         -
        ! 6     31/03/2009 -         -
          7     01/04/2008 -         -
          8     01/04/2009 -         -
          9     31/03/2022 -         SDQ1
          9     31/03/2009 12        -
          9     -          -         -
          11    31/03/2022 -         -`,
    },
  },
});

casesOf(RULES, '198', {
  'a reason of a child who was not looked after all year': {
    tables: {
      Episodes: EPISODES,
      OC2: `
          CHILD SDQ_REASON
          1     SDQ2
        ! 11    SDQ1
        ! 12    SDQ4
          11    -`,
    },
  },
});
