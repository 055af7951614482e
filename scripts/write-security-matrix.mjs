// Writes the matrix of docs/security.md anew from the policy in src/access; a test compares the two.
import { readFileSync, writeFileSync } from 'node:fs';
import { matrixInMarkdown } from '../src/access/index.ts';

const FILE = new URL('../docs/security.md', import.meta.url);
const [before, rest] = readFileSync(FILE, 'utf8').split('<!-- matrix -->\n');
const after = rest.slice(rest.indexOf('<!-- end of matrix -->'));
writeFileSync(FILE, `${before}<!-- matrix -->\n${matrixInMarkdown()}\n${after}`);
