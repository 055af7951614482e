import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { rows, sql } from '../db/index.ts';
import { ACCESS_RULES, MAY_ADD_CHILDREN, matrixInMarkdown } from './index.ts';

const SECURITY = new URL('../../docs/security.md', import.meta.url);

onEachDatabase('the policy', (open) => {
  test('the database holds the policy of the code, row by row', async () => {
    const held = await open().asSystem((tx) =>
      rows<{ rule: string }>(
        tx,
        sql`select role || ' ' || through || ' ' || class || ' ' || may as rule from access_rule`,
      ),
    );
    const said = ACCESS_RULES.map((rule) => `${rule.role} ${rule.through} ${rule.class} ${rule.may}`);
    assert.deepEqual(held.map((each) => each.rule).toSorted(), said.toSorted());
  });

  test('who may write down a child is the same in the code and in the database', async () => {
    const [found] = await open().asSystem((tx) =>
      rows<{ text: string }>(tx, sql`select pg_get_functiondef('app.may_add_children()'::regprocedure) as text`),
    );
    const roles = [...(found?.text.matchAll(/'([a-z-]+)'/g) ?? [])].map((match) => match[1]);
    assert.deepEqual(roles.filter((role) => role !== 'public').toSorted(), MAY_ADD_CHILDREN.toSorted());
  });
});

test('one rule for each role, relationship and class', () => {
  const keys = ACCESS_RULES.map((rule) => `${rule.role} ${rule.through} ${rule.class}`);
  assert.equal(new Set(keys).size, keys.length);
});

test('the matrix of docs/security.md is the policy', () => {
  const page = readFileSync(SECURITY, 'utf8');
  const shown = page.slice(page.indexOf('<!-- matrix -->\n') + 16, page.indexOf('\n<!-- end of matrix -->'));
  assert.equal(shown, matrixInMarkdown(), 'run node scripts/write-security-matrix.mjs');
});

test('each promise of docs/security.md names a test that is there', () => {
  const promises = readFileSync(SECURITY, 'utf8').matchAll(/^\| .+ \| `([^`]+\.test\.ts)` › (.+) \|$/gm);
  let count = 0;
  for (const [, file = '', title = ''] of promises) {
    count++;
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    const quoted = [`'${title.replaceAll("'", "\\'")}'`, `"${title}"`, `\`${title}\``];
    assert.ok(
      quoted.some((each) => text.includes(each)),
      `${file} has no test “${title}”`,
    );
  }
  assert.ok(count > 35, `only ${count} promises name a test`);
});
