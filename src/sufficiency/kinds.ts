/** Kinds of home as a forecast tells them apart, in the order of its arrays. */
export const KINDS = ['fostering', 'residential', 'supported', 'other'] as const;
export type Kind = (typeof KINDS)[number];
export const KIND_COUNT = KINDS.length;

const KIND_OF: ReadonlyMap<string, number> = new Map([
  ...['U1', 'U2', 'U3', 'U4', 'U5', 'U6'].map((code) => [code, 0] as const),
  ...['K1', 'K2', 'R1'].map((code) => [code, 1] as const),
  ...['K3', 'H5', 'P2'].map((code) => [code, 2] as const),
]);

/**
 * Position in `KINDS` of a PLACE code of the return: U1 to U6 fostering; K1, K2, R1 residential; K3, H5, P2 supported;
 * all others other (among them P1 with parents, and A3 to A6 placed for adoption).
 */
export function kindOfPlace(place: string | null): number {
  return KIND_OF.get(place?.trim().toUpperCase() ?? '') ?? 3;
}

/** First ages of the bands in which rates are told apart, in years. */
export const AGE_BANDS = [0, 1, 5, 10, 16] as const;
export const AGE_COUNT = AGE_BANDS.length;
/** Months at which a young person leaves care whatever the rates say. */
export const GROWN_UP = 18 * 12;

/** Ages in whole years at which children are in care: 0 to 17. */
export const YEARS = GROWN_UP / 12;

const BAND_OF_YEAR = Uint8Array.from({ length: YEARS }, (_, year) => AGE_BANDS.findLastIndex((from) => year >= from));

/** The band of an age in months (0 to 215). */
export function ageBand(months: number): number {
  return BAND_OF_YEAR[Math.min(YEARS - 1, Math.max(0, Math.floor(months / 12)))]!;
}

/** First months of the bands of time in care. */
const CARE_BANDS = [0, 1, 3, 6, 12, 24, 48] as const;
export const CARE_COUNT = CARE_BANDS.length;

/** Months after which a longer time in care is told apart no more. */
export const LONGEST_CARE = CARE_BANDS.at(-1)!;

const BAND_OF_CARE = Uint8Array.from({ length: LONGEST_CARE + 1 }, (_, months) =>
  CARE_BANDS.findLastIndex((from) => months >= from),
);

/** The band of a time in care in whole months. */
export function careBand(months: number): number {
  return BAND_OF_CARE[Math.min(LONGEST_CARE, Math.max(0, months))]!;
}

/** Cells of the rates: kind, age band, care band. */
export const CELLS = KIND_COUNT * AGE_COUNT * CARE_COUNT;

export function cellOf(kind: number, age: number, care: number): number {
  return (kind * AGE_COUNT + age) * CARE_COUNT + care;
}
