import type { FastifyRequest } from 'fastify';
import { type Database, first, sql, type Tx } from '../db/index.ts';
import { Refusal } from '../kernel/index.ts';
import { openedBy } from './decide.ts';
import { recordLook } from './event.ts';
import { collectLooks, type Looks } from './looks.ts';
import { classOf } from './policy.ts';
import type { Relationship } from './record-classes.ts';
import { askRelationships, relationshipsIn } from './relationships.ts';
import { NotHere, type RoomServices } from './request.ts';

const NOT_OPEN =
  'This record is not here, or it is not open to you. If you need it for your work, ask the child’s social worker or your manager.';

/**
 * The only way a room's page reaches the data: as the signed-in person, in one transaction, in which the route's policy
 * is held against the relationship with the child of the address, and what was read is put on record. When the record
 * cannot be written the whole transaction fails and nothing is shown.
 */
export function recordedWork(database: Database): RoomServices['work'] {
  return async (request, work) => {
    if (request.tokenAwaited) throw new Error(`${request.routeOptions.url} works before it has taken its form`);
    try {
      const needed = classNeeded(request);
      const pageWork = async (tx: Tx, found: readonly unknown[]) => {
        const looks = collectLooks(tx);
        const purpose = needed ? through(request, needed, relationshipsIn(found)) : '';
        request.openUntil = purpose === 'break-glass' ? await openUntil(tx, request) : null;
        const result = await work(tx);
        await put(tx, request, looks, purpose);
        return result;
      };
      return await database.asActor(
        request.actor.id,
        pageWork,
        needed ? askRelationships(childOf(request)) : undefined,
      );
    } catch (error) {
      if (error instanceof NotHere) await putRefused(database, request, error.asked || recordOf(request));
      throw error;
    }
  };
}

/**
 * The first half of the same, for what has to be decided before a request is read any further: whether the child of the
 * address is open to the sender at all. Nothing is looked at, so that only a refusal goes on record.
 * @throws NotHere where it is not
 */
export function openBefore(database: Database): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    try {
      const needed = classNeeded(request);
      if (!needed) return;
      const decide = async (_: Tx, found: readonly unknown[]) => through(request, needed, relationshipsIn(found));
      await database.asActor(request.actor.id, decide, askRelationships(childOf(request)));
    } catch (error) {
      if (error instanceof NotHere) await putRefused(database, request, error.asked || recordOf(request));
      throw error;
    }
  };
}

/**
 * Puts on record that a role which never does this work asked for a record by its address, whether it is there or not:
 * one row for the request, as for a relationship that is missing. Addresses that name no record leave none.
 */
export function refusedByRole(database: Database): (request: FastifyRequest) => Promise<void> {
  return (request) => putRefused(database, request, recordOf(request));
}

type ClassNeeded = NonNullable<ReturnType<typeof classOf>>;

/** What a relationship with the child of the address has to open; null for pages about no child, or that need none. */
function classNeeded(request: FastifyRequest): ClassNeeded | null {
  const { permission } = request.routeOptions.config;
  return (permission && childOf(request) !== '' && classOf(permission)) || null;
}

/** @returns the relationships that open the child of the address, in words of the record. @throws NotHere: none does */
function through(request: FastifyRequest, needed: ClassNeeded, having: readonly Relationship[]): string {
  const opening = openedBy(request.actor.role, having, needed.class, needed.way);
  if (opening.length === 0) throw new NotHere(NOT_OPEN);
  return opening.join(' ');
}

/** A record that is open in need says so on each of its pages. */
async function openUntil(tx: Tx, request: FastifyRequest): Promise<Date | null> {
  const found = await first<{ until: Date }>(
    tx,
    sql`select max(until_at) as until from break_glass where actor_id = ${request.actor.id} and child_id = ${childOf(request)}`,
  );
  return found?.until ?? null;
}

function childOf(request: FastifyRequest): string {
  return param(request, 'childId');
}

/** What of a child an address can name, the child first. */
const RECORDS = ['childId', 'searchId', 'disclosureId', 'requestId', 'openingId', 'addressId'];

/** The record that the address names; empty for pages that are about none. */
function recordOf(request: FastifyRequest): string {
  return RECORDS.map((name) => param(request, name)).find((id) => id !== '') ?? '';
}

function param(request: FastifyRequest, name: string): string {
  const { [name]: value } = (request.params ?? {}) as Record<string, unknown>;
  return typeof value === 'string' ? value : '';
}

async function put(tx: Tx, request: FastifyRequest, looks: Looks, purpose: string): Promise<void> {
  const child = childOf(request);
  if (child !== '') looks.children.add(child);
  const { audit } = request.routeOptions.config;
  if (!audit) throw new Refusal('This page does not say what looking at it is, so it cannot be put on record.');
  // A form that was sent and not taken shows the record again; it has written nothing, and the record says so.
  const kind = request.method === 'GET' || request.method === 'HEAD' ? audit : `${audit}.not-taken`;
  await recordLook(
    tx,
    request.actor,
    {
      kind,
      subject: recordOf(request) || param(request, 'homeId'),
      purpose,
      requestId: request.id,
    },
    looks,
  );
}

/**
 * Somebody asked for a record that is closed to them: also on record, as an attempt that showed nothing. The row is the
 * same for a record that is not there, so that neither the answer nor their own list of looks tells which it was.
 */
async function putRefused(database: Database, request: FastifyRequest, asked: string): Promise<void> {
  if (asked === '') return;
  const kind = `${request.routeOptions.config.audit}.refused`;
  await database.asActor(request.actor.id, (tx) =>
    recordLook(
      tx,
      request.actor,
      { kind, subject: asked.slice(0, 100), purpose: '', requestId: request.id },
      { children: new Set(), fields: new Set(), elsewhere: new Map(), writes: [] },
    ),
  );
}
