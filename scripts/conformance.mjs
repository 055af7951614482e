// `npm run conformance`: compares Homeward with recorded cases of other implementations, which lie beside
// the checkout and not in it (test/conformance/*.conformance.ts read them from ../shared).
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runTestFolder } from './test-folder.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
if (existsSync(join(root, '..', 'shared'))) {
  process.exitCode = await runTestFolder('test/conformance/*.conformance.ts', 'There are no conformance tests yet.');
} else {
  process.stdout.write(
    'The recorded cases (../shared) are not on this machine, so there is nothing to compare with.\n',
  );
}
