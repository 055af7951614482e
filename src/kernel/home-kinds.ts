/** The kinds of home, in the order in which lists show them; the engine, the homes and the children's pages share them. */
export const HOME_KINDS = ['fostering', 'kinship', 'residential', 'supported', 'secure'] as const;
export type HomeKind = (typeof HOME_KINDS)[number];

/** How a kind of home is called on screens. */
export const HOME_KIND_WORDS: Readonly<Record<HomeKind, string>> = {
  fostering: 'Foster home',
  kinship: 'Family and friends home',
  residential: 'Children’s home',
  supported: 'Supported accommodation',
  secure: 'Secure children’s home',
};
