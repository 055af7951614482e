// `npm run soak`: the long runs, in Node's own test runner, one at a time: test/soak/*.soak.ts.
import process from 'node:process';
import { runTestFolder } from './test-folder.mjs';

process.exitCode = await runTestFolder('test/soak/*.soak.ts', 'There is nothing to soak yet.');
