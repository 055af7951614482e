// data
/** What the law says of homes that are not registered. Which was checked against a source: docs/methods/market.md. */
export const BASES: readonly string[] = [
  'Care Standards Act 2000 section 11: nobody may carry on or manage a children’s home without being registered for it. In force for children’s homes since 1 April 2002.',
  'Care Planning, Placement and Case Review (England) Regulations 2010 regulations 27 and 27A: other arrangements for young people of 16 and 17 need registered supported accommodation, and a child under 16 may not be placed in them. The ban for children under 16 is in force since 9 September 2021.',
  'Supported Accommodation (England) Regulations 2023: supported accommodation for young people of 16 and 17 must be registered. An offence without since 28 October 2023.',
];
