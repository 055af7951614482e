import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { smallRegion } from '../../test/small-region.ts';
import { insertAll } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { ALONGSIDE } from './home.ts';

onEachDatabase('with whom somebody of a household can live', (open) => {
  before(() => smallRegion(open(), date('2026-11-21')));

  const put = (id: string, alongside: string) =>
    open().asSystem((tx) =>
      insertAll(tx, 'household_member', [
        { organisation_id: 'acorn', id, home_id: 'near', relation: 'own child', sex: 'female', alongside },
      ]),
    );

  test('each answer of the form is held, and no other', async () => {
    for (const each of ALONGSIDE) await put(each, each);
    for (const wrong of ['', 'Solo', 'only older', 'nobody']) {
      await assert.rejects(put(`wrong ${wrong}`, wrong), /known_alongside/);
    }
  });
});
