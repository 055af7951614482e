import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotHere, policy, type RoomServices, recordEvent, saw } from '../access/index.ts';
import type { Database, Tx } from '../db/index.ts';
import { fromParts, type PlainDate } from '../kernel/index.ts';
import {
  parseReturnYear,
  type ReturnYear,
  returnYearOf,
  returnYearWords,
  TABLE_NAMES,
  TABLES,
  type TableName,
} from '../ssda903/index.ts';
import type { FormError } from '../ui/index.ts';
import type { ExportKind, MadeExport } from './export-made.ts';
import { exportPds } from './export-pds.ts';
import { exportPnwCensus } from './export-pnw.ts';
import { exportReturn } from './export-return.ts';
import { exportSsds } from './export-ssds.ts';
import { type Held, tablesNotHeld } from './live-return.ts';
import { heldInYears } from './live-return-store.ts';
import { asReturned } from './returned.ts';
import { SSDS_TABLES } from './ssds-tables.ts';

interface ExportServices extends RoomServices {
  readonly database: Database;
}

type Params = { readonly Params: { readonly what: string; readonly file: string } };

const NO_FILE = 'There is no such file here. Start from the page “Returns”.';
/** Years offered: the one that is running and the four before it. */
const YEARS_OFFERED = 5;

/** The tables in words, in the order of the return. */
const TABLE_WORDS: Readonly<Record<TableName, string>> = {
  Header: 'Children',
  UASC: 'Unaccompanied',
  Episodes: 'Episodes',
  Reviews: 'Reviews',
  OC2: 'Health',
  OC3: 'Care leavers',
  AD1: 'Adoptions',
  PlacedAdoption: 'Decisions for adoption',
  PrevPerm: 'Permanent homes before',
  Missing: 'Times missing',
  SWEpisodes: 'Social workers',
  DoLo: 'Deprivation of liberty',
};
const XML_FILE = 'ssda903.xml';
const RETURN_FILES: readonly { readonly file: string; readonly text: string }[] = [
  { file: XML_FILE, text: 'All in one XML file' },
  ...TABLE_NAMES.map((table) => ({ file: TABLES[table].file, text: `${TABLE_WORDS[table]} (${TABLES[table].file})` })),
];
/** Files without anything of a child's story: the others hold health, times missing, what became of those who left. */
const CARE_ONLY: readonly string[] = [TABLES.Header.file, TABLES.UASC.file, TABLES.Episodes.file];
const SSDS_FILES = [...Object.keys(SSDS_TABLES).map((table) => `${table}.csv`), 'notes.txt'];
const CENSUS_FILES = ['pnw-census.csv', 'pnw-census.xlsx'];

/** Files of each kind. What comes from profiles is not among them: a data officer does not read them. */
const FILES: Readonly<Record<ExportKind, readonly string[]>> = {
  return: RETURN_FILES.map(({ file }) => file),
  ssds: SSDS_FILES,
  pds: ['placements.csv'],
  'pnw-census': CENSUS_FILES,
};

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  xml: 'application/xml; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * What leaves Homeward for a data officer. The return is about the children whose records are sealed as well, so it is read
 * by views that the database fills for a data officer alone; other files are read with the system's rights, once the
 * database has said whose they may be. A file is sent only when it is on record who took it and whose records are in it.
 */
