import { createHash } from 'node:crypto';

/** An event with every column of its row, each as text that both databases write alike (audit-store.ts). */
export interface AuditedEvent {
  readonly organisationId: string;
  readonly id: string;
  /** Microseconds since 1 January 1970, UTC. */
  readonly at: string;
  readonly actor: string;
  readonly kind: string;
  readonly subject: string;
  /** As the database writes its jsonb: exact numbers stay exact. */
  readonly detail: string;
  readonly aboutOrganisationId: string | null;
  readonly children: readonly string[];
  readonly fields: readonly string[];
  readonly purpose: string;
  readonly requestId: string;
  /** The transaction that wrote it. */
  readonly writtenIn: string;
  readonly salt: string;
}

/** Goes into every digest, so that a digest of another format is never taken for one of this. */
const FORMAT = 'homeward-event-1';

/**
 * The bytes that a digest is made of: one JSON array of texts, nulls and arrays of texts, without spaces, as RFC 8785
 * writes it. Two events that differ in any column differ here (docs/methods/audit.md).
 */
export function canonicalEvent(event: AuditedEvent): string {
  return JSON.stringify([
    FORMAT,
    event.organisationId,
    event.id,
    event.at,
    event.actor,
    event.kind,
    event.subject,
    event.detail,
    event.aboutOrganisationId,
    event.children,
    event.fields,
    event.purpose,
    event.requestId,
    event.writtenIn,
    event.salt,
  ]);
}

/** @returns the SHA-256 of the canonical bytes (UTF-8), in lower-case hexadecimal */
export function eventDigest(event: AuditedEvent): string {
  return createHash('sha256').update(canonicalEvent(event)).digest('hex');
}
