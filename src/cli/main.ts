import { existsSync, readFileSync } from 'node:fs';
import { Refusal } from '../kernel/index.ts';
import { type Output, standardOutput } from './output.ts';

/** What a command answers: 0 done, 1 findings or refused input (said in words), 2 wrong usage. */
type ExitCode = number;

interface Command {
  /** How it is written, after `homeward`. */
  readonly usage: string;
  /** What it does, in one line. */
  readonly does: string;
  /** Parts are loaded only when their command is called: `--help` opens no database. */
  run(args: readonly string[], output: Output): Promise<ExitCode>;
}

const commands: Readonly<Record<string, Command>> = {
  start: {
    usage: 'start [--empty] [--seed SEED] [--size town|default|region|nation]',
    does: 'serve the pages on PORT (3000), with the embedded database or DATABASE_URL',
    run: async (args, output) => (await import('../main.ts')).start(args, output.err),
  },
  match: {
    usage: 'match FILE [--json]',
    does: 'rank the homes of a matching file for its children, with reasons',
    run: async (args, output) => (await import('./match.ts')).match(args, output),
  },
  'place-together': {
    usage: 'place-together FILE [--json]',
    does: 'propose homes for all waiting children of a file at once; the best there is, proven',
    run: async (args, output) => (await import('./place-together.ts')).placeTogetherCommand(args, output),
  },
  import: {
    usage: 'import return|homes|postcodes|providers|benchmarks FILE… [--authority CODE] [--json]',
    does: 'read a statutory return, homes, postcodes or the Ofsted list into the database',
    run: async (args, output) => (await import('./import.ts')).runImport(args, output),
  },
  export: {
    usage:
      'export return|ssds|pds|pnw-census FOLDER|FILE --authority CODE [--year 2025-26] [--on DATE] [--force] [--json]',
    does: 'write what an authority’s records hold as a return, or in the sector’s other formats; it stays on this machine',
    run: async (args, output) => (await import('./export.ts')).runExport(args, output),
  },
  'check-return': {
    usage:
      'check-return FOLDER|FILE --year 2025-26 [--previous FOLDER|FILE] [--authority CODE] [--providers FILE.csv] [--postcodes FILE.csv] [--csv FILE] [--json]',
    does: 'check a statutory return by every rule of its year; nothing leaves this machine',
    run: async (args, output) =>
      output === standardOutput
        ? (await import('./check-return-apart.ts')).checkReturnApart(args)
        : (await import('./check-return.ts')).checkReturn(args, output),
  },
  forecast: {
    usage: 'forecast FOLDER [--as-of 2021-03-31] [--months 60] [--runs 500] [--seed 1] [--scenario FILE] [--json]',
    does: 'forecast how many children will be in care, by kind of home, from yearly returns; with a back-test',
    run: async (args, output) => (await import('./forecast.ts')).forecastCommand(args, output),
  },
  strategy: {
    usage:
      'strategy [FOLDER] [--authority CODE | --region] [--out FOLDER] [--format html,pdf,docx] [--as ACTOR] [--as-of DATE] [--months 60] [--runs 500] [--seed 1] [--name NAME] [--force] [--json]',
    does: 'write a draft of a sufficiency strategy from the records, from yearly returns, or both; it stays on this machine',
    run: async (args, output) => (await import('./strategy.ts')).strategyCommand(args, output),
  },
  'sign-in-link': {
    usage: 'sign-in-link --authority CODE | --email ADDRESS [--new-phone]',
    does: 'make a link, to be used once: for the first administrator of an authority, or for somebody who cannot sign in',
    run: async (args, output) => (await import('./sign-in-link.ts')).signInLink(args, output),
  },
  'write-returns': {
    usage: 'write-returns FOLDER [--seed SEED] [--size town|default|region|nation] [--as-of DATE]',
    does: 'write the yearly statutory returns of the made-up authorities, to try imports with',
    run: async (args, output) => (await import('./write-returns.ts')).writeMadeUpReturns(args, output),
  },
  audit: {
    usage: 'audit verify [--checkpoints FILE] [--json] | audit seal',
    does: 'verify that the record of who did and saw what is whole, or seal what waits',
    run: async (args, output) => (await import('./audit.ts')).audit(args, output),
  },
  bench: {
    usage: 'bench [NAME…] [--json]',
    does: 'measure the speed of the heavy parts (in a checkout)',
    run: runBench,
  },
};

/**
 * Runs one command of `homeward`.
 * @param args what was written after `homeward`
 * @returns the exit code. A command that serves pages answers 0 as soon as it serves, and goes on serving.
 */
export async function run(args: readonly string[], output: Output = standardOutput): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? output.err : output.out)(usage());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    output.out(`${version()}\n`);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    output.err(`There is no command “${name}”.\n${usage()}`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    output.out(`homeward ${command.usage}\n    ${command.does}\n`);
    return 0;
  }
  try {
    return await command.run(rest, output);
  } catch (error) {
    return explain(error, command, output);
  }
}

/** Says in words what went wrong, and how the command should end. */
function explain(error: unknown, command: Command, output: Output): ExitCode {
  if (error instanceof Refusal) {
    output.err(`${error.message}\n`);
    return 1;
  }
  if (isWrongUsage(error)) {
    output.err(`${error.message}\nUsage: homeward ${command.usage}\n`);
    return 2;
  }
  output.err(`This is a fault in Homeward, not in what you gave it: ${String(error)}\n`);
  if (error instanceof Error && error.stack !== undefined) output.err(`${error.stack}\n`);
  return 1;
}

/** Node's own `parseArgs` refuses unknown options with these codes; its words are fit to be shown. */
function isWrongUsage(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('ERR_PARSE_ARGS')
  );
}

function usage(): string {
  const lines = Object.values(commands).map(({ usage: line, does }) => `  homeward ${line}\n      ${does}\n`);
  return `Usage:\n${lines.join('')}  homeward --help\n  homeward --version\n`;
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const described: { version: string } = JSON.parse(text);
  return described.version;
}

/** The benches stay in the checkout, because they need tools and data that an installed package does not bring. */
async function runBench(args: readonly string[], output: Output): Promise<ExitCode> {
  const place = new URL('../../bench/bench.ts', import.meta.url);
  if (!existsSync(place)) {
    output.err('The benches are not part of the installed package. Run them in a checkout: npm run bench\n');
    return 1;
  }
  const { bench }: { bench: Command['run'] } = await import(place.href);
  return bench(args, output);
}
