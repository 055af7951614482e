import { casesOf } from '../test-cases.ts';
import { AGE_RULES } from './ages.ts';

/** Children born on 15 March of the year in their number's name, and one whose birth nobody wrote down. */
const BORN = `
    CHILD  DOB
    b2000  15/03/2000
    b2004  15/03/2004
    b2010  15/03/2010
    b2012  15/03/2012
    b2016  15/03/2016
    b2021  15/03/2021
    nobody -`;

casesOf(AGE_RULES, '234', {
  'the tenth birthday is 15 March 2026': {
    tables: {
      Header: `
          CHILD DOB
        ! 1     15/03/2016
          2     15/03/2016
          3     15/03/2016
          4     -`,
      Episodes: `
          CHILD DECOM      REASON_PLACE_CHANGE
        ! 1     14/03/2026 CUSTOD
          2     15/03/2026 CUSTOD
          3     14/03/2026 CARPL
          4     14/03/2026 CUSTOD`,
    },
  },
});

casesOf(AGE_RULES, '352', {
  'on the 18th birthday, and the day before': {
    tables: {
      Header: BORN,
      Episodes: `
          CHILD  DECOM      RNE
        ! b2004  15/03/2022 S
          b2004  14/03/2022 S
          b2004  15/03/2022 P
          b2004  -          S
          nobody 15/03/2022 S
          other  15/03/2022 S`,
    },
  },
});

casesOf(AGE_RULES, '358', {
  'the day before the tenth birthday, and on it': {
    tables: {
      Header: `
          CHILD DOB
        ! 1     15/03/2016
          2     15/03/2016
        ! 3     15/03/2016`,
      Episodes: `
          CHILD DECOM      LS
        ! 1     14/03/2026 J1
          1     14/03/2026 C2
          2     15/03/2026 J2
        ! 3     01/01/2024 J3`,
    },
  },
});

casesOf(AGE_RULES, '359', {
  'past the 18th birthday, by the end of the episode or of the year': {
    collection: { collection_start: '01/04/2021', collection_end: '31/03/2022' },
    tables: {
      Header: BORN,
      Episodes: `
          CHILD  DEC        LS PLACE
        ! b2004  16/03/2022 C2 U4
          b2004  15/03/2022 C2 U4
        ! b2004  -          C2 K2
        ! b2004  -          V2 K1
          b2004  -          V2 K2
          b2010  -          C2 U4
          nobody -          C2 U4`,
    },
  },
});

casesOf(AGE_RULES, '370', {
  'fifteen is enough in 2022-23': {
    year: '2022-23',
    tables: {
      Header: BORN,
      Episodes: `
          CHILD DECOM      PLACE
        ! b2004 14/03/2019 P2
          b2004 15/03/2019 P2
          b2004 14/03/2019 H5`,
    },
  },
  'sixteen in 2023-24': {
    year: '2023-24',
    tables: {
      Header: BORN,
      Episodes: `
          CHILD DECOM      PLACE
        ! b2004 14/03/2020 P2
          b2004 15/03/2020 P2`,
    },
  },
});

casesOf(AGE_RULES, '371', {
  'fourteen is enough in 2022-23': {
    year: '2022-23',
    tables: {
      Header: BORN,
      Episodes: `
          CHILD DECOM      PLACE
        ! b2004 14/03/2018 H5
          b2004 15/03/2018 H5`,
    },
  },
  'sixteen in 2023-24': {
    year: '2023-24',
    tables: {
      Header: BORN,
      Episodes: `
          CHILD DECOM      PLACE
        ! b2004 14/03/2020 H5
          b2004 15/03/2020 H5
          b2004 14/03/2020 K3`,
    },
  },
  'supported accommodation from 2024-25': {
    tables: {
      Header: BORN,
      Episodes: `
          CHILD  DECOM      PLACE
        ! b2010  14/03/2026 K3
          b2010  15/03/2026 K3
          b2010  14/03/2026 K2
          nobody 14/03/2026 K3`,
    },
  },
});

casesOf(AGE_RULES, '372', {
  'the day before the tenth birthday, and on it': {
    tables: {
      Header: BORN,
      Episodes: `
          CHILD DECOM      PLACE
        ! b2016 14/03/2026 R5
          b2016 15/03/2026 R5
          b2016 14/03/2026 K1
          b2016 -          R5`,
    },
  },
});

casesOf(AGE_RULES, '373', {
  'the day before the fourth birthday, and on it': {
    tables: {
      Header: BORN,
      Episodes: `
          CHILD DECOM      PLACE
        ! b2021 14/03/2025 S1
          b2021 15/03/2025 S1
          b2021 14/03/2025 U4`,
    },
  },
});

casesOf(AGE_RULES, '374', {
  'the day before the fourteenth birthday, and on it': {
    tables: {
      Header: BORN,
      Episodes: `
          CHILD DECOM      PLACE
        ! b2012 14/03/2026 P3
          b2012 15/03/2026 P3
          b2012 14/03/2026 U4`,
    },
  },
});

casesOf(AGE_RULES, '386', {
  'on the 18th birthday, and the day before': {
    tables: {
      Header: BORN,
      Episodes: `
          CHILD DEC        REC
        ! b2004 15/03/2022 E11
        ! b2004 16/03/2022 E12
          b2004 14/03/2022 E12
          b2004 15/03/2022 E8
          b2004 -          E11`,
    },
  },
});

casesOf(AGE_RULES, '387', {
  'the day before the fourteenth birthday, and on it': {
    tables: {
      Header: BORN,
      Episodes: `
          CHILD DEC        REC
        ! b2012 14/03/2026 E5
        ! b2012 14/03/2026 E6
          b2012 15/03/2026 E5
          b2012 14/03/2026 E7
          b2012 -          E5`,
    },
  },
});

casesOf(AGE_RULES, '389', {
  'the day before the sixteenth birthday, and on it': {
    tables: {
      Header: BORN,
      Episodes: `
          CHILD DEC        REC
        ! b2010 14/03/2026 E7
          b2010 15/03/2026 E7
          b2010 14/03/2026 E8`,
    },
  },
});

casesOf(AGE_RULES, '407', {
  'on the 18th birthday, and the day before': {
    tables: {
      Header: `
          CHILD DOB
        ! 1     15/03/2004
          2     15/03/2004
          3     15/03/2004`,
      Episodes: `
          CHILD DEC        REC
        ! 1     15/03/2022 E45
        ! 1     15/03/2022 E48
          2     14/03/2022 E46
          3     15/03/2022 E41`,
    },
  },
});

casesOf(AGE_RULES, '460', {
  'the day before the 18th birthday, and on it': {
    tables: {
      Header: BORN,
      Episodes: `
          CHILD DEC        REC
        ! b2004 14/03/2022 E17
          b2004 15/03/2022 E17
          b2004 14/03/2022 E8
          b2004 -          E17`,
    },
  },
});
