import type { Block, Document, Section } from '../documents/index.ts';
import { date, inWords } from '../kernel/index.ts';
import { childrenBlocks, voiceBlocks } from './children-blocks.ts';
import type { StrategyFigures } from './figures.ts';
import { forecastBlocks } from './forecast-blocks.ts';
import { comingBlocks, gapsBlocks, homesBlocks, pricesBlocks } from './homes-blocks.ts';
import { methodBlocks } from './method-blocks.ts';
import { type Action, SECTION_WORDS, type SectionKey } from './sections.ts';
import { summaryBlocks } from './summary-blocks.ts';

/** Everything a strategy is written from. */
export interface StrategyParts {
  readonly figures: StrategyFigures;
  readonly figuresDigest: string;
  /** What people wrote, by section; empty where they wrote nothing. */
  readonly texts: Readonly<Partial<Record<SectionKey, string>>>;
  readonly actions: readonly Action[];
  /** Null: a draft. */
  readonly version: number | null;
}

/**
 * Writes a sufficiency strategy: the same parts give the same document, from which a web page, a PDF and a Word file are
 * made. Figures come as they may be told; nothing is worked out here that is not told. Actions are those that people
 * decided on: gaps propose nothing by themselves.
 */
export function writeStrategy({ figures, figuresDigest, texts, actions, version }: StrategyParts): Document {
  const { scope } = figures;
  const section = (key: SectionKey, blocks: readonly Block[]): Section[] => {
    const written = (texts[key] ?? '').split(/\n{2,}/).filter((text) => text.trim() !== '');
    const all = [...written.map((text): Block => ({ kind: 'paragraph', text })), ...blocks];
    return all.length === 0 ? [] : [{ heading: SECTION_WORDS[key].name, blocks: all }];
  };
  return {
    title: `Homes for our children: sufficiency strategy for ${scope.name}`,
    subtitle: `${version === null ? 'Draft' : `Version ${version}`}, ${writtenFrom(figures)}.`,
    contents: true,
    sections: [
      ...section('summary', summaryBlocks(figures, actions)),
      { heading: 'The duty', blocks: DUTY },
      ...section('children', childrenBlocks(figures)),
      ...section('voice', voiceBlocks(figures)),
      ...section('homes', homesBlocks(figures)),
      ...section('gaps', gapsBlocks(figures)),
      ...section('forecast', forecastBlocks(figures)),
      ...section('cost', pricesBlocks(figures)),
      ...section('coming', comingBlocks(figures)),
      { heading: 'What we will do', blocks: actionBlocks(actions) },
      { heading: 'Method, limits and sources', blocks: methodBlocks(figures, figuresDigest) },
    ],
  };
}

/** `written by North from records of 22 November 2026` */
function writtenFrom({ scope, organisation, countedOn, forecast }: StrategyFigures): string {
  if (scope.authorities.length > 0) return `written by ${organisation} from records of ${inWords(countedOn)}`;
  return `from yearly returns alone${forecast ? `, up to ${inWords(date(forecast.asOf))}` : ''}`;
}

/** What whoever writes a strategy has to look up: it stands on the page of a draft, and in no strategy. */
export const TO_LOOK_UP =
  'The Children’s Wellbeing and Schools Act 2026 (c. 21) lets the Secretary of State direct authorities to arrange homes together, by regional co-operation arrangements. Most of the Act starts by regulations, and Homeward does not know whether this part is in force. So the strategy says nothing of it. Look it up on legislation.gov.uk; if it is in force, say so in your own text, with the day.';

/** The law that is in force, with since when. What is not known to be in force is not in here. */
const DUTY: readonly Block[] = [
  {
    kind: 'paragraph',
    text: 'Each authority must take steps that secure, as far as reasonably practicable, enough homes within its area that meet the needs of the children it looks after and who should live within the area (Children Act 1989, section 22G; in force since 1 April 2011). It must have regard to the benefit of having a number of providers, and a range of homes that can meet different needs.',
  },
  {
    kind: 'paragraph',
    text: 'How it is done is set out in “Sufficiency: statutory guidance on securing sufficient accommodation for looked after children” (2010).',
  },
  {
    kind: 'paragraph',
    text: 'Where a child should live is decided for each child by what the child needs. Nothing in this strategy, and no cost in it, decides that.',
  },
];

function actionBlocks(actions: readonly Action[]): Block[] {
  if (actions.length === 0) return [{ kind: 'paragraph', text: 'No actions are decided yet.' }];
  return [
    {
      kind: 'table',
      caption: 'Actions, who answers for them and by when',
      head: ['What we will do', 'Who answers for it', 'By when', 'What it closes'],
      rows: actions.map(({ what, owner, due, closes }) => [what, owner, inWords(due), closes || '–']),
    },
  ];
}
