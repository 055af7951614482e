import { type Actor, actorOf, joinRegion } from '../access/index.ts';
import { type Database, insertAll, type Tx } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import type { HomeInput } from './home-actions.ts';

// For tests alone: one home, and the few organisations and people around it.

export const rowan: HomeInput = {
  name: 'Rowan House',
  kind: 'residential',
  sector: 'private',
  urn: '1234567',
  grade: 'good',
  gradedOn: date('2025-03-01'),
  area: 'Harbridge',
  about: 'A big garden.',
  pets: true,
  adapted: null,
  languages: ['Polish'],
  interests: ['gardening'],
  address: { carers: null, line: '1 Mill Lane', postcode: 'ZZ1 1AA', confidential: false },
};

/** An authority in a region, the provider that runs the home, and another provider that has nothing to do with it. */
export async function theVale(database: Database): Promise<void> {
  await database.asSystem(async (tx) => {
    await insertAll(tx, 'organisation', [
      { id: 'region', kind: 'region', name: 'The Vale' },
      { id: 'north', kind: 'authority', name: 'North' },
      { id: 'care', kind: 'provider', name: 'Rowan Care' },
      { id: 'other', kind: 'provider', name: 'Other Care' },
    ]);
    await joinRegion(tx, 'region', 'north');
    const worker = (organisation_id: string, id: string, name: string, role: string) => ({
      organisation_id,
      id,
      name,
      role,
    });
    await insertAll(tx, 'actor', [
      worker('north', 'finder', 'Femi', 'home-finder'),
      worker('north', 'social', 'Sol', 'social-worker'),
      worker('care', 'mina', 'Mina', 'registered-manager'),
      worker('care', 'raj', 'Raj', 'registered-manager'),
      worker('other', 'olga', 'Olga', 'registered-manager'),
    ]);
    await insertAll(tx, 'postcode', [{ postcode: 'ZZ1 1AA', lat: 53.5, long: -2.1, authority_code: 'E08000099' }]);
  });
}

/** Work as one of these people, who is handed to it. */
export function actingIn(open: () => Database) {
  return <T>(worker: string, work: (tx: Tx, actor: Actor) => Promise<T>): Promise<T> =>
    open().asActor(worker, async (tx) => work(tx, (await actorOf(tx, worker)) as Actor));
}
