import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Homeward running as a process of its own, as `npm start` starts it. */
export interface Service {
  /** Where it serves, such as `http://127.0.0.1:41234`. */
  readonly baseURL: string;
  readonly pid: number;
  /** All that it has written so far, on both streams. */
  said(): string;
  /** Ends it, by default as Ctrl-C does, and answers the exit code (null where the signal itself ended it). */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface ServiceOptions {
  /** The folder of the embedded database. */
  readonly data: string;
  /** What stands after `homeward start`, such as `--empty`. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Another `homeward.js` than the one of this checkout. */
  readonly command?: string;
  /** How long it may take until it serves, in seconds; the first start makes a region. */
  readonly within?: number;
}

/**
 * Starts Homeward on a free port and waits until its database answers.
 * @throws Error with what it said, where it ended before it served or took too long
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const port = await freePort();
  const { DATABASE_URL: _unused, ...environment } = process.env;
  const command = options.command ?? join(root, 'bin', 'homeward.js');
  const child = spawn(process.execPath, [command, 'start', ...(options.args ?? [])], {
    cwd: dirname(options.data),
    env: { ...environment, PORT: String(port), HOMEWARD_DATA: options.data, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += String(text);
    });
  }
  let running = true;
  const ended = new Promise<number | null>((resolve) => {
    child.on('exit', (code) => {
      running = false;
      resolve(code);
    });
  });
  const baseURL = `http://127.0.0.1:${port}`;
  const service: Service = {
    baseURL,
    pid: child.pid ?? 0,
    said: () => said,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
  const until = Date.now() + (options.within ?? 60) * 1000;
  while (running && Date.now() < until) {
    const response = await fetch(`${baseURL}/ready`).catch(() => null);
    if (response?.ok) return service;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await service.stop('SIGKILL');
  throw new Error(`Homeward did not serve; it said: ${said}`);
}

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}
