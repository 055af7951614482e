import { insertAll, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { BY_IMPORT, type HomeChanges } from './home-changes.ts';
import { EVERY_HOME_COLUMN, homeAsRow, TERMS_OF_A_DAY, termsAsRow } from './home-store.ts';

/** What a file says of one home, with the words behind its skills. */
export interface FileChanges extends HomeChanges {
  readonly skillWords: { readonly by: string; readonly on: PlainDate | null; readonly evidence: string };
}

/** Writes what a file adds, table by table, each in one statement for the whole batch. */
export async function writeHomeChanges(tx: Tx, all: readonly FileChanges[]): Promise<void> {
  const each = <T>(
    rowsOf: (changes: FileChanges, home: { organisation_id: string; home_id: string }) => readonly T[],
  ) => all.flatMap((changes) => rowsOf(changes, { organisation_id: changes.organisationId, home_id: changes.homeId }));

  await insertAll(
    tx,
    'home',
    each(({ home }) => (home ? [homeAsRow(home)] : [])),
    EVERY_HOME_COLUMN,
  );
  await insertAll(
    tx,
    'home_address',
    each(({ address }, home) =>
      address ? [{ ...home, ...address, lat: null, long: null, authority_code: null }] : [],
    ),
    // Another postcode is another place: its point is looked up anew; the same postcode keeps the point it has.
    `on conflict (organisation_id, home_id) do update set carers = excluded.carers, line = excluded.line,
      postcode = excluded.postcode, confidential = excluded.confidential,
      lat = case when home_address.postcode is distinct from excluded.postcode then null else home_address.lat end,
      long = case when home_address.postcode is distinct from excluded.postcode then null else home_address.long end,
      authority_code = case when home_address.postcode is distinct from excluded.postcode then null
        else home_address.authority_code end`,
  );
  await insertAll(
    tx,
    'registration',
    each(({ terms }, home) => (terms ? [termsAsRow(home.organisation_id, home.home_id, terms)] : [])),
    TERMS_OF_A_DAY,
  );
  await insertAll(
    tx,
    'fee',
    each(({ fee }, home) => (fee ? [{ ...home, from_date: fee.from, weekly_pence: fee.weeklyPence }] : [])),
    'on conflict (organisation_id, home_id, from_date) do update set weekly_pence = excluded.weekly_pence',
  );
  await insertAll(
    tx,
    'room',
    each(({ rooms }, home) => rooms.map((room) => ({ ...home, ...room }))),
  );
  await insertAll(
    tx,
    'room_vacancy',
    each(({ statements }, { organisation_id }) =>
      statements.map((said) => ({
        organisation_id,
        id: said.id,
        room_id: said.roomId,
        free_from: said.freeFrom,
        said_on: said.saidOn,
        said_by: BY_IMPORT,
      })),
    ),
  );
  await insertAll(
    tx,
    'home_skill',
    each(({ skills, skillWords }, home) =>
      skills.map(({ domain, level }) => ({
        ...home,
        domain,
        level,
        said_on: skillWords.on,
        evidence_by: skillWords.by,
        evidence: skillWords.evidence,
        said_by: 'an imported file',
      })),
    ),
  );
  await insertAll(
    tx,
    'home_connection',
    each(({ connect }, home) =>
      connect.map((child) => ({ ...home, child_organisation_id: home.organisation_id, child_id: child })),
    ),
    'on conflict do nothing',
  );
}
