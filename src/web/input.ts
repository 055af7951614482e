import type { FastifyInstance } from 'fastify';
import { NotHere } from '../access/index.ts';
import { Refusal } from '../kernel/index.ts';

/** PostgreSQL holds no NUL in a text, so nothing that carries one can be meant: said in words before it gets that far. */
export function refuseUnreadableInput(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    if (hasNul(request.params) || hasNul(request.query)) throw new NotHere('There is nothing at this address.');
    refuseNul(request.body);
  });
}

/** @throws Refusal where a form holds a character that the database does not */
export function refuseNul(body: unknown): void {
  if (!hasNul(body)) return;
  throw new Refusal(
    'The text holds a character that cannot be kept. Go back, remove what was pasted and type it again.',
  );
}

function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, each]) => key.includes('\0') || hasNul(each));
}
