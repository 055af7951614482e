import type { Database } from '../src/db/index.ts';
import { rows, sql } from '../src/db/index.ts';
import { date, type PlainDate } from '../src/kernel/index.ts';
import { type ReturnFile, type ReturnYear, type RowOf, writeReturn } from '../src/ssda903/index.ts';

/** A child of a made-up return. */
export function child(id: string, more: Partial<RowOf<'Header'>> = {}): RowOf<'Header'> {
  return {
    CHILD: id,
    SEX: 'female',
    DOB: date('2012-05-06'),
    ETHNIC: 'WBRI',
    UPN: 'UN1',
    MOTHER: null,
    MC_DOB: null,
    ...more,
  };
}

/** An episode of a made-up return: in the children's home 1234567 of a private company, open, unless something else is said. */
export function episode(id: string, decom: string, more: Partial<RowOf<'Episodes'>> = {}): RowOf<'Episodes'> {
  return {
    CHILD: id,
    DECOM: date(decom),
    RNE: 'S',
    LS: 'C2',
    CIN: 'N1',
    PLACE: 'K2',
    PLACE_PROVIDER: 'PR4',
    DEC: null,
    REC: null,
    REASON_PLACE_CHANGE: null,
    HOME_POST: 'QX1 1AA',
    PL_POST: 'QX2 2BB',
    URN: '1234567',
    ...more,
  };
}

/** An episode that ended by a move, or with `rec` by leaving care. */
export function ended(
  dec: string,
  rec = 'X1',
  reason: string | null = rec === 'X1' ? 'CARPL' : null,
): Partial<RowOf<'Episodes'>> {
  return { DEC: date(dec) as PlainDate, REC: rec, REASON_PLACE_CHANGE: reason };
}

/** The files of a made-up return, as the year writes them. */
export function returnFiles(
  year: ReturnYear,
  tables: Parameters<typeof writeReturn>[0],
  change: (name: string, text: string) => string = (_, text) => text,
): ReturnFile[] {
  return writeReturn(tables, year)
    .filter(({ table }) => table === 'Header' || table === 'Episodes' || table in tables)
    .map(({ name, text }) => textFile(name, change(name, [...text].join(''))));
}

export function textFile(name: string, text: string): ReturnFile {
  return {
    name,
    async *open() {
      yield Buffer.from(text);
    },
  };
}

const KEPT: Readonly<Record<string, string>> = {
  child: `select o.code, c.return_id, c.sex, c.ethnicity, c.unaccompanied, c.return_year, i.born, i.upn, a.postcode, a.lat
    from child c join organisation o on o.id = c.organisation_id
    join child_identity i on i.organisation_id = c.organisation_id and i.child_id = c.id
    left join child_address a on a.organisation_id = c.organisation_id and a.child_id = c.id order by 1, 2`,
  episode: `select o.code, c.return_id, e.decom, e.dec, e.rne, e.rec, e.reason_place_change, e.place, e.urn, e.return_year,
      e.presumed_end, e.presumed_reason
    from episode e join organisation o on o.id = e.organisation_id
    join child c on c.organisation_id = e.organisation_id and c.id = e.child_id order by 1, 2, 3`,
  home: `select h.urn, h.name, h.kind, h.sector, o.name as provider, o.kind as organisation, a.postcode, h.region_id is not null as found
    from home h join organisation o on o.id = h.organisation_id
    left join home_address a on a.organisation_id = h.organisation_id and a.home_id = h.id order by 1, 2`,
  stay: `select o.code, c.return_id, h.urn, p.started, e.ended, e.reason from placement p
    join organisation o on o.id = p.organisation_id
    join child c on c.organisation_id = p.organisation_id and c.id = p.child_id
    join home h on h.organisation_id = p.home_organisation_id and h.id = p.home_id
    left join placement_ended e on e.organisation_id = p.organisation_id and e.placement_id = p.id order by 1, 2, 4, 3`,
};

/** The return's other tables. */
const OTHERS = [
  ...['uasc', 'mother', 'review', 'oc2', 'oc3', 'ad1', 'placed_adoption', 'prev_perm', 'missing', 'sw_episode', 'dolo'],
];

/** Everything that imports have written, without ids and times, so that two ways to the same records can be compared. */
export async function kept(database: Database): Promise<Record<string, Record<string, unknown>[]>> {
  return database.asSystem(async (tx) => {
    const all: Record<string, Record<string, unknown>[]> = {};
    for (const [name, query] of Object.entries(KEPT)) all[name] = await rows(tx, sql.raw(query));
    for (const name of OTHERS) {
      const said = sql`to_jsonb(t) - '{organisation_id,child_id,import_id}'::text[]`;
      all[name] = await rows(
        tx,
        sql`select o.code, c.return_id, ${said} as said from ${sql.table(name)} t join organisation o on o.id = t.organisation_id
          join child c on c.organisation_id = t.organisation_id and c.id = t.child_id order by 1, 2, (${said})::text`,
      );
    }
    return all;
  });
}
