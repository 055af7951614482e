import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The browser, unpacked. */
export interface BrowserFiles {
  readonly program: string;
  /** What its process needs in its environment: its own libraries and its own fonts. */
  readonly env: Readonly<Record<string, string>>;
}

const here = dirname(fileURLToPath(import.meta.url));
const cache = join(here, '..', '..', 'node_modules', '.cache', 'homeward-browser');

/**
 * Unpacks the browser that npm brought, once for a checkout, with the libraries and fonts that a bare machine
 * lacks beside it. Files of an older version are left where they are.
 * @throws Error with one line that says what to do, where this machine cannot run it
 */
export function browserFiles(): BrowserFiles {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `The browser that npm brings for the tests runs on Linux x64, not on ${process.platform}-${process.arch}: ` +
        'install Chrome or Chromium and set HOMEWARD_BROWSER to its path.',
    );
  }
  const folder = join(cache, `${packageVersion()}-1`);
  if (!existsSync(folder)) unpackInto(folder);
  return {
    program: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

/**
 * Unpacks beside the place and then renames, so that a folder that is there is whole: test files that start
 * together, or a process that is stopped half-way, leave nothing half-made in use.
 */
function unpackInto(folder: string): void {
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(join(cache, 'unpacking-'));
  try {
    const run = spawnSync(process.execPath, [join(here, 'unpack.mjs')], {
      env: { ...process.env, TMPDIR: staging },
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(`The browser for the tests could not be unpacked: ${run.stderr.trim()}`);
    writeFileSync(join(staging, 'fonts.conf'), fontSettings(folder));
    try {
      renameSync(staging, folder);
    } catch (error) {
      // Another test file was faster; its folder is as good as ours.
      if (!existsSync(folder)) throw error;
    }
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/**
 * Only the font that comes with the browser, whatever the machine has: a page looks the same everywhere,
 * and a machine without fonts still shows letters.
 */
function fontSettings(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
  <match target="pattern">
    <edit name="family" mode="append_last" binding="weak"><string>Open Sans</string></edit>
  </match>
  <config></config>
</fontconfig>
`;
}

function packageVersion(): string {
  // The package does not export its package.json, so it is found beside the file that it does export.
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const described: { version: string } = JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8'));
  return described.version;
}

/** A private folder for what the browser writes while it runs (profiles, sockets). */
export function privateFolder(): string {
  return mkdtempSync(join(tmpdir(), 'homeward-browser-'));
}
