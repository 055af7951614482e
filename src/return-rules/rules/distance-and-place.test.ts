import { casesOf } from '../test-cases.ts';
import { DISTANCE_AND_PLACE_RULES } from './distance-and-place.ts';

/** Child 8 came unaccompanied, child 9 is said to have in last year's return. */
const HEADER = `
    CHILD UASC
    1     0
    8     1
    9     0`;
const LAST = { Header: 'CHILD UASC\n1 0\n9 1' };

casesOf(DISTANCE_AND_PLACE_RULES, '164', {
  'miles from 0 to 999.9': {
    last: LAST,
    tables: {
      Header: HEADER,
      Episodes: `
          CHILD LS PL_DISTANCE
        ! 1     C2 -0.1
        ! 1     C2 1000
        ! 1     C2 far
          1     C2 0
          1     C2 999.9
          1     C2 -
          1     V4 1000
          8     C2 1000
          9     C2 1000`,
    },
  },
  'without last year’s return nobody was unaccompanied before': {
    tables: {
      Header: HEADER,
      Episodes: `
          CHILD LS PL_DISTANCE
        ! 9     C2 1000
          8     C2 1000`,
    },
  },
});

casesOf(DISTANCE_AND_PLACE_RULES, '169', {
  'not known': {
    tables: {
      Episodes: `
          CHILD LS PL_LA
        ! 1     C2 -
          1     C2 816
          1     V3 -
          1     V4 -`,
    },
  },
});

casesOf(DISTANCE_AND_PLACE_RULES, '179', {
  'neither in nor out': {
    tables: {
      Episodes: `
          CHILD LS PL_LOCATION
        ! 1     C2 -
        ! 1     C2 in
          1     C2 IN
          1     C2 OUT
          1     V3 -`,
    },
  },
});

casesOf(DISTANCE_AND_PLACE_RULES, '392a', {
  'no distance': {
    last: LAST,
    tables: {
      Header: HEADER,
      Episodes: `
          CHILD LS PL_DISTANCE
        ! 1     C2 -
          1     C2 0.0
          1     V3 -
          8     C2 -
          9     C2 -`,
    },
  },
});

casesOf(DISTANCE_AND_PLACE_RULES, '392b', {
  'either postcode missing': {
    last: LAST,
    tables: {
      Header: HEADER,
      Episodes: `
          CHILD LS HOME_POST PL_POST
        ! 1     C2 -         AA1_1AA
        ! 1     C2 AA1_1AA   -
          1     C2 AA1_1AA   BB1_1BB
          1     V4 -         -
          8     C2 -         BB1_1BB
          9     C2 -         -`,
    },
  },
});

casesOf(DISTANCE_AND_PLACE_RULES, '392c', {
  'cannot be a postcode': {
    tables: {
      Episodes: `
          CHILD HOME_POST PL_POST
        ! 1     AA1       BB1_1BB
        ! 2     AA1_1AA   BB1_B1B
          3     AA1_1AA   EC1A1BB
          4     -         -`,
    },
  },
});

casesOf(DISTANCE_AND_PLACE_RULES, '392d', {
  'the same, however it is typed': {
    tables: {
      Episodes: `
          CHILD PLACE HOME_POST PL_POST
        ! 1     U4    AA1_1AA   AA1_1AA
        ! 2     U4    AA1_1AA   AA11AA
          3     P1    AA1_1AA   AA1_1AA
          4     U4    AA1_1AA   AA1_1AB
          5     U4    -         -`,
    },
  },
});

casesOf(DISTANCE_AND_PLACE_RULES, '406', {
  'a distance all the same': {
    last: LAST,
    tables: {
      Header: HEADER,
      Episodes: `
          CHILD PL_DISTANCE
        ! 8     0.0
        ! 9     12.5
          8     -
          1     12.5`,
    },
  },
});

casesOf(DISTANCE_AND_PLACE_RULES, '411', {
  'in the authority, but of another': {
    collection: { localAuthority: '816' },
    tables: {
      Episodes: `
          CHILD PL_LA PL_LOCATION
        ! 1     815   IN
        ! 2     WAL   IN
          3     816   IN
          4     815   OUT
          5     -     IN
          6     815   -`,
    },
  },
});

casesOf(DISTANCE_AND_PLACE_RULES, '454', {
  'more than 350 miles': {
    last: LAST,
    tables: {
      Header: HEADER,
      Episodes: `
          CHILD LS PL_DISTANCE
        ! 1     C2 350.1
          1     C2 350
          1     V3 350.1
          1     C2 -
          8     C2 350.1
          9     C2 350.1`,
    },
  },
});
