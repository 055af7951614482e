import { insertAll, refreshStatistics, rows, sql, type Tx } from '../db/index.ts';
import { plainName, TableFile, type TableSource } from '../homes/index.ts';
import { INDICATORS, POPULATION } from '../indicators/index.ts';
import { type CsvRecord, Unreadable } from '../ssda903/index.ts';

const LONGEST_ROW = 16_000;
/** All indicators of the dashboard for all authorities and ten years are some 100,000. */
const MOST_ROWS = 200_000;

const COLUMNS = ['geographic_level', 'geo_breakdown', 'metric_text', 'time_period', 'value'] as const;
type Column = (typeof COLUMNS)[number];

const LEVELS: Readonly<Record<string, Level>> = {
  national: 'national',
  regional: 'regional',
  'local authority': 'authority',
};
export type Level = 'national' | 'regional' | 'authority';

/** What the published files write in the place of a figure, and what it means. */
export const SYMBOLS: Readonly<Record<string, string>> = {
  c: 'not published, so that nobody can be recognised',
  z: 'does not apply',
  x: 'not available',
  k: 'less than a half',
  u: 'not reliable enough to publish',
  ':': 'not available',
  '-': 'not available',
};

export interface BenchmarksImport {
  readonly read: number;
  readonly metrics: number;
  readonly places: number;
  /** Rows of the same indicators and years that were here before. */
  readonly replaced: number;
  /** Indicators of the file that have a figure of one's own beside them. */
  readonly compared: number;
  readonly notices: readonly string[];
}

type Row = Omit<Benchmark, 'source'> & { readonly unit: 'percent' | 'number' };

/**
 * Imports published figures with the system's rights: all of the file or, with a problem anywhere, nothing. The rows of an
 * indicator and year that are here already go, so that a corrected file takes the place of the one before.
 * @throws Refusal with the problems
 */
export async function importBenchmarks(tx: Tx, source: TableSource): Promise<BenchmarksImport> {
  const file = new TableFile(source);
  let at: Readonly<Record<Column, number>> | null = null;
  const found = new Map<string, Row>();
  let read = 0;
  const header = (cells: readonly string[]) => {
    at = placesIn(cells);
  };
  for await (const records of file.rows(header, LONGEST_ROW)) {
    for (const record of records) {
      read += 1;
      if (read > MOST_ROWS) {
        if (read === MOST_ROWS + 1) file.add(record.line, null, null, `at most ${MOST_ROWS} rows`);
        continue;
      }
      const row = rowOf(record, at as unknown as Readonly<Record<Column, number>>, file);
      if (!row) continue;
      const key = JSON.stringify([row.metric, row.period, row.level, row.place.toLowerCase()]);
      const known = found.get(key);
      if (known && known.written !== row.written)
        file.add(record.line, 'value', row.written, `${known.written}, as a row before it says of the same`);
      found.set(key, row);
    }
  }
  if (read === 0 && file.problems.stopsCount === 0) file.add(1, null, null, 'at least one row below the column names');
  file.mustBeGood();
  const all = [...found.values()];
  const replaced = await write(tx, all, source.name);
  await refreshStatistics(tx);
  const metrics = new Set(all.map(({ metric }) => metric));
  return {
    read,
    metrics: metrics.size,
    places: new Set(all.map(({ level, place }) => `${level} ${place}`)).size,
    replaced,
    compared: INDICATORS.filter(({ published }) => published !== null && metrics.has(published)).length,
    notices: file.notices(),
  };
}

async function write(tx: Tx, all: readonly Row[], source: string): Promise<number> {
  const pairs = [...new Set(all.map(({ metric, period }) => JSON.stringify([metric, period])))];
  const gone =
    await sql`delete from benchmark where json_build_array(metric, period)::jsonb = any (${pairs}::jsonb[])`.execute(
      tx,
    );
  await insertAll(
    tx,
    'benchmark',
    all.map((row) => ({ ...row, source: source.slice(0, 200) })),
  );
  return Number(gone.numAffectedRows ?? 0n);
}

