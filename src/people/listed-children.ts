import { saw } from '../access/index.ts';
import { rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { ageWords, calledName } from './child.ts';
import { homesOf } from './child-read.ts';
import { type Standing, standing } from './where.ts';

/** A child as a line of a list: never a family name. */
export interface ListedChild {
  readonly id: string;
  readonly name: string;
  readonly returnId: string | null;
  readonly age: string;
  /** Null where the child's homes are closed to the actor. */
  readonly standing: Standing | null;
}

interface Row {
  id: string;
  return_id: string | null;
  given_name: string | null;
  born: PlainDate;
  born_estimated: boolean;
}

/** A child who was found, and where the database says they stand; null: that is closed to the actor. */
export interface FoundChild {
  readonly id: string;
  readonly stands: Standing['is'] | null;
}

/** The lines of children who were found, in their order; what they show goes on record. */
export async function listedChildren(tx: Tx, found: readonly FoundChild[], today: PlainDate): Promise<ListedChild[]> {
  if (found.length === 0) return [];
  const ids = found.map((each) => each.id);
  const read = await rows<Row>(
    tx,
    sql`select c.id, c.return_id, i.given_name, i.born, i.born_estimated from child c
      join child_identity i on i.organisation_id = c.organisation_id and i.child_id = c.id where c.id = any (${ids}::text[])`,
  );
  const open = found.flatMap((each) => (each.stands === null ? [] : [each.id]));
  const { placements, episodes } = await homesOf(tx, open);
  saw(tx, ids, 'identity');
  saw(tx, open, 'care');
  const byId = new Map(read.map((row) => [row.id, row]));
  return found.flatMap(({ id, stands }) => {
    const row = byId.get(id);
    if (!row) return [];
    return [
      {
        id,
        name: calledName({ givenName: row.given_name, returnId: row.return_id }),
        returnId: row.return_id,
        age: ageWords(row.born, row.born_estimated, today),
        standing: stands === null ? null : standing(placements.get(id) ?? [], episodes.get(id) ?? [], row.born, today),
      },
    ];
  });
}
