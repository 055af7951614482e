import type { FastifyInstance, FastifyRequest } from 'fastify';
import { policy, type RoomServices } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { type Column, downloadHeaders, writeCsv } from '../exports/index.ts';
import { date, inWords, type PlainDate } from '../kernel/index.ts';
import { type FormError, typed, typedDate } from '../ui/index.ts';
import { authoritiesWithBenchmarks, benchmarksBeside } from './indicator-benchmarks.ts';
import { daysToCount, indicatorSections, isSame, type Line, type Section } from './indicator-page.ts';
import { careOn, neighbourhood } from './indicator-store.ts';

/** More than these beside each other nobody can read. */
const MOST_BESIDE = 8;
/** Returns go back to 1992; before, there is nothing to count. */
const EARLIEST = date('1993-03-31');

/** The indicators of the National Framework for the authority of whoever asks, as a page and as a file. */
export function indicatorRoutes(app: FastifyInstance, { work, today }: RoomServices): void {
  app.get('/indicators', policy('indicators.read', 'indicators.viewed'), async (request, reply) => {
    const asked = askedFor(request, today());
    const found = await work(request, (tx) => indicators(tx, request, asked));
    return reply.code(asked.errors.length > 0 ? 400 : 200).page('returns/views/indicators.njk', {
      ...found,
      groups: [...Map.groupBy(found.sections, ({ indicator }) => indicator.group)].map(([name, sections]) => ({
        name,
        sections,
      })),
      days: asked.days.map(inWords),
      on: asked.on,
      errors: asked.errors,
      file: fileOf(asked, found.beside),
    });
  });

  app.get('/indicators.csv', policy('indicators.read', 'indicators.downloaded'), async (request, reply) => {
    const asked = askedFor(request, today());
    const { sections } = await work(request, (tx) => indicators(tx, request, asked));
    const rows = sections.flatMap((section) => section.lines.map((line) => ({ section, line })));
    return reply.headers(downloadHeaders('indicators', 'csv', today())).send(writeCsv(COLUMNS, rows));
  });
}

interface Asked {
  readonly days: readonly PlainDate[];
  /** What was typed, to be shown again. */
  readonly on: { readonly day: string; readonly month: string; readonly year: string };
  readonly beside: readonly string[] | null;
  readonly errors: readonly FormError[];
}

/** The last 31 March and today, or the day somebody chose. */
function askedFor(request: FastifyRequest, today: PlainDate): Asked {
  const fields = typed(request.query);
  const march = date(`${today.slice(0, 4)}-03-31`);
  const usual = [march <= today ? march : date(`${Number(today.slice(0, 4)) - 1}-03-31`), today];
  const on = typedDate(fields, 'on');
  const wrong = (text: string) => ({ days: usual, errors: [{ text, href: '#on-day' }] });
  const chosen =
    on === null
      ? { days: usual, errors: [] }
      : on === 'wrong'
        ? wrong('Enter a day, such as 31 3 2026')
        : on > today
          ? wrong('The day must be today or before')
          : on < EARLIEST
            ? wrong(`The day must be ${inWords(EARLIEST)} or later`)
            : { days: [on], errors: [] };
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((part) => fields.text(`on-${part}`));
  const beside = fields.text('compare') === 'yes' ? fields.texts('beside').slice(0, MOST_BESIDE) : null;
  return { days: [...new Set(chosen.days)], on: { day, month, year }, beside, errors: chosen.errors };
}

async function indicators(tx: Tx, request: FastifyRequest, asked: Asked) {
  const { organisation } = request.actor;
  const near = await neighbourhood(tx, organisation.id);
  const choices = (await authoritiesWithBenchmarks(tx)).filter((name) => !isSame(name, organisation.name));
  const beside = (asked.beside ?? near.authorities)
    .filter((name) => choices.some((choice) => isSame(choice, name)))
    .slice(0, MOST_BESIDE);
  const benchmarks = await benchmarksBeside(tx, [organisation.name, ...near.regions, ...beside]);
  const care = await careOn(tx, daysToCount(asked.days));
  const sections = indicatorSections({ name: organisation.name, days: asked.days, care, benchmarks });
  const sources = [...new Set(benchmarks.map(({ source }) => source))];
  return { sections, beside, choices, sources, nobody: care.reckoned.length === 0 };
}

function fileOf(asked: Asked, beside: readonly string[]): string {
  const query = new URLSearchParams();
  for (const [part, value] of Object.entries(asked.on))
    if (value && asked.errors.length === 0) query.set(`on-${part}`, value);
  if (asked.beside) {
    query.set('compare', 'yes');
    for (const name of beside) query.append('beside', name);
  }
  const text = query.toString();
  return `/indicators.csv${text ? `?${text}` : ''}`;
}

const COLUMNS: readonly Column<{ readonly section: Section; readonly line: Line }>[] = [
  { heading: 'Indicator', text: ({ section }) => section.indicator.name },
  { heading: 'Number in the dashboard', number: ({ section }) => section.indicator.number },
  { heading: 'Who', text: ({ line }) => line.who },
  { heading: 'Day or year', text: ({ line }) => line.when },
  { heading: 'Figure', text: ({ line }) => line.words },
  { heading: 'Children', text: ({ line }) => line.made || null },
  { heading: 'Change within a year', text: ({ line }) => line.change || null },
  { heading: 'Why it is not held', text: ({ section, line }) => (line.own ? section.notHeld || null : null) },
  { heading: 'Source', text: ({ line }) => line.source },
  { heading: 'Counted', text: ({ section }) => section.indicator.numerator },
  { heading: 'Out of', text: ({ section }) => section.indicator.denominator },
  { heading: 'Left out', text: ({ section }) => section.indicator.leftOut },
];
