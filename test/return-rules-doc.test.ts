import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { RULES, rulesInMarkdown } from '../src/return-rules/index.ts';
import { documentedDifferences } from './conformance/return-rules-differences.ts';

const page = readFileSync(new URL('../docs/methods/returns.md', import.meta.url), 'utf8');

test('the page lists the rules as they are (node scripts/write-return-rules.mjs writes them anew)', () => {
  const [, rest = ''] = page.split('<!-- rules -->\n');
  assert.equal(rest.slice(0, rest.indexOf('\n<!-- end of rules -->')), rulesInMarkdown());
});

test('every rule stands there once, with every year it holds in', () => {
  const rows = rulesInMarkdown().split('\n');
  for (const number of new Set(RULES.map((rule) => rule.number))) {
    const own = rows.filter((row) => row.startsWith(`| ${number} |`));
    assert.equal(own.length, 1, number);
    const years = new Set(
      RULES.filter((rule) => rule.number === number).flatMap(({ years: { from, to } }) => range(from, to)),
    );
    assert.equal(own[0]?.split(' | ').filter((cell) => cell === 'yes').length, years.size, number);
  }
  // As many as the Department published for each year.
  assert.match(rows.at(-1) ?? '', /^\| \*\*rules\*\* \| \d+ \| \d+ \| \d+ \| 312 \| \d+ \| \|$/);
});

test('every recorded case that is not followed is named on the page by its rule', () => {
  for (const id of Object.keys(documentedDifferences)) {
    const rule = id.replace(/^.*\/|#.*$/g, '');
    assert.match(page, new RegExp(`^\\| ${rule} \\(`, 'm'), id);
  }
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}
