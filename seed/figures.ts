/**
 * The published figures that the made-up region follows, and the assumptions where nothing is published.
 * Shares are of 1. The test beside `region.ts` compares the region with these, within the margins it states.
 */
export const FIGURES = {
  /** Explore Education Statistics, children looked after 2025: 32,270 started and 81,770 in care on 31 March. */
  startsForEachChildInCare: 32_270 / 81_770,
  /** Explore Education Statistics 2025 (under 1 derived). */
  startsByAge: { 'under 1': 0.16, '1-4': 0.14, '5-9': 0.15, '10-15': 0.27, '16+': 0.28 },
  /** Explore Education Statistics 2022 (under 1 derived). */
  stockByAge: { 'under 1': 0.05, '1-4': 0.14, '5-9': 0.18, '10-15': 0.39, '16+': 0.25 },
  /** Answers of 150 authorities, September 2024, sufficiency.org.uk (freedom of information). */
  livesIn: {
    'in-house fostering': 0.279,
    'independent fostering': 0.248,
    kinship: 0.156,
    residential: 0.114,
    supported: 0.098,
    'with parents': 0.06,
    other: 0.033,
    unregistered: 0.01,
    secure: 0.001,
  },
  /** Become, 2024; National Audit Office, 2025 (children's homes and secure homes). */
  over20Miles: { all: 0.22, residential: 0.49 },
  /** Become, 2024: three or more homes in a year. */
  threeOrMoreHomesInAYear: 0.1,
  /** Children's Commissioner, 2023: children with brothers or sisters in care who live apart from one or more of them. */
  separated: { all: 0.37, 'one brother or sister': 0.26, 'five brothers or sisters': 0.64 },
  /** Ofsted, 2024, by narrativecare and fosteringnews: approved mainstream places that are free. */
  vacantFosterPlaces: 0.16,
  /** Ofsted, March 2025: 42,015 of 69,825 approved mainstream places are filled; 33,435 households. */
  filledFosterPlaces: 42_015 / 69_825,
  placesInAHousehold: 69_825 / 33_435,
  /** Ofsted, March 2025: children's homes in private hands. */
  privateChildrensHomes: 0.84,
  /** Explore Education Statistics, 2025: 6,540 of 81,770 unaccompanied. */
  unaccompanied: 6_540 / 81_770,
  /** Lengths of foster placements that ended in 2016-17 (49,240 of them), statinvestor; days, the last without an end. */
  fosterLengths: [
    { days: 7, share: 6_780 / 49_240 },
    { days: 30, share: 6_080 / 49_240 },
    { days: 91, share: 6_980 / 49_240 },
    { days: 182, share: 7_890 / 49_240 },
    { days: 365, share: 8_960 / 49_240 },
    { days: 730, share: 6_060 / 49_240 },
    { days: 1_826, share: 4_400 / 49_240 },
    { days: Infinity, share: 2_090 / 49_240 },
  ],
  /** Competition and Markets Authority; National Audit Office 2025. Pounds a week. */
  weeklyFee: { 'independent fostering': 820, residential: 3_830 },
} as const;

/** Not published in a form we can cite: our assumptions, stated wherever the made-up region is described. */
export const ASSUMPTIONS = {
  /** Share of boys among children in care; nearly all who came unaccompanied are young men. */
  male: 0.53,
  maleUnaccompanied: 0.94,
  /** Homes that end without a plan, a child and year. */
  unplannedEndings: { low: 0.2, high: 0.3 },
  /** Weekly fees where no price is published: the authority's own allowance and the cost of running. Pounds. */
  weeklyFee: { 'in-house fostering': 480, kinship: 320, supported: 1_250, secure: 7_600 },
  /**
   * Prices agreed for a stay, beside the fees that homes ask. `onTop`: what children’s homes come to with the support agreed
   * for a child, so that the mean is the published £318,400 a year (National Audit Office 2025); `need` how much a price
   * goes with a child’s need; shares of spot purchases by kind; what is bought as a block or on the spot beside a framework;
   * rises each April; how often a price changes, a room is kept at which share, or nobody has written a price down.
   */
  prices: {
    onTop: 1.35,
    need: 0.35,
    spot: { fostering: 0.16, residential: 0.55, supported: 0.4 },
    bought: { own: 1, block: 0.93, framework: 1, spot: 1.1 },
    rise: 0.05,
    rises: 0.85,
    changes: 0.14,
    away: 0.04,
    retainer: 0.75,
    missing: 0.05,
  },
} as const;
