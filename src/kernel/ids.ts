import { randomBytes } from 'node:crypto';
import type { SeededRandom } from './seeded-random.ts';

// Crockford's base 32: no I, L, O or U, so an id can be read out over the phone.
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new id: a short prefix that says what it names, and 80 random bits. Ids carry nothing about the person. */
export function newId(prefix: string): string {
  return `${prefix}_${Array.from(randomBytes(16), (byte) => LETTERS[byte & 31]).join('')}`;
}

/** The same form from a seeded stream, for the made-up region. */
export function seededId(prefix: string, random: SeededRandom): string {
  let id = `${prefix}_`;
  for (let i = 0; i < 16; i++) id += LETTERS[Math.floor(random.next() * 32)];
  return id;
}
