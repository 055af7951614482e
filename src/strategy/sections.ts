import type { PlainDate } from '../kernel/index.ts';

/** The sections in which people write beside the figures, in their order. */
export const SECTIONS = ['summary', 'children', 'homes', 'gaps', 'forecast', 'cost', 'coming', 'voice'] as const;
export type SectionKey = (typeof SECTIONS)[number];

/** Name of the section, and what somebody who writes it may want to say. */
export const SECTION_WORDS: Readonly<Record<SectionKey, { readonly name: string; readonly hint: string }>> = {
  summary: { name: 'In short', hint: 'What matters most in this strategy, for somebody who reads nothing else.' },
  children: { name: 'Our children', hint: 'What the figures of our children do not say by themselves.' },
  homes: { name: 'Our homes', hint: 'Who runs homes here, and how we work with them.' },
  gaps: { name: 'Need against supply', hint: 'Why rooms are missing, and for whom it matters most.' },
  forecast: { name: 'What we expect', hint: 'What may happen that no forecast from the past can know.' },
  cost: { name: 'Market and cost', hint: 'How we buy homes, and what we want from those who run them.' },
  coming: { name: 'Homes on the way', hint: 'What stands in the way of these homes, and who decides.' },
  voice: {
    name: 'What children say',
    hint: 'What children and young people told us, and what became of it. Nothing that could be traced to one child.',
  },
};

export function isSection(value: string): value is SectionKey {
  return (SECTIONS as readonly string[]).includes(value);
}

/** Something that will be done, as somebody decided. */
export interface Action {
  readonly id: string;
  readonly what: string;
  /** A post or a person who answers for it. */
  readonly owner: string;
  readonly due: PlainDate;
  /** Which gap it closes; may be empty. */
  readonly closes: string;
}
