import { fsyncSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite, type PGliteInterface, types } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

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

interface EmscriptenStream {
  nfd?: number;
}
interface NodeFsModule {
  NODEFS: { stream_ops: { fsync?: (stream: EmscriptenStream) => number } };
}

/** How often the embedded database has asked the operating system to put its writes on disk; a test counts them. */
export const diskSyncs = { count: 0 };

/** PGlite's folder on disk, but with an fsync that reaches the operating system: without it PGlite never calls one. */
class SyncedFolder extends NodeFS {
  override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]) {
    const base = await super.init(pg, options);
    const preRun = (module: unknown) => {
      (module as NodeFsModule).NODEFS.stream_ops.fsync = (stream) => {
        if (stream.nfd !== undefined) {
          diskSyncs.count++;
          fsyncSync(stream.nfd);
        }
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
 */
export async function openEmbedded(folder: string | null, start?: Blob): Promise<PGliteInterface> {
  return PGlite.create({
    parsers,
    startParams: START,
    ...(folder ? { fs: new SyncedFolder(join(folder, 'database')) } : {}),
    ...(start ? { loadDataDir: start } : {}),
  });
}
