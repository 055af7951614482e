import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type Database, databaseTarget, first, insertAll, openDatabase, sql, type Tx } from '../db/index.ts';
import { type DocumentFormat, writePdf, writeWebPage, writeWord } from '../documents/index.ts';
import { latestForecast } from '../forecasts/index.ts';
import { englandDate, newId, type PlainDate, Refusal } from '../kernel/index.ts';
import { ALL, scopesOf } from '../planning/index.ts';
import { authorityOfCode } from '../returns/index.ts';
import {
  digestOf,
  type ForecastToTell,
  figuresOf,
  forecastTold,
  type Gathered,
  gather,
  type StrategyFigures,
  withoutRecords,
  writeStrategy,
} from '../strategy/index.ts';
import { forecastBy, runShared } from '../sufficiency/index.ts';
import type { Output } from './output.ts';
import { writeFolder } from './written-files.ts';
import { readYearlyReturns } from './yearly-returns.ts';

const USAGE =
  'Usage: homeward strategy [FOLDER] [--authority CODE | --region] [--out FOLDER] [--format html,pdf,docx] [--as ACTOR] [--as-of DATE] [--months 60] [--runs 500] [--seed 1] [--name NAME] [--force] [--json]\n';
const FORMATS: readonly DocumentFormat[] = ['html', 'pdf', 'docx'];

/**
 * `homeward strategy`: writes a draft of a sufficiency strategy to files of this machine; from the records, from a folder of
 * yearly returns, or from both, where the forecast is of the returns. 0: written. 1: refused. 2: wrong usage. It publishes
 * nothing: that a person does, on the page.
 */
export async function strategyCommand(args: readonly string[], output: Output): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      authority: { type: 'string' },
      region: { type: 'boolean', default: false },
      out: { type: 'string', default: 'sufficiency-strategy' },
      format: { type: 'string', default: 'html,pdf,docx' },
      as: { type: 'string' },
      'as-of': { type: 'string' },
      months: { type: 'string', default: '60' },
      runs: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
      name: { type: 'string', default: 'our area' },
      force: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [folder] = positionals;
  const code = values.authority?.trim().toUpperCase();
  const records = code !== undefined || values.region;
  if (positionals.length > 1 || (code !== undefined && values.region) || (folder === undefined && !records)) {
    output.err(USAGE);
    return 2;
  }
  const formats = values.format.split(',').map((each) => each.trim());
  const wrong = formats.find((each) => !FORMATS.some((format) => format === each));
  if (wrong !== undefined)
    throw new Refusal(`--format should be html, pdf, docx, or several with commas, not ${wrong}.`);
  const now = new Date();
  const today = englandDate(now);
  const forecast = folder === undefined ? null : await forecastOfFolder(folder, values, output);
  const write = async (figures: StrategyFigures) => {
    const document = writeStrategy({
      figures,
      figuresDigest: digestOf(figures),
      texts: {},
      actions: [],
      version: null,
    });
    const files = await Promise.all(
      formats.map(async (format) => ({
        name: `sufficiency-strategy.${format}`,
        content:
          format === 'pdf'
            ? await writePdf(document, now)
            : format === 'docx'
              ? await writeWord(document, now)
              : writeWebPage(document),
      })),
    );
    return { files, waiting: await writeFolder(values.out, files, values.force) };
  };
  const made = records
    ? await fromRecords({ code, as: values.as, today }, forecast, write)
    : await put(
        withoutRecords(values.name, forecast && forecastTold(forecast, false), { organisation: values.name, today }),
        write,
      );
  for (const { part, why } of made.figures.missing) output.err(`Not in it: ${part}. ${why}\n`);
  const names = made.files.map(({ name }) => name);
  if (values.json)
    output.out(
      `${JSON.stringify({ out: values.out, files: names, digest: digestOf(made.figures), missing: made.figures.missing })}\n`,
    );
  else output.out(`Wrote ${names.join(', ')} to ${values.out}: a draft for ${made.figures.scope.name}.\n`);
  return 0;
}

type Write = (figures: StrategyFigures) => Promise<{
  readonly files: readonly { readonly name: string }[];
  readonly waiting: { finish(): Promise<void>; drop(): Promise<void> };
}>;

async function put(figures: StrategyFigures, write: Write) {
  const { files, waiting } = await write(figures);
  await waiting.finish();
  return { figures, files };
}

