import { insertAll, type Tx } from '../src/db/index.ts';

/**
 * Ties an actor to children, as an allocation that somebody else made: nobody sees a child's record by their role alone.
 * @param relation as the table has it; the child's social worker where nothing is said
 */
export async function allocate(
  tx: Tx,
  organisation: string,
  actor: string,
  children: readonly string[],
  relation = 'social worker',
): Promise<void> {
  await insertAll(
    tx,
    'allocation',
    children.map((child) => ({
      organisation_id: organisation,
      id: `${relation.replaceAll(' ', '-')}_${actor}_${child}`,
      child_id: child,
      actor_id: actor,
      relation,
      from_at: '2020-01-01',
      by: 'system',
    })),
  );
}
