import { createHash, randomBytes } from 'node:crypto';

/** A secret for a cookie or a link: 256 random bits. It is given away once; only its digest is kept. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret that is random enough by itself, so that a copy of the database opens nothing. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
