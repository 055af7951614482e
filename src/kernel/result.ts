/** An answer that may be a refusal: callers must look before they use the value. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function refused<E>(problem: E): { readonly ok: false; readonly problem: E } {
  return { ok: false, problem };
}

/** A refusal in words that a person can act on; commands print it and exit 1, pages show it. Never a fault of ours. */
export class Refusal extends Error {
  override name = 'Refusal';
}