export function exportRoutes(app: FastifyInstance, { work, today, database }: ExportServices): void {
  const page = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { day, year: chosen, errors = [] }: { day: DayAsked; year?: ReturnYear; errors?: readonly FormError[] },
  ) => {
    const now = returnYearOf(today());
    const years = Array.from({ length: YEARS_OFFERED }, (_, at) => now - at);
    const held = (await returned(request, (tx, id) => heldInYears(tx, id, years))) ?? new Map<ReturnYear, Held>();
    return reply.page('returns/views/returns.njk', {
      years: years.map(returnYearWords),
      chosen: returnYearWords(chosen ?? now - 1),
      returnFiles: RETURN_FILES,
      ssdsFiles: SSDS_FILES,
      censusFiles: CENSUS_FILES,
      held: [...held].map(([year, each]) => ({
        year: returnYearWords(year),
        lacks: tablesNotHeld(year, each).map((table) => `${TABLE_WORDS[table]} (${table})`),
        blank: Object.entries(each.blank).flatMap(([table, names]) => names.map((name) => `${name} of ${table}`)),
      })),
      day,
      errors,
    });
  };

  const usualDay = (): DayAsked => ({ day: '31', month: '3', year: String(returnYearOf(today()) - 1) });

  app.get('/returns', policy('returns.check', 'returns.opened'), async (request, reply) => {
    await work(request, async () => undefined);
    return page(request, reply, { day: usualDay() });
  });

  app.get<Params>(
    '/returns/download/:what/:file',
    policy('returns.check', 'export.downloaded'),
    async (request, reply) => {
      const { what, file } = request.params;
      const known = Object.hasOwn(FILES, what) ? FILES[what as ExportKind] : [];
      if (!known.includes(file)) throw new NotHere(NO_FILE);
      const kind = what as ExportKind;
      const day = dayAsked(request);
      const on = fromParts(Number(day.year), Number(day.month), Number(day.day));
      if (kind === 'pnw-census' && (on === null || on < '2025-12-01')) {
        await work(request, async () => undefined);
        const text = 'Write a day of the calendar from 1 December 2025 on, such as 31 3 2026';
        return page(request, reply.code(400), { day, errors: [{ text, href: '#on-day' }] });
      }
      const year = yearAsked(request) ?? returnYearOf(today()) - 1;
      const made = await read(request, kind, { file, year, on: on ?? today() });
      if (made === null) throw new NotHere(NO_FILE);
      const content = made.files.find(({ name }) => name === file || file === XML_FILE)?.content;
      if (content === undefined) {
        await work(request, async () => undefined);
        const text = `Homeward holds nothing of this table for ${returnYearWords(year)}. Choose another year or table`;
        return page(request, reply.code(404), { day: usualDay(), year, errors: [{ text, href: '#year' }] });
      }
      await work(request, async (tx) => {
        saw(tx, made.children, 'identity');
        saw(tx, made.children, 'care');
        if (kind === 'ssds' || (kind === 'return' && !CARE_ONLY.includes(file))) saw(tx, made.children, 'profile');
        const ofYear = kind === 'return' ? { year: returnYearWords(year) } : {};
        await recordEvent(tx, request.actor, 'export.downloaded', '', { what: kind, file, ...ofYear });
      });
      return reply
        .headers({
          'content-type': TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
          'content-disposition': `attachment; filename="${file}"`,
          'x-content-type-options': 'nosniff',
          'cache-control': 'no-store',
        })
        .send(content instanceof Uint8Array ? content : Readable.from(content));
    },
  );

  /** Reads what stands in the return as the person who asks; it is on record by the page itself. */
  const returned = <T>(request: FastifyRequest, read: (tx: Tx, authority: string) => Promise<T>): Promise<T | null> =>
    database.asActor(request.actor.id, (tx) => asReturned(tx, (authority) => read(tx, authority)));

  /** Null where the database knows no return that this person may make. */
  const read = async (request: FastifyRequest, kind: ExportKind, asked: Asked): Promise<MadeExport | null> => {
    if (kind === 'return') return returned(request, (tx, authority) => makeReturn(tx, authority, asked));
    const may = await returned(request, async () => true);
    return may === null ? null : database.asSystem((tx) => make(tx, request, kind, asked));
  };

  const makeReturn = (
    tx: Tx,
    authority: string,
    { year, file }: { readonly file: string; readonly year: ReturnYear },
  ) => exportReturn(tx, authority, { year, format: file.endsWith('.xml') ? 'xml' : 'csv', today: today() });

  const make = (
    tx: Tx,
    request: FastifyRequest,
    kind: Exclude<ExportKind, 'return'>,
    asked: Asked,
  ): Promise<MadeExport> => {
    const { organisation } = request.actor;
    const excel = asked.file.endsWith('.xlsx');
    switch (kind) {
      case 'ssds':
        return exportSsds(tx, organisation.id, today());
      case 'pds':
        return exportPds(tx, organisation.id, { today: today(), careOnly: true });
      case 'pnw-census':
        return exportPnwCensus(tx, organisation, { on: asked.on, format: excel ? 'xlsx' : 'csv', careOnly: true });
    }
  };
}

interface Asked {
  readonly file: string;
  readonly year: ReturnYear;
  /** The day of the census. */
  readonly on: PlainDate;
}

interface DayAsked {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

function queryText(request: FastifyRequest, name: string): string {
  const value = ((request.query ?? {}) as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value.trim().slice(0, 20) : '';
}

function dayAsked(request: FastifyRequest): DayAsked {
  return {
    day: queryText(request, 'on-day'),
    month: queryText(request, 'on-month'),
    year: queryText(request, 'on-year'),
  };
}

function yearAsked(request: FastifyRequest): ReturnYear | null {
  const year = parseReturnYear(queryText(request, 'year'));
  return year !== null && year >= 2017 && year <= 2100 ? year : null;
}
