import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date } from '../kernel/index.ts';
import { type Download, downloadHeaders } from './index.ts';

test('a download is kept by no cache, opened by no browser, and named after what it is and the day', () => {
  assert.deepEqual(downloadHeaders('children', 'csv', date('2026-11-22')), {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': 'attachment; filename="children-2026-11-22.csv"',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  assert.match(
    downloadHeaders('homes', 'xlsx', date('2026-01-02'))['content-disposition'] ?? '',
    /"homes-2026-01-02\.xlsx"$/,
  );
});

test('nobody’s name becomes a file name', () => {
  for (const kind of ['Maya Example', 'maya', '../children', 'children"\r\nset-cookie: a=b', '']) {
    assert.throws(() => downloadHeaders(kind as Download, 'csv', date('2026-11-22')), /a kind, a format and a day/);
  }
  assert.throws(() => downloadHeaders('homes', 'toString' as 'csv', date('2026-11-22')), /a kind, a format and a day/);
  assert.throws(() => downloadHeaders('homes', 'csv', 'Maya' as ReturnType<typeof date>), /a kind, a format and a day/);
});
