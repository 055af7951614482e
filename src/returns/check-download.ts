import { Readable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { policy } from '../access/index.ts';
import { type Column, downloadHeaders, writeCsv, writeExcel } from '../exports/index.ts';
import { Refusal } from '../kernel/index.ts';
import { type AcceptedRows, acceptedKey, acceptedRows } from './accepted-store.ts';
import { type KeptFinding, unpackFindings } from './check-pack.ts';
import { type CheckParams, doneCheck, type RegisterChecks, ruleOf } from './check-pages.ts';
import { packedOf, type ReturnCheck, rulesFound } from './check-read.ts';

/** A larger workbook would keep everybody waiting while it is made. */
export const MOST_IN_EXCEL = 20_000;
const AT_ONCE = 2_000;

interface Line extends KeptFinding {
  readonly rule: string;
  readonly words: string;
  readonly todo: string;
  readonly reason: string | null;
}

const COLUMNS: readonly Column<Line>[] = [
  { heading: 'Rule', text: (line) => line.rule },
  { heading: 'Child', text: (line) => line.child },
  { heading: 'Table', text: (line) => line.table },
  { heading: 'Line', number: (line) => line.line },
  { heading: 'Day', text: (line) => line.day || null },
  { heading: 'What is wrong', text: (line) => line.words },
  { heading: 'What to do', text: (line) => line.todo },
  { heading: 'New since the check before', text: (line) => (line.isNew ? 'yes' : null) },
  { heading: 'Accepted because', text: (line) => line.reason },
];

/** What was found, as a file. */
export const downloadRoutes: RegisterChecks = (app, { work, clock, today }) => {
  const everything = async (request: Parameters<typeof doneCheck>[1]) =>
    work(request, async (tx) => {
      const check = await doneCheck(tx, request, { now: clock() });
      const packed: [string, Uint8Array][] = [];
      for (const { rule } of await rulesFound(tx, check.id)) {
        const bytes = await packedOf(tx, check.id, rule);
        if (bytes) packed.push([rule, bytes]);
      }
      return { check, packed, accepted: await acceptedRows(tx, check.year) };
    });

  app.get<CheckParams>(
    '/returns/checks/:checkId/findings.csv',
    policy('returns.check', 'return-check.downloaded'),
    async (request, reply) => {
      const { check, packed, accepted } = await everything(request);
      return reply
        .headers(downloadHeaders('returns', 'csv', today()))
        .send(Readable.from(csv(check, packed, accepted)));
    },
  );

  app.get<CheckParams>(
    '/returns/checks/:checkId/findings.xlsx',
    policy('returns.check', 'return-check.downloaded'),
    async (request, reply) => {
      const { check, packed, accepted } = await everything(request);
      if (check.found > MOST_IN_EXCEL) {
        throw new Refusal('This is too much for one Excel file. Take the CSV file instead: Excel opens it as well.');
      }
      const all = packed.flatMap(([rule, bytes]) => linesOf(check, rule, unpackFindings(bytes), accepted));
      return reply
        .headers(downloadHeaders('returns', 'xlsx', today()))
        .send(await writeExcel('Findings', COLUMNS, all));
    },
  );
};

/** In pieces, so that other pages are answered in between. */
async function* csv(
  check: ReturnCheck,
  packed: readonly (readonly [string, Uint8Array])[],
  accepted: AcceptedRows,
): AsyncGenerator<string> {
  const heading = writeCsv(COLUMNS, []);
  yield heading;
  for (const [rule, bytes] of packed) {
    const findings = unpackFindings(bytes);
    for (let from = 0; from < findings.length; from += AT_ONCE) {
      yield writeCsv(COLUMNS, linesOf(check, rule, findings.slice(from, from + AT_ONCE), accepted)).slice(
        heading.length,
      );
      await breathe();
    }
  }
}

function linesOf(
  check: ReturnCheck,
  rule: string,
  findings: readonly KeptFinding[],
  accepted: AcceptedRows,
): readonly Line[] {
  const { words = '', todo = '' } = ruleOf(check.year, rule) ?? {};
  return findings.map((one) => ({
    ...{ ...one, rule, words, todo },
    reason: accepted.get(acceptedKey(rule, one))?.reason ?? null,
  }));
}
