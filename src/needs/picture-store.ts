import { type Actor, recordEvent, saw } from '../access/index.ts';
import { first, sql, type Tx } from '../db/index.ts';

/** What is said of a child's picture beside the picture itself. */
export interface PictureWords {
  /** What can be seen in it. */
  readonly shows: string;
  readonly at: Date;
}

/** What stands beside a child's picture; null where there is none, or none for this actor. */
export async function pictureWordsOf(tx: Tx, childId: string): Promise<PictureWords | null> {
  const found = await first<PictureWords>(tx, sql`select shows, at from child_picture where child_id = ${childId}`);
  if (found) saw(tx, [childId], 'picture');
  return found;
}

/** The picture itself, a JPEG; null where there is none, or none for this actor. */
export async function pictureOf(tx: Tx, childId: string): Promise<Buffer | null> {
  const found = await first<{ bytes: Uint8Array }>(
    tx,
    sql`select bytes from child_picture where child_id = ${childId}`,
  );
  if (!found) return null;
  saw(tx, [childId], 'picture');
  return Buffer.from(found.bytes);
}

/**
 * Whether the actor may not see or change the picture because the child's whereabouts are hidden from them (migration
 * 0098): no words can be taken out of a picture.
 */
export async function hidesPicture(tx: Tx, actor: Actor, childId: string): Promise<boolean> {
  if (actor.role === 'child') return false;
  const found = await first<{ hides: boolean }>(tx, sql`select app.hides_from_me(${childId}) as hides`);
  return found?.hides ?? true;
}

/** Whether a pack that the actor puts together has to leave the child's picture out (as `hidesPicture`, and there is one). */
export async function leavesPictureOut(tx: Tx, childId: string): Promise<boolean> {
  const found = await first<{ out: boolean }>(tx, sql`select app.leaves_picture_out(${childId}) as out`);
  return found?.out ?? false;
}

/** Puts a picture in the place of whatever was there. Of two at once the later one stays. */
export async function putPicture(
  tx: Tx,
  { actor, now }: { readonly actor: Actor; readonly now: Date },
  childId: string,
  picture: { readonly bytes: Buffer; readonly shows: string },
): Promise<void> {
  await sql`insert into child_picture (organisation_id, child_id, bytes, shows, at, by)
    values (${actor.organisation.id}, ${childId}, ${picture.bytes}, ${picture.shows}, ${now}, ${actor.id})
    on conflict (organisation_id, child_id)
    do update set bytes = excluded.bytes, shows = excluded.shows, at = excluded.at, by = excluded.by`.execute(tx);
  saw(tx, [childId], 'picture');
  await recordEvent(tx, actor, 'picture.added', childId);
}

/** Takes the picture away for good. @returns whether there was one */
export async function removePicture(tx: Tx, actor: Actor, childId: string): Promise<boolean> {
  const gone = await sql`delete from child_picture where child_id = ${childId}`.execute(tx);
  if (!gone.numAffectedRows) return false;
  saw(tx, [childId], 'picture');
  await recordEvent(tx, actor, 'picture.removed', childId);
  return true;
}
