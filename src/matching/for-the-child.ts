import type { Reason } from './ranking.ts';

const remembered = new WeakMap<Reason, string>();

export function rememberReason(reason: Reason, forTheChild: string): void {
  remembered.set(reason, forTheChild);
}

/** The reason in words for the child to read; for a copied reason, its own words. */
export function forTheChild(reason: Reason): string {
  return remembered.get(reason) ?? reason.words;
}
