import { fsyncSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { PGlite, types } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { Refusal } from '../kernel/index.ts';
import { makeOnce } from './first-creation.ts';

/**
 * Flags of the embedded server: PGlite's own, but with fsync on (it starts PostgreSQL with -F) and the WAL written
 * with fsync, the one call its file system can be taught; 32 MB of shared buffers keep an import under its memory limit.
 */
const START = [
  ...PGlite.defaultStartParams.filter((flag) => flag !== '-F'),
  ...['fsync=on', 'wal_sync_method=fsync', 'shared_buffers=32MB', 'log_min_messages=panic'].flatMap((set) => [
    '-c',
    set,
  ]),
];

/** Numbers that JavaScript cannot hold, and dates, come as text: the same from both databases. */
const asText = (value: string): string => value;
const parsers = {
  [types.INT8]: asText,
  [types.DATE]: asText,
  [types.NUMERIC]: asText,
  [types.INTERVAL]: asText,
};

/** EIO in the numbering of WebAssembly's system interface (WASI). */
const INPUT_OUTPUT_ERROR = 29;

interface EmscriptenStream {
  nfd?: number;
}
interface NodeFsModule {
  NODEFS: { stream_ops: { fsync?: (stream: EmscriptenStream) => number } };
}

/** How often the embedded database has put its writes on disk by asking the operating system; a test counts them. */
export const diskSyncs = { count: 0 };

/** PGlite's folder on disk, but with an fsync that reaches the operating system: without it PGlite never calls one. */
class SyncedFolder extends NodeFS {
  override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]) {
    const base = await super.init(pg, options);
    const preRun = (module: unknown) => {
      // Folders are opened like files by this file system, so that PostgreSQL's fsync of a folder lands here as well.
      (module as NodeFsModule).NODEFS.stream_ops.fsync = (stream) => {
        if (stream.nfd === undefined) return 0;
        try {
          fsyncSync(stream.nfd);
        } catch {
          // Answered as an error number, as the C library expects: a JavaScript error would unwind PostgreSQL half-way.
          return INPUT_OUTPUT_ERROR;
        }
        diskSyncs.count++;
        return 0;
      };
    };
    const opts = base.emscriptenOpts;
    return { ...base, emscriptenOpts: { ...opts, preRun: [...(opts.preRun ?? []), preRun] } };
  }
}

/**
 * Opens the embedded PostgreSQL.
 * @param folder where its files are; null keeps everything in memory (tests)
 * @param start a dump to start from (tests), only in memory
 * @throws Refusal when the files there are damaged, so that PostgreSQL cannot start on them
 */
export async function openEmbedded(folder: string | null, start?: Blob): Promise<PGlite> {
  if (folder === null) return open({ ...(start ? { loadDataDir: start } : {}) });
  await makeOnce(join(folder, 'database'), async (part) => {
    const fresh = await open({ fs: new SyncedFolder(part) });
    await fresh.close();
  });
  return open({ fs: new SyncedFolder(join(folder, 'database')) });
}

/**
 * The optimising compiler of WebAssembly takes some 450 MB for one large function of the embedded server, at a moment
 * of its own choosing. Without it a first creation peaks at 600 MB in place of 1.1 GB and is quicker, and pages take as
 * long as before; statements that work through many rows take half as long again (docs/operations.md).
 * It has to be set before the server is compiled for the first time in a process.
 */
function keepCompilingSmall(): void {
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
}

async function open(options: { fs?: SyncedFolder; loadDataDir?: Blob }): Promise<PGlite> {
  keepCompilingSmall();
  let ready = false;
  const onStderr = (line: string): boolean => {
    const panic = /PANIC: *(.*)/.exec(line)?.[1];
    if (panic !== undefined && ready) stop(panic);
    return true;
  };
  try {
    const opened = await PGlite.create({ parsers, startParams: START, onStderr, ...options });
    ready = true;
    return opened;
  } catch (error) {
    if (!options.fs) throw error;
    throw new Refusal(
      'The embedded database cannot start on the files in its data folder: the disk is full or the files are damaged. Check the free space; if there is some, put back a backup (docs/operations.md). Nothing was changed.',
    );
  }
}

/**
 * PostgreSQL panics when it cannot write its log to disk: a full or failing disk. A server would restart itself;
 * the embedded one goes round for ever. So the whole process ends here, before the waiting commit is acknowledged;
 * the next start recovers everything that was.
 */
function stop(panic: string): void {
  writeSync(
    2,
    `Homeward stopped, because the embedded database cannot write to its data folder (${panic}). What was saved is safe. Check the disk and its free space, then start again.\n`,
  );
  process.exit(1);
}
