import { casesOf } from '../test-cases.ts';
import { SAME_CHILD_RULES as RULES } from './same-child.ts';

const HEADER = `
  CHILD DOB        SEX
  1     01/01/2012 M
  2     02/02/2012 F
  3     -          -
  4     30/02/2012 U`;

casesOf(RULES, 'EPI', {
  'a child without episodes': {
    tables: {
      Header: `
          CHILD DOB
        ! 1     01/01/2012
          2     01/01/2012`,
      Episodes: `
          CHILD DECOM
          2     -
          5     01/01/2020`,
    },
  },
  'a care leaver has no episodes, and need not': {
    tables: {
      Header: `
          CHILD DOB
          1     01/01/2006`,
      Episodes: `
          CHILD DECOM
          2     01/01/2020`,
      OC3: `
          CHILD IN_TOUCH
          1     YES`,
    },
  },
});

for (const [number, table] of [
  ['INT01', 'AD1'],
  ['INT02', 'PlacedAdoption'],
  ['INT03', 'Episodes'],
  ['INT04', 'Missing'],
  ['INT05', 'OC2'],
  ['INT06', 'OC3'],
  ['INT07', 'PrevPerm'],
  ['INT08', 'Reviews'],
  ['INT09', 'UASC'],
] as const) {
  casesOf(RULES, number, {
    'a child whom Header does not have': {
      tables: {
        Header: HEADER,
        [table]: `
            CHILD
            1
            1
          ! 5
            3
          ! 01
          ! -`,
      },
    },
  });
}

for (const [number, table] of [
  ['INT11', 'AD1'],
  ['INT12', 'PlacedAdoption'],
  ['INT13', 'Missing'],
  ['INT14', 'OC2'],
  ['INT15', 'OC3'],
  ['INT16', 'PrevPerm'],
  ['INT17', 'Reviews'],
  ['INT18', 'UASC'],
] as const) {
  casesOf(RULES, number, {
    'another birthday': {
      tables: {
        Header: HEADER,
        [table]: `
            CHILD DOB
            1     1/1/2012
          ! 1     02/02/2012
          ! 2     -
            3     -
          ! 3     02/02/2012
            4     -
            5     02/02/2012`,
      },
    },
    'no column for it': { tables: { Header: HEADER, [table]: 'CHILD\n1\n2' } },
  });
}

casesOf(RULES, 'INT21', {
  'another sex': {
    tables: {
      Header: HEADER,
      UASC: `
          CHILD SEX
          1     M
        ! 2     M
          3     -
        ! 4     -
          5     M`,
    },
  },
  'no column for it': { tables: { Header: HEADER, UASC: 'CHILD DOB\n1 01/01/2012' } },
});

for (const [number, table] of [
  ['INT31', 'AD1'],
  ['INT32', 'Header'],
  ['INT33', 'OC2'],
  ['INT34', 'OC3'],
  ['INT35', 'PrevPerm'],
  ['INT36', 'UASC'],
] as const) {
  casesOf(RULES, number, {
    'the same child twice': {
      tables: {
        [table]: `
            CHILD
          ! 1
            2
          ! 1
            -
            -
            01`,
      },
    },
  });
}
