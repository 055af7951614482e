import { casesOf } from '../test-cases.ts';
import { SHORT_BREAK_RULES } from './short-breaks.ts';

casesOf(SHORT_BREAK_RULES, '214', {
  'either of them': {
    tables: {
      Episodes: `
          CHILD LS PL_POST URN
        ! 1     V3 AA1_1AA -
        ! 2     V4 -       SC12345
          3     V3 -       -
          4     V2 AA1_1AA SC12345`,
    },
  },
});

casesOf(SHORT_BREAK_RULES, '366', {
  'begins other than as a time of its own': {
    tables: {
      Episodes: `
          CHILD LS RNE
        ! 1     V3 P
        ! 2     V3 L
        ! 3     V3 -
          4     V3 S
          5     V4 P
          6     V2 P`,
    },
  },
});

casesOf(SHORT_BREAK_RULES, '382', {
  'any temporary placement': {
    tables: {
      Episodes: `
          CHILD LS PLACE
        ! 1     V3 T0
        ! 2     V4 T4
          3     V3 U6
          4     V2 T0
          5     V3 -`,
    },
  },
});

casesOf(SHORT_BREAK_RULES, '384', {
  'long term with family or with others': {
    tables: {
      Episodes: `
          CHILD LS PLACE
        ! 1     V3 U1
        ! 2     V4 U4
          3     V3 U3
          4     V4 U6
          5     V2 U4`,
    },
  },
});

casesOf(SHORT_BREAK_RULES, '398', {
  'either postcode': {
    tables: {
      Episodes: `
          CHILD LS HOME_POST PL_POST
        ! 1     V3 AA1_1AA   -
        ! 2     V4 -         AA1_1AA
          3     V4 -         -
          4     C2 AA1_1AA   AA1_1AA`,
    },
  },
});

casesOf(SHORT_BREAK_RULES, '420', {
  'an authority in or out of England': {
    tables: {
      Episodes: `
          CHILD LS PL_LA
        ! 1     V3 816
        ! 2     V4 WAL
          3     V3 -
          4     C2 816`,
    },
  },
});

casesOf(SHORT_BREAK_RULES, '426', {
  'both in one year, for one child': {
    tables: {
      Episodes: `
          CHILD LS
        ! 1     V3
          1     V2
        ! 1     V4
          2     V3
          2     V3
          3     V4
          -     V3`,
    },
  },
});