async function forecastOfFolder(
  folder: string,
  values: {
    readonly 'as-of'?: string | undefined;
    readonly months: string;
    readonly runs: string;
    readonly seed: string;
  },
  output: Output,
): Promise<ForecastToTell> {
  const { header, episodes, problems } = await readYearlyReturns(folder);
  for (const problem of problems) output.err(`${problem}\n`);
  const settings = {
    asOf: values['as-of'],
    months: number('--months', values.months),
    runs: number('--runs', values.runs),
    seed: number('--seed', values.seed),
  };
  const forecast = await forecastBy({ header, episodes, ...settings }, runShared);
  const digest = createHash('sha256')
    .update(JSON.stringify([header, episodes, settings, forecast.method.version]))
    .digest('hex');
  const asOf = forecast.asOf as PlainDate;
  return {
    ...{ name: 'From yearly returns', scopeKey: 'files', digest, forecast, cost: null, about: { whole: [] } },
    settings: { ...settings, asOf },
  };
}

function number(what: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new Refusal(`${what} must be a number, not ${text}.`);
  return value;
}

/**
 * Counts as somebody who plans homes there may count, because only they may; that it was the command that did is on record.
 * Files are put in place when it is.
 */
async function fromRecords(
  asked: { readonly code: string | undefined; readonly as: string | undefined; readonly today: PlainDate },
  given: ForecastToTell | null,
  write: Write,
) {
  const database = await openDatabase(databaseTarget(process.env));
  try {
    const planner = await database.asSystem((tx) => plannerOf(tx, asked.code, asked.as));
    const figures = await figuresOf(await gatheredAs(database, planner, given, asked.today));
    const { files, waiting } = await write(figures);
    try {
      await database.asSystem((tx) => onRecord(tx, planner, digestOf(figures)));
    } catch (error) {
      await waiting.drop();
      throw error;
    }
    await waiting.finish();
    return { figures, files };
  } finally {
    await database.close();
  }
}

interface Planner {
  readonly actor: string;
  readonly organisation: string;
  readonly name: string;
  /** Which figures: of the authority, or of all. */
  readonly scope: string;
}

function gatheredAs(
  database: Database,
  planner: Planner,
  given: ForecastToTell | null,
  today: PlainDate,
): Promise<Gathered> {
  return database.asActor(planner.actor, async (tx) => {
    const scopes = await scopesOf(tx, planner.organisation);
    const scope = scopes.find(({ key }) => key === planner.scope) ?? (planner.scope === ALL ? scopes[0] : undefined);
    if (!scope)
      throw new Refusal('No authority shares its figures for planning with this region: there is nothing to count.');
    const forecast = given ?? (await latestForecast(tx, scope.key));
    return gather(tx, scope, forecast, { organisation: planner.name, today });
  });
}

async function plannerOf(tx: Tx, code: string | undefined, as: string | undefined): Promise<Planner> {
  const authority = code === undefined ? null : await authorityOfCode(tx, code);
  const found = await first<{ actor: string; organisation: string; name: string }>(
    tx,
    sql`select a.id as actor, o.id as organisation, o.name from actor a join organisation o on o.id = a.organisation_id
      where a.role in ('commissioner', 'regional-analyst', 'director')
        and ${authority ? sql`o.id = ${authority.id}` : sql`o.kind = 'region'`}
        and ${as === undefined ? sql`true` : sql`a.id = ${as}`}
        and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id)
      order by a.role = 'director', a.id limit 1`,
  );
  if (!found) {
    const where = authority ? authority.name : 'A region';
    throw new Refusal(
      as === undefined
        ? `${where} has nobody here who plans homes, as whom figures could be counted: a commissioner, a director or a regional analyst.`
        : `${as} does not plan homes there.`,
    );
  }
  return { ...found, scope: authority ? authority.id : ALL };
}

async function onRecord(tx: Tx, { organisation, actor }: Planner, digest: string): Promise<void> {
  const at = new Date().toISOString();
  const event = {
    organisation_id: organisation,
    id: newId('event'),
    at,
    actor: 'system',
    kind: 'strategy.exported',
    subject: digest,
  };
  await insertAll(tx, 'event', [{ ...event, detail: { by: 'command', as: actor } }]);
}
