// Writes the list of rules in docs/methods/returns.md anew from the rule book in src/return-rules; a test compares the two.
import { readFileSync, writeFileSync } from 'node:fs';
import { rulesInMarkdown } from '../src/return-rules/index.ts';

const FILE = new URL('../docs/methods/returns.md', import.meta.url);
const [before, rest] = readFileSync(FILE, 'utf8').split('<!-- rules -->\n');
const after = rest.slice(rest.indexOf('<!-- end of rules -->'));
writeFileSync(FILE, `${before}<!-- rules -->\n${rulesInMarkdown()}\n${after}`);
