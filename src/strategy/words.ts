import { MATTER_WORDS, type Matter } from '../needs/index.ts';

const KINDS: Readonly<Record<string, string>> = {
  fostering: 'Foster homes',
  residential: 'Children’s homes',
  supported: 'Supported accommodation',
  other: 'Elsewhere',
  all: 'All kinds',
};

/** A kind of home, as planning counts them. */
export function kindName(kind: string): string {
  return KINDS[kind] ?? kind;
}

/** Stands for an age: groups too small to be told by their age. */
export const TOGETHER = 'together';

export function agesName(ages: string): string {
  if (ages === TOGETHER) return 'small groups together';
  return `${ages.replace('-', ' to ')} years`;
}

export const NEED_NAMES: Readonly<Record<string, string>> = {
  low: 'Low',
  some: 'Some',
  high: 'High',
  unknown: 'Not known yet',
};

export const MILES_NAMES: Readonly<Record<string, string>> = {
  'under 10': 'Under 10 miles',
  '10 to 20': '10 to 20 miles',
  '20 or more': '20 miles or more',
  unknown: 'Not known, or not shown',
};

export const FAMILY_NAMES: Readonly<Record<string, string>> = {
  none: 'No brother or sister in care here',
  t: 'With every brother and sister in care',
  f: 'Apart from one or more of them',
  u: 'Not known',
};

export function matterName(matter: string): string {
  return matter === 'nothing yet' ? 'Nothing is written down yet' : (MATTER_WORDS[matter as Matter] ?? matter);
}

export const SECTOR_NAMES: Readonly<Record<string, string>> = {
  authority: 'Authorities’ own',
  voluntary: 'Voluntary',
  private: 'Private',
};

/** Whole percent. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** `£1,234`; whole pounds from pence. */
export function pounds(pence: number): string {
  const words = `£${Math.round(Math.abs(pence) / 100).toLocaleString('en-GB')}`;
  return pence < 0 ? `−${words}` : words;
}

/** `£12.3 million` */
export function millions(pence: number): string {
  const sum = Math.abs(pence) / 100_000_000;
  const words = `£${sum.toLocaleString('en-GB', { maximumFractionDigits: sum < 10 ? 2 : 1 })} million`;
  return pence < 0 ? `−${words}` : words;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2027-03` as `March 2027` */
export function monthName(month: string): string {
  const [year = '', number = '1'] = month.split('-');
  return `${MONTHS[Number(number) - 1] ?? ''} ${year}`;
}

/** A number of an estimate, without decimals. */
export function about(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}
