import { parse } from 'csv-parse';
import { SaxesParser } from 'saxes';
import { date, fromDayNumber } from '../src/kernel/index.ts';
import { type ReturnFile, type RowOf, readReturn, writeReturn } from '../src/ssda903/index.ts';

const EPISODES = 100_000;
const CHILDREN = 40_000;
const PIECE_BYTES = 65_536;

interface Timing {
  readonly seconds: number;
  readonly against: number;
  readonly ratio: number;
}

/**
 * Reads a made-up return of 100,000 episodes and 40,000 children from memory: as CSV, against csv-parse alone over the
 * same bytes; as XML, against saxes alone. Seconds are of processor time; the ratio is what typing, checking and the
 * guards cost on top of the bare parser.
 */
export async function benchSsda903(): Promise<Record<string, Timing>> {
  const csv = writeReturn({ Header: children(), Episodes: episodes() }, 2026)
    .filter((file) => file.table === 'Header' || file.table === 'Episodes')
    .map((file) => inMemory(file.name, [...file.text].join('')));
  const xml = [inMemory('return.xml', xmlText())];
  return {
    'ssda903: read 100,000 episodes, CSV': await timing(
      () => readWhole(csv),
      () => bareCsv(csv),
    ),
    'ssda903: read 100,000 episodes, XML': await timing(
      () => readWhole(xml),
      () => bareXml(xml),
    ),
  };
}

async function timing(ours: () => Promise<void>, bare: () => Promise<void>): Promise<Timing> {
  const seconds = await processorSeconds(ours);
  const against = await processorSeconds(bare);
  return { seconds, against, ratio: seconds / against };
}

async function processorSeconds(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1e6;
}

async function readWhole(files: readonly ReturnFile[]): Promise<void> {
  const reading = readReturn(files);
  for await (const batch of reading.batches) void batch;
  const { rows, stops } = reading.summary();
  if (rows.Episodes !== EPISODES || rows.Header !== CHILDREN || stops > 0)
    throw new Error('the return did not read whole');
}

async function bareCsv(files: readonly ReturnFile[]): Promise<void> {
  for (const file of files) {
    const parser = parse();
    const fed = (async () => {
      for await (const bytes of file.open()) parser.write(bytes);
      parser.end();
    })();
    for await (const record of parser) void record;
    await fed;
  }
}

async function bareXml(files: readonly ReturnFile[]): Promise<void> {
  for (const file of files) {
    const parser = new SaxesParser();
    for await (const bytes of file.open()) parser.write(Buffer.from(bytes).toString());
    parser.close();
  }
}

function inMemory(name: string, text: string): ReturnFile {
  const bytes = Buffer.from(text);
  return {
    name,
    async *open() {
      for (let from = 0; from < bytes.length; from += PIECE_BYTES) yield bytes.subarray(from, from + PIECE_BYTES);
    },
  };
}

const FIRST_DAY = 14_000;
const PLACES = ['U1', 'U4', 'U6', 'K2', 'K3', 'P1', 'R1', 'A5'];
const LEGAL = ['C1', 'C2', 'V2', 'E1'];

function* children(): Generator<RowOf<'Header'>> {
  for (let n = 0; n < CHILDREN; n += 1) {
    yield {
      CHILD: String(100_000 + n),
      SEX: n % 2 === 0 ? 'female' : 'male',
      DOB: fromDayNumber(FIRST_DAY + (n % 6_000)),
      ETHNIC: 'WBRI',
      UPN: `A${String(100_000_000_000 + n)}`,
      MOTHER: null,
      MC_DOB: null,
    };
  }
}

function* episodes(): Generator<RowOf<'Episodes'>> {
  for (let n = 0; n < EPISODES; n += 1) {
    const ended = n % 3 === 0;
    yield {
      CHILD: String(100_000 + (n % CHILDREN)),
      DECOM: fromDayNumber(FIRST_DAY + 4_000 + (n % 2_000)),
      RNE: 'P',
      LS: LEGAL[n % LEGAL.length] ?? 'C2',
      CIN: 'N1',
      PLACE: PLACES[n % PLACES.length] ?? 'U6',
      PLACE_PROVIDER: 'PR4',
      DEC: ended ? date('2026-03-31') : null,
      REC: ended ? 'X1' : null,
      REASON_PLACE_CHANGE: ended ? 'CARPL' : null,
      HOME_POST: `M${1 + (n % 20)} ${n % 10}AB`,
      PL_POST: `OL${1 + (n % 16)} ${n % 10}CD`,
      URN: String(1_000_000 + (n % 4_000)),
    };
  }
}

function xmlText(): string {
  const told = new Map<string, string>();
  for (const row of episodes()) {
    const { CHILD, DECOM, RNE, LS, CIN, PLACE, PL_POST } = row;
    const one = `<EPISODE><DECOM>${DECOM}</DECOM><RNE>${RNE}</RNE><LS>${LS}</LS><CIN>${CIN}</CIN><PL>${PLACE}</PL><PL_POST>${PL_POST}</PL_POST><DEC/><REC/></EPISODE>\n`;
    told.set(CHILD, (told.get(CHILD) ?? '') + one);
  }
  const parts: string[] = [];
  for (const { CHILD, DOB, UPN } of children()) {
    parts.push(
      `<CHILD><HEADER><CHILDID>${CHILD}</CHILDID><UPN>${UPN}</UPN><SEX>F</SEX><DOB>${DOB}</DOB><ETHNIC>WBRI</ETHNIC></HEADER>\n${told.get(CHILD)}</CHILD>\n`,
    );
  }
  return `<?xml version="1.0"?>\n<EXPSSDA903>\n${parts.join('')}</EXPSSDA903>\n`;
}
