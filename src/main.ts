import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { loadRegion, madeUpRegion, parseSize, type RegionSize } from '../seed/index.ts';
import { checkpointFile, keepSealing } from './access/index.ts';
import { firstLink, oidcSettings, type PublicAddress, publicAddress } from './accounts/index.ts';
import { type Database, databaseTarget, first, insertAll, openDatabase, rows, sql } from './db/index.ts';
import { englandDate, Refusal } from './kernel/index.ts';
import { keepLiveChecks } from './returns/index.ts';
import { keepRetention } from './rights/index.ts';
import { createApp } from './web/index.ts';

interface StartOptions {
  readonly empty: boolean;
  readonly seed: string;
  readonly size: RegionSize;
  readonly port: number;
  readonly address: PublicAddress;
  readonly logLevel: string;
}

/** How long pages that are being answered may take once Homeward is told to end, in milliseconds. */
const FINISH_WITHIN = 8_000;

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];

/**
 * Opens the database, loads the made-up region on a first start, serves pages and says where.
 * @returns 0 as soon as it serves; the process goes on until it is told to end
 * @throws Refusal with one line that says what to do
 */
export async function start(args: readonly string[], say: (text: string) => void): Promise<number> {
  const options = readOptions(args);
  const { address } = options;
  await portIsFree(options.port, address.listen);
  const oidc = oidcSettings(process.env);
  const target = databaseTarget(process.env);
  const database = await openDatabase(target, say);
  try {
    await firstStart(database, options, say);
    const clock = () => new Date();
    const log = pino({ level: options.logLevel }, pino.destination(2));
    const app = await createApp({
      database,
      clock,
      today: () => englandDate(clock()),
      cookieKey: await cookieKey(database),
      oidc,
      address,
      uploadFolder: join(target.kind === 'embedded' ? target.folder : process.env.HOMEWARD_DATA || './data', 'uploads'),
      checkpoints: checkpointFile(target, process.env),
      log: (line) => ('fault' in line ? log.error(line) : log.info(line)),
    });
    onlyKnownNames(app, address);
    await app.listen({ port: options.port, host: address.listen }).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EADDRINUSE' ? portTaken(options.port) : error;
    });
    const sealing = keepSealing({
      database,
      checkpoints: checkpointFile(target, process.env),
      fault: (error) => log.error({ fault: error.name, code: (error as NodeJS.ErrnoException).code, in: 'sealing' }),
    });
    const retention = keepRetention({
      database,
      clock,
      fault: (error) => log.error({ fault: error.name, code: (error as NodeJS.ErrnoException).code, in: 'retention' }),
    });
    const liveChecks = keepLiveChecks({
      database,
      clock,
      fault: (error) =>
        log.error({ fault: error.name, code: (error as NodeJS.ErrnoException).code, in: 'live checks' }),
    });
    endWhenTold(async () => {
      // Pages on their way are finished; one that never ends (a stalled upload) may not hold up the machine's own stop.
      const tooLong = setTimeout(() => app.server.closeAllConnections(), FINISH_WITHIN);
      // A browser keeps its connection after the answer; Node closes only those that are idle at this moment.
      const answered = setInterval(() => app.server.closeIdleConnections(), 50);
      await app.close();
      clearInterval(answered);
      clearTimeout(tooLong);
      await liveChecks.end();
      await retention.end();
      await sealing.end();
      await database.close();
    });
    say(`Homeward is ready: ${address.origin}\n`);
    const way = await database.asSystem((tx) => firstLink(tx, clock()));
    if (way)
      say(
        `Nobody is here yet. Make the first administrator (this link works once, for 24 hours): ${address.origin}${way}\n`,
      );
    return 0;
  } catch (error) {
    await database.close();
    throw error;
  }
}

function readOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      empty: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      size: { type: 'string', default: 'default' },
    },
  });
  const text = process.env.PORT || '3000';
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new Refusal('PORT should be a whole number from 1 to 65535.');
  const logLevel = process.env.HOMEWARD_LOG || 'warn';
  if (!LOG_LEVELS.includes(logLevel)) throw new Refusal(`HOMEWARD_LOG should be one of ${LOG_LEVELS.join(', ')}.`);
  const address = publicAddress(process.env, port);
  return { empty: values.empty, seed: values.seed, size: parseSize(values.size), port, address, logLevel };
}

/**
 * Refuses requests that name another host than this machine, or the one people know Homeward by. A web site can point
 * its own name at 127.0.0.1 and have a visitor's browser read the pages here (DNS rebinding); listening on loopback alone
 * does not stop that.
 */
function onlyKnownNames(app: Awaited<ReturnType<typeof createApp>>, address: PublicAddress): void {
  app.addHook('onRequest', async (request, reply) => {
    const host = request.headers.host?.toLowerCase() ?? '';
    if (host === address.host || /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host)) return;
    return reply.code(421).type('text/plain; charset=utf-8').send('This address is not served here.\n');
  });
}

/** Asked before anything is made, so that a taken port costs no waiting. */
function portIsFree(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(portTaken(port));
      else if (error.code === 'EACCES')
        reject(new Refusal(`Homeward may not use port ${port}. Set PORT to one above 1023, such as PORT=3001.`));
      else reject(error);
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function portTaken(port: number): Refusal {
  return new Refusal(
    `Port ${port} is taken by another program. Stop it, or start with another one: PORT=${port + 1} npm start`,
  );
}

/** On a first start the made-up region is loaded, unless the person asked for an empty system; that choice is kept. */
async function firstStart(database: Database, options: StartOptions, say: (text: string) => void): Promise<void> {
  const state = await contents(database);
  if (state.used || state.madeUp) {
    if (options.empty) say('--empty changes nothing here: this system already holds records, and keeps them.\n');
    return;
  }
  if (options.empty || state.empty) {
    await database.asSystem((tx) =>
      insertAll(tx, 'setting', [{ name: 'started empty', value: true }], 'on conflict do nothing'),
    );
    say(
      'This system holds no made-up region. For one, start with another data folder: HOMEWARD_DATA=./demo npm start\n',
    );
    return;
  }
  say('Making the region that Homeward is shown with (invented children, homes and places)\n');
  const asOf = englandDate(new Date());
  try {
    await loadRegion(database, { seed: options.seed, size: options.size, asOf }, progressBar(say));
  } catch (error) {
    // Two starts at once on one server: the other was faster, all of its region is there and none of ours.
    if (!(await contents(database)).madeUp) throw error;
  }
}

async function contents(database: Database) {
  return database.asSystem(async (tx) => ({
    madeUp: (await madeUpRegion(tx)) !== null,
    used: (await rows(tx, sql`select id from organisation limit 1`)).length > 0,
    empty: (await first(tx, sql`select 1 from setting where name = 'started empty'`)) !== null,
  }));
}

const WIDTH = 30;

/** A bar that redraws itself on a terminal, and a line each tenth elsewhere. */
function progressBar(say: (text: string) => void): (share: number, words: string) => void {
  let shown = -1;
  return (share, words) => {
    const done = Math.min(1, Math.max(0, share));
    const step = Math.floor(done * (process.stderr.isTTY ? 100 : 10));
    if (step === shown) return;
    shown = step;
    const bar = '█'.repeat(Math.round(done * WIDTH)).padEnd(WIDTH, '░');
    const line = `${bar} ${String(Math.round(done * 100)).padStart(3)}% ${words}`;
    say(process.stderr.isTTY ? `\r\u001b[K${line}${done >= 1 ? '\n' : ''}` : `${line}\n`);
  };
}

async function cookieKey(database: Database): Promise<string> {
  return database.asSystem(async (tx) => {
    await insertAll(
      tx,
      'setting',
      [{ name: 'cookie key', value: randomBytes(32).toString('hex') }],
      'on conflict do nothing',
    );
    return (await first<{ value: string }>(tx, sql`select value from setting where name = 'cookie key'`))?.value ?? '';
  });
}

function endWhenTold(close: () => Promise<void>): void {
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}
