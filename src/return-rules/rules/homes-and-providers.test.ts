import { casesOf } from '../test-cases.ts';
import { HOME_AND_PROVIDER_RULES } from './homes-and-providers.ts';

casesOf(HOME_AND_PROVIDER_RULES, '213', {
  'temporary and other placements': {
    tables: {
      Episodes: `
          CHILD PLACE PLACE_PROVIDER
        ! 1     T0    PR1
        ! 2     T4    PR4
        ! 3     Z13   PR5
          4     T0    -
          5     U4    PR1
          6     -     PR1`,
    },
  },
  'other placements had one code': {
    year: '2024-25',
    tables: {
      Episodes: `
          CHILD PLACE PLACE_PROVIDER
        ! 1     Z1    PR1
          2     Z1    -`,
    },
  },
});

casesOf(HOME_AND_PROVIDER_RULES, '218', {
  'kinds that Ofsted registers': {
    tables: {
      Episodes: `
          CHILD PLACE LS URN     PL_LA
        ! 1     U4    C2 -       816
        ! 2     K3    C2 -       -
        ! 3     A4    C2 -       816
          4     U4    C2 SC12345 816
          5     U4    V3 -       816
          6     U4    C2 -       WAL
          7     P1    C2 -       816
          8     R5    C2 -       816
          9     Z11   C2 -       816
          10    T1    C2 -       816
          11    -     C2 -       816`,
    },
  },
  'semi-independent homes in 2023-24': {
    year: '2023-24',
    tables: {
      Episodes: `
          CHILD PLACE LS URN
          1     H5    C2 -
          2     P2    C2 -
        ! 3     K2    C2 -`,
    },
  },
});

casesOf(HOME_AND_PROVIDER_RULES, '219', {
  'kinds of placement by Ofsted’s list': {
    providers: [
      { URN: 'SC1', PLACE_CODES: 'U1, U4,U6' },
      { URN: 'SC2', PLACE_CODES: null },
    ],
    tables: {
      Episodes: `
          CHILD PLACE LS URN
        ! 1     K2    C2 SC1
        ! 2     U4    C2 SC2
          3     U4    C2 SC1
          4     K2    C2 XXXXXXX
          5     K2    C2 -
          6     K2    V3 SC1
          7     K2    C2 SC9`,
    },
  },
  'a list that says it of some numbers': {
    providers: [{ URN: 'SC1' }, { URN: 'SC2', PLACE_CODES: 'K2' }],
    tables: { Episodes: 'CHILD PLACE URN\n1 K2 SC1' },
  },
});

casesOf(HOME_AND_PROVIDER_RULES, '221', {
  'homes whose own postcode is listed': {
    providers: [
      { URN: 'SC1', POSTCODE: 'AA11AA' },
      { URN: 'SC2', POSTCODE: null },
    ],
    tables: {
      Episodes: `
          CHILD PLACE LS PL_POST URN
        ! 1     K2    C2 BB1_1BB SC1
        ! 2     K3    C2 BB1_1BB SC1
        ! 3     S1    C2 AA1_1AA SC2
          4     K2    C2 AA1_1AA SC1
          5     U4    C2 BB1_1BB SC1
          6     K2    V4 BB1_1BB SC1
          7     K2    C2 -       SC1
          8     K2    C2 BB1_1BB XXXXXXX
          9     H5    C2 BB1_1BB SC1`,
    },
  },
  'semi-independent homes in 2023-24': {
    year: '2023-24',
    providers: [{ URN: 'SC1', POSTCODE: 'AA1 1AA' }],
    tables: {
      Episodes: `
          CHILD PLACE PL_POST URN
        ! 1     H5    BB1_1BB SC1
          2     K3    BB1_1BB SC1`,
    },
  },
  'and supported accommodation from 2024-25': {
    year: '2024-25',
    providers: [{ URN: 'SC1', POSTCODE: 'AA1 1AA' }],
    tables: {
      Episodes: `
          CHILD PLACE PL_POST URN
          1     H5    BB1_1BB SC1
        ! 2     K3    BB1_1BB SC1`,
    },
  },
  'and not the year before': {
    year: '2022-23',
    providers: [{ URN: 'SC1', POSTCODE: 'AA1 1AA' }],
    tables: {
      Episodes: `
          CHILD PLACE PL_POST URN
          1     H5    BB1_1BB SC1
        ! 2     R3    BB1_1BB SC1`,
    },
  },
});

