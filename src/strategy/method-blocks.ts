import type { Block } from '../documents/index.ts';
import { FEW } from '../indicators/index.ts';
import { date, inWords } from '../kernel/index.ts';
import { inOneLine } from '../ui/index.ts';
import type { StrategyFigures } from './figures.ts';
import { ROUNDED_TO } from './suppress.ts';

/** How everything was worked out, what it cannot say, and what each figure can be found again by. */
export function methodBlocks(figures: StrategyFigures, digest: string): Block[] {
  const { forecast, rounded, missing, countedOn, scope, scenarios } = figures;
  return [
    { kind: 'heading', text: 'How small numbers are treated' },
    {
      kind: 'paragraph',
      text: `So that no child can be found: numbers of 1 to ${FEW} children are told as “${FEW} or fewer”. Other numbers are “not told” where such a number would follow from them by adding and taking away, within one table or between tables. Whoever knows every total and these rules can rule out no number from 1 to ${FEW}.${rounded ? ` Numbers of several authorities together are rounded to ${ROUNDED_TO}, totals too, so they may not add up.` : ''} Rooms that are needed follow from numbers of children and are kept back with them. Earlier versions of this strategy and other figures published for the same day were not compared with it.`,
    },
    { kind: 'heading', text: 'How figures are worked out' },
    {
      kind: 'list',
      items: [
        `Children, homes and what children say: counted from the records of ${inOneLine(scope.authorities) || scope.name} on ${inWords(countedOn)}. Short breaks are no care in this sense; care ends on the eighteenth birthday.`,
        'Rooms needed: by how often homes were asked for in the last year and how long children lived in them, as a queue in which a child may wait for some days; a home serves who is near enough, of an age and need that it can take. Searches are told in fives.',
        'Forecast: each child is carried on month by month at rates of the past by kind of home, age and time in care, with doubt in every rate; others come in with a trend that fades.',
        'None of this says anything about any one child, and none of it enters how homes are proposed for a child.',
      ],
    },
    ...(missing.length > 0
      ? [
          { kind: 'heading', text: 'What is not in here' } as const,
          { kind: 'list', items: missing.map(({ part, why }) => `${part}: ${why}`) } as const,
        ]
      : []),
    { kind: 'heading', text: 'To find these figures again' },
    {
      kind: 'facts',
      facts: [
        { name: 'Figures', value: `digest ${digest}, version ${figures.version}` },
        ...(forecast
          ? [
              {
                name: 'Forecast',
                value: `digest ${forecast.digest}, method ${forecast.method}, seed ${forecast.seed}, ${forecast.runs} runs of ${forecast.months} months from ${inWords(date(forecast.asOf))}`,
              },
            ]
          : []),
        ...scenarios.map(({ name, digest: of, seed, runs }) => ({
          name: `Scenario “${name}”`,
          value: `digest ${of}, seed ${seed}, ${runs} runs`,
        })),
      ],
    },
    ...(forecast && forecast.about.length > 0
      ? [
          { kind: 'heading', text: 'About the records of the forecast' } as const,
          { kind: 'list', items: forecast.about } as const,
        ]
      : []),
    { kind: 'heading', text: 'Sources' },
    {
      kind: 'list',
      items: [
        'Children Act 1989, sections 22C and 22G; “Sufficiency: statutory guidance on securing sufficient accommodation for looked after children” (2010).',
        'Methods in full: docs/methods of Homeward (sufficiency, strategy).',
      ],
    },
  ];
}
