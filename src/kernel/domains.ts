/**
 * The twelve domains of the shared description of a child. Homes' skills are in the same twelve,
 * so needs and skills can be laid side by side (contracts: `homeward/matching`).
 */
export const DOMAINS = [
  'health',
  'emotional-wellbeing',
  'coping',
  'identity',
  'family',
  'friends',
  'education',
  'communication',
  'safe-at-home',
  'safe-outside',
  'independence',
  'play-and-talents',
] as const;

export type Domain = (typeof DOMAINS)[number];

export function isDomain(text: string): text is Domain {
  return (DOMAINS as readonly string[]).includes(text);
}

/** How a domain is called on screens. */
export const DOMAIN_WORDS: Readonly<Record<Domain, string>> = {
  health: 'Health',
  'emotional-wellbeing': 'Feelings and emotional wellbeing',
  coping: 'How distress shows and coping',
  identity: 'Identity and belonging',
  family: 'Family and family time',
  friends: 'Friends and relationships',
  education: 'School and learning',
  communication: 'Communication',
  'safe-at-home': 'Safe at home',
  'safe-outside': 'Safe outside the home',
  independence: 'Growing independence',
  'play-and-talents': 'Play, interests and talents',
};