casesOf(HOME_AND_PROVIDER_RULES, '222', {
  'kinds that Ofsted does not register': {
    tables: {
      Episodes: `
          CHILD PLACE URN
        ! 1     P1    SC1
        ! 2     Z14   SC1
        ! 3     T0    SC1
          4     P1    -
          5     P1    XXXXXXX
          6     K3    SC1
          7     U4    SC1`,
    },
  },
  'semi-independent homes in 2022-23': {
    year: '2022-23',
    tables: { Episodes: 'CHILD PLACE URN\n! 1 H5 SC1\n! 2 P2 SC1\n3 K2 SC1' },
  },
  'and in 2023-24': {
    year: '2023-24',
    tables: { Episodes: 'CHILD PLACE URN\n1 H5 SC1\n! 2 P2 SC1' },
  },
});

casesOf(HOME_AND_PROVIDER_RULES, '224', {
  'kinds of provider by Ofsted’s list': {
    providers: [
      { URN: 'SC1', PROVIDER_CODES: 'PR4,PR5' },
      { URN: 'SC2', PROVIDER_CODES: '' },
    ],
    tables: {
      Episodes: `
          CHILD PLACE_PROVIDER URN
        ! 1     PR1            SC1
        ! 2     PR4            SC2
          3     PR5            SC1
          4     -              SC1
          5     PR1            XXXXXXX
          6     PR1            -`,
    },
  },
});

const CLOSED = [
  { URN: 'SC1', REG_END: '2025-06-10' },
  { URN: 'SC2', REG_END: null },
  { URN: 'SC3', REG_END: '31/03/2026' },
];

casesOf(HOME_AND_PROVIDER_RULES, '227', {
  'on the last day of the registration, and the day after': {
    providers: CLOSED,
    tables: {
      Episodes: `
          CHILD DECOM      URN
        ! 1     11/06/2025 SC1
          2     10/06/2025 SC1
          3     11/06/2025 SC2
          4     -          SC1
          5     11/06/2025 XXXXXXX`,
    },
  },
});

casesOf(HOME_AND_PROVIDER_RULES, '228', {
  'on the last day of the registration, and the day after': {
    providers: CLOSED,
    tables: {
      Episodes: `
          CHILD DEC        URN
        ! 1     11/06/2025 SC1
          2     10/06/2025 SC1
        ! 3     -          SC1
          4     -          SC2
          5     -          SC3
          6     11/06/2025 -`,
    },
  },
});

casesOf(HOME_AND_PROVIDER_RULES, '229', {
  'own or another’s, by where the provider is': {
    collection: { localAuthority: '816' },
    providers: [
      { URN: 'SC1', LA_CODE_INFERRED: '816' },
      { URN: 'SC2', LA_CODE_INFERRED: '815' },
      { URN: 'SC3', LA_CODE_INFERRED: null },
    ],
    tables: {
      Episodes: `
          CHILD PLACE PLACE_PROVIDER URN
        ! 1     U4    PR1            SC2
        ! 2     U4    PR2            SC1
        ! 3     U4    PR1            SC3
          4     U4    PR1            SC1
          5     U4    PR2            SC2
          6     K3    PR1            SC2
          7     U4    PR4            SC2
          8     U4    PR1            XXXXXXX`,
    },
  },
});

casesOf(HOME_AND_PROVIDER_RULES, '241', {
  'any of its premises will do': {
    providers: [
      { URN: 'SC1', LA_CODE_INFERRED: '816' },
      { URN: 'SC1', LA_CODE_INFERRED: '815' },
      { URN: 'SC2', LA_CODE_INFERRED: null },
    ],
    tables: {
      Episodes: `
          CHILD PL_LA URN
        ! 1     817   SC1
          2     816   SC1
          3     815   SC1
          4     817   SC2
          5     -     SC1
          6     817   XXXXXXX`,
    },
  },
});

casesOf(HOME_AND_PROVIDER_RULES, '242', {
  'for adoption alone': {
    tables: {
      Episodes: `
          CHILD PLACE URN
        ! 1     K2    XXXXXXX
        ! 2     -     XXXXXXX
          3     A3    XXXXXXX
          4     A6    XXXXXXX
          5     K2    SC1
          6     K2    -`,
    },
  },
});

casesOf(HOME_AND_PROVIDER_RULES, '243', {
  'outside England': {
    tables: {
      Episodes: `
          CHILD PL_LA URN
        ! 1     WAL   SC1
        ! 2     SCO   XXXXXXX
        ! 3     CON   SC1
          4     NUK   -
          5     816   SC1
          6     -     SC1`,
    },
  },
});