function placesIn(header: readonly string[]): Readonly<Record<Column, number>> {
  const names = header.map(plainName);
  const at = {} as Record<Column, number>;
  for (const column of COLUMNS) at[column] = names.indexOf(column);
  const missing = COLUMNS.filter((column) => at[column] < 0);
  if (missing.length > 0)
    throw new Unreadable(`the columns of the dashboard’s file; missing: ${missing.join(', ')}`, {
      line: 1,
      value: header.join(', '),
    });
  return at;
}

function rowOf({ cells, line }: CsvRecord, at: Readonly<Record<Column, number>>, file: TableFile): Row | null {
  const cell = (column: Column) => (cells[at[column]] ?? '').trim();
  const level = LEVELS[cell('geographic_level').toLowerCase()];
  const wrong = (column: Column, expected: string) => {
    file.add(line, column, cell(column), expected);
    return null;
  };
  if (!level) return wrong('geographic_level', 'National, Regional or Local authority');
  const place = cell('geo_breakdown');
  if (place === '' || place.length > 200) return wrong('geo_breakdown', 'the name of a place');
  const metric = metricName(cell('metric_text'));
  if (metric === '' || metric.length > 300) return wrong('metric_text', 'the name of an indicator');
  const period = cell('time_period');
  if (!/^20\d{2}([/-](\d{2}|\d{4}))?$/.test(period)) return wrong('time_period', 'a year, such as 2025 or 2024/25');
  const written = cell('value');
  const figure = figureOf(written);
  if (!figure) return wrong('value', `a number, a percentage, or one of ${Object.keys(SYMBOLS).join(' ')}`);
  return { level, place, metric, period, written, ...figure };
}

/** Files write the year into the name of some indicators; it stands in a column of its own. */
export function metricName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/\(20\d{2}([/-]\d{2,4})?\)\s*$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** `27%`, `1,385`, `£1,385`, `~14.9`, or a symbol; null for anything else. */
function figureOf(written: string): { readonly value: number | null; readonly unit: Row['unit'] } | null {
  if (written.toLowerCase() in SYMBOLS) return { value: null, unit: 'number' };
  const parts = /^~?£?(-?\d{1,3}(?:,\d{3})+|-?\d+)(\.\d+)?\s?(%)?$/.exec(written);
  if (!parts || written.length > 30) return null;
  return {
    value: Number(`${parts[1]?.replaceAll(',', '')}${parts[2] ?? ''}`),
    unit: parts[3] ? 'percent' : 'number',
  };
}

/** A published figure as it was imported. */
export interface Benchmark {
  readonly level: Level;
  readonly place: string;
  readonly metric: string;
  readonly period: string;
  readonly value: number | null;
  readonly written: string;
  readonly source: string;
}

/** The latest published figures of England, of regions and of the authorities of these names, and the populations. */
export async function benchmarksBeside(tx: Tx, places: readonly string[]): Promise<readonly Benchmark[]> {
  const metrics = [...INDICATORS.flatMap(({ published }) => published ?? []), POPULATION];
  const names = places.map((place) => place.toLowerCase());
  return rows<Benchmark>(
    tx,
    sql`select level, place, metric, period, value, written, source from benchmark b
      where metric = any (${metrics}::text[])
        and (level = 'national' or lower(place) = any (${names}::text[]))
        and (metric = ${POPULATION} or period = (select max(period) from benchmark l where l.metric = b.metric))
      order by level, place, period`,
  );
}

/** The names of all authorities with published figures, for choosing some to compare with. */
export async function authoritiesWithBenchmarks(tx: Tx): Promise<readonly string[]> {
  const found = await rows<{ place: string }>(tx, sql`select distinct place from benchmark where level = 'authority'`);
  return found.map(({ place }) => place).sort((a, b) => a.localeCompare(b, 'en-GB'));
}
