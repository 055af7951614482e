import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { insertAll, rows, sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { replaceStaysOfReturns, type StayOfReturn } from './index.ts';

onEachDatabase('stays from returns beside what was recorded here', (open) => {
  before(() =>
    open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North', code: 'E1' }]);
      const homes = [
        { id: 'oak', kind: 'residential' },
        { id: 'elm', kind: 'residential' },
        { id: 'foster', kind: 'fostering' },
      ];
      await insertAll(
        tx,
        'home',
        homes.map(({ id, kind }) => ({ organisation_id: 'north', id, name: id, kind, sector: 'authority' })),
      );
      await insertAll(tx, 'child', [{ organisation_id: 'north', id: 'sam', sex: 'male' }]);
    }),
  );
  beforeEach(() => open().asSystem((tx) => sql`delete from placement`.execute(tx)));

  const stay = (
    home: string | null,
    started: string,
    until: string | null,
    more: Partial<StayOfReturn> = {},
  ): StayOfReturn => ({
    childId: 'sam',
    kind: home === null ? 'fostering' : 'residential',
    home: home === null ? null : { organisationId: 'north', id: home },
    started: date(started),
    ended: until === null ? null : date(until),
    reason: until === null ? '' : 'CARPL',
    presumed: false,
    ...more,
  });
  const record = (home: string, started: string) =>
    open().asSystem((tx) =>
      insertAll(tx, 'placement', [
        {
          organisation_id: 'north',
          id: `here_${home}`,
          child_id: 'sam',
          home_organisation_id: 'north',
          home_id: home,
          started,
        },
      ]),
    );
  const replace = (...stays: StayOfReturn[]) =>
    open().asSystem((tx) =>
      replaceStaysOfReturns(
        tx,
        'north',
        (async function* () {
          yield stays;
        })(),
      ),
    );
  const lived = async () => {
    const found = await open().asSystem((tx) =>
      rows<{ home_id: string; started: string; ended: string | null }>(
        tx,
        sql`select p.home_id, p.started, e.ended from placement p left join placement_ended e
          on e.organisation_id = p.organisation_id and e.placement_id = p.id order by p.started, p.id`,
      ),
    );
    return found.map(({ home_id, started, ended }) => `${home_id} ${started} ${ended ?? 'now'}`);
  };

  test('are added, corrected, reopened and taken back, and nothing is written twice', async () => {
    assert.deepEqual(await replace(stay('oak', '2024-05-01', '2024-08-01'), stay('elm', '2024-08-01', null)), {
      stays: 2,
      added: 2,
      removed: 0,
      endings: 1,
    });
    const same = await replace(stay('oak', '2024-05-01', '2024-08-01'), stay('elm', '2024-08-01', null));
    assert.deepEqual(same, { stays: 2, added: 0, removed: 0, endings: 0 });
    await replace(stay('oak', '2024-05-01', '2024-07-31'), stay('elm', '2024-08-01', '2024-12-24'));
    assert.deepEqual(await lived(), ['oak 2024-05-01 2024-07-31', 'elm 2024-08-01 2024-12-24']);
    await replace(stay('oak', '2024-05-01', null));
    assert.deepEqual(await lived(), ['oak 2024-05-01 now']);
  });

  test('end a recorded home that the return says has ended, and only that', async () => {
    await record('foster', '2024-05-03');
    await replace(stay(null, '2024-05-01', '2024-11-01', { presumed: true }));
    assert.deepEqual(await lived(), ['foster 2024-05-03 now']); // our own conclusion ends nothing that was recorded
    await replace(stay(null, '2024-05-01', '2024-11-01'));
    assert.deepEqual(await lived(), ['foster 2024-05-03 2024-11-01']);
  });

  test('two moves within a week: the recorded home is the one that begins nearest, though it goes on', async () => {
    await record('foster', '2024-05-01');
    await replace(stay(null, '2024-04-28', '2024-05-01'), stay(null, '2024-05-01', null));
    assert.deepEqual(await lived(), ['foster 2024-05-01 now']);
  });

  test('give way to a home recorded later than the return knows', async () => {
    await record('elm', '2025-02-01');
    await replace(stay('oak', '2024-05-01', null));
    assert.deepEqual(await lived(), ['oak 2024-05-01 2025-02-01', 'elm 2025-02-01 now']);
  });

  test('an ending written here stands', async () => {
    await replace(stay('oak', '2024-05-01', null));
    await open().asSystem(async (tx) => {
      const [one] = await rows<{ id: string }>(tx, sql`select id from placement`);
      await insertAll(tx, 'placement_ended', [
        { organisation_id: 'north', placement_id: one?.id, ended: '2024-06-01', by: 'somebody' },
      ]);
    });
    await replace(stay('oak', '2024-05-01', '2024-09-09'));
    assert.deepEqual(await lived(), ['oak 2024-05-01 2024-06-01']);
  });

  test('a price goes with a stay that the return now tells from another day, and goes where the stay was none', async () => {
    const prices = () =>
      open().asSystem((tx) =>
        rows<{ started: string; weekly_pence: string }>(
          tx,
          sql`select p.started, a.weekly_pence from agreed_price a join placement p
            on p.organisation_id = a.organisation_id and p.id = a.placement_id`,
        ),
      );
    await replace(stay('oak', '2024-05-01', null));
    await open().asSystem((tx) =>
      sql`insert into agreed_price (organisation_id, id, placement_id, from_date, weekly_pence, social_care_pence, bought, why, by)
        select organisation_id, 'one', id, started, 500000, 500000, 'spot', 'start', 'somebody' from placement`.execute(
        tx,
      ),
    );
    await replace(stay('oak', '2024-04-20', null));
    assert.deepEqual(await prices(), [{ started: '2024-04-20', weekly_pence: '500000' }]);
    await replace(stay('elm', '2024-04-20', null));
    assert.deepEqual(await prices(), []);
  });
});
