import { type Actor, recordEvent } from '../access/index.ts';
import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { newId, type PlainDate } from '../kernel/index.ts';

/** A person asked for everything held about them (UK GDPR Article 15). */
export interface SubjectRequest {
  readonly id: string;
  readonly childId: string;
  readonly askedOn: PlainDate;
  readonly askedBy: string;
  readonly closedAt: Date | null;
  readonly outcome: string | null;
}

const REQUEST = sql`select r.id, r.child_id as "childId", r.asked_on as "askedOn", r.asked_by_words as "askedBy",
    c.at as "closedAt", c.outcome
  from subject_request r
  left join subject_request_closed c on c.organisation_id = r.organisation_id and c.request_id = r.id`;

export async function requests(tx: Tx): Promise<SubjectRequest[]> {
  return rows<SubjectRequest>(tx, sql`${REQUEST} order by c.at is not null, r.asked_on, r.id limit 500`);
}

export async function oneRequest(tx: Tx, id: string): Promise<SubjectRequest | null> {
  return first<SubjectRequest>(tx, sql`${REQUEST} where r.id = ${id}`);
}

/** Opens a request. One that is open for the child already is used: two copies of everything help nobody. @returns its id */
export async function openRequest(
  tx: Tx,
  actor: Actor,
  childId: string,
  asked: { readonly on: PlainDate; readonly by: string },
): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`request ${childId}`}, 0))`.execute(tx);
  const known = await first<{ id: string }>(
    tx,
    sql`select id from subject_request r where child_id = ${childId} and not exists (select from subject_request_closed c
      where c.organisation_id = r.organisation_id and c.request_id = r.id)`,
  );
  if (known) return known.id;
  const id = newId('request');
  await insertAll(tx, 'subject_request', [
    {
      organisation_id: actor.organisation.id,
      id,
      child_id: childId,
      asked_on: asked.on,
      asked_by_words: asked.by,
      by: actor.id,
    },
  ]);
  await recordEvent(tx, actor, 'pack.asked', childId, { request: id });
  return id;
}

/** Closes a request; what it opened to the officer closes with it. False when it was closed already. */
export async function closeRequest(tx: Tx, actor: Actor, request: SubjectRequest, outcome: string): Promise<boolean> {
  const written = await insertAll(
    tx,
    'subject_request_closed',
    [{ organisation_id: actor.organisation.id, request_id: request.id, by: actor.id, outcome }],
    'on conflict do nothing',
  );
  if (written > 0) await recordEvent(tx, actor, 'pack.closed', request.childId, { request: request.id });
  return written > 0;
}

/** What was decided about words that speak of somebody else. */
export interface WordsDecision {
  readonly words: string;
  readonly decision: 'take out' | 'keep';
  readonly reason: string;
}

/** The decisions in force: of several about the same words, the latest. */
export async function decisions(tx: Tx, requestId: string): Promise<WordsDecision[]> {
  return rows<WordsDecision>(
    tx,
    sql`select distinct on (lower(words)) words, decision, reason from pack_words where request_id = ${requestId}
      order by lower(words), at desc, id desc`,
  );
}

export async function decide(tx: Tx, actor: Actor, request: SubjectRequest, said: WordsDecision): Promise<void> {
  await insertAll(tx, 'pack_words', [
    { organisation_id: actor.organisation.id, id: newId('words'), request_id: request.id, ...said, by: actor.id },
  ]);
  await recordEvent(tx, actor, 'pack.decided', request.childId, { request: request.id, decision: said.decision });
}
