// data
/**
 * How much of a search a provider is told, stage by stage: each adds to the one before. Written here once; the rows of
 * disclosed_field in the database are the same (a test compares them), and only they decide what leaves it. Told at no
 * stage: any address, a school or another place, a family name, NHS and other numbers, children who are not asked for,
 * which other providers were asked, what a home costs.
 */
export const STAGES = ['summary', 'needs', 'identified'] as const;
export type Stage = (typeof STAGES)[number];

export const STAGE_WORDS: Readonly<Record<Stage, { readonly name: string; readonly adds: string }>> = {
  summary: {
    name: 'Summary',
    adds: 'How many children, their ages and sex, by when, the kind of home, and your authority’s name',
  },
  needs: {
    name: 'Needs',
    adds: 'Also strengths, levels of need, what matters to the child, languages and risks, with names taken out',
  },
  identified: {
    name: 'Identified',
    adds: 'Also the first name, the date of birth and the whole finished profile, without places',
  },
};

/** What each stage adds, by the names under which the database hands it out. */
export const DISCLOSED: Readonly<Record<Stage, readonly string[]>> = {
  summary: ['authority', 'needed-by', 'how-many', 'age', 'sex', 'kinds-of-home'],
  needs: [
    'levels',
    'strengths',
    'matters',
    'languages',
    'communication',
    // The risks that the Placements Data Standard asks for in a referral, its two “other” among them.
    'risks-to-child',
    'other-risk-to-child',
    'risks-to-others',
    'other-risk-to-others',
  ],
  identified: [
    'given-name',
    'born',
    'about-me',
    'words-by',
    'why-no-words',
    'live-with',
    'interests',
    'what-helps',
    'own-words',
    'not-known',
    'said-by',
    'alongside',
    'pets',
    'adaptations',
    'culture',
    'culture-words',
    'extra-support',
    'secure-order',
    'liberty-order',
  ],
};

/** Reads a stage from a form or an address; null for anything else. */
export function readStage(typed: unknown): Stage | null {
  return STAGES.find((each) => each === typed) ?? null;
}

/** The stages that may follow: sharing goes forward only. */
export function stagesAfter(reached: Stage | null): readonly Stage[] {
  return reached === null ? STAGES : STAGES.slice(STAGES.indexOf(reached) + 1);
}
