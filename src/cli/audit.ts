import { parseArgs } from 'node:util';
import { type AuditReport, checkpointFile, isChainBusy, sealNow, verifyAudit } from '../access/index.ts';
import { type Database, databaseTarget, openDatabase } from '../db/index.ts';
import { Refusal } from '../kernel/index.ts';
import { counted } from './import-file.ts';
import type { Output } from './output.ts';

/** `homeward audit`: 0 the record of events is whole (or sealed), 1 findings, 2 wrong usage. */
export async function audit(args: readonly string[], output: Output): Promise<number> {
  const [what, ...rest] = args;
  if (what === 'verify') return verify(rest, output);
  if (what === 'seal') return seal(rest, output);
  output.err(
    what === undefined ? 'Say what to do: verify or seal.\n' : `There is no “audit ${what}”: verify or seal.\n`,
  );
  output.err('Usage: homeward audit verify [--checkpoints FILE] [--json]\n       homeward audit seal\n');
  return 2;
}

async function verify(args: readonly string[], output: Output): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { checkpoints: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const target = databaseTarget(process.env);
  const file = values.checkpoints ?? checkpointFile(target, process.env);
  const report = await withDatabase((database) => verifyAudit(database, file));
  if (values.json) output.out(`${JSON.stringify(report)}\n`);
  else for (const line of inWords(report)) output.out(`${line}\n`);
  return report.whole ? 0 : 1;
}

async function seal(args: readonly string[], output: Output): Promise<number> {
  parseArgs({ args: [...args], options: {} });
  const file = checkpointFile(databaseTarget(process.env), process.env);
  const { sealed, newest } = await withDatabase((database) => sealNow(database, file));
  output.out(`${counted(sealed, 'event')} sealed; the chain has ${counted(newest?.number ?? 0, 'seal')}.\n`);
  return 0;
}

async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(databaseTarget(process.env));
  try {
    return await work(database);
  } catch (error) {
    if (isChainBusy(error))
      throw new Refusal('Another process is verifying the record of events. Nothing was done; try again when it ends.');
    throw error;
  } finally {
    await database.close();
  }
}

function inWords(report: AuditReport): string[] {
  const { seals, events, removed, waiting, count, findings } = report;
  const size = `${counted(events, 'event')} in ${counted(seals, 'seal')}`;
  return [
    report.whole ? `The record of events is whole: ${size}.` : `${counted(count, 'finding')} in ${size}.`,
    ...findings.map((finding) => `- ${finding.words}`),
    ...(count > findings.length ? [`- and ${counted(count - findings.length, 'other')}.`] : []),
    ...(removed > 0 ? [`${counted(removed, 'event')} removed under retention; their digests are in the chain.`] : []),
    ...(waiting > 0 ? [`${counted(waiting, 'event')} not sealed yet.`] : []),
    ...report.notices.map((notice) => `Notice: ${notice}`),
  ];
}
