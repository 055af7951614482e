import type { HomeKind } from '../kernel/index.ts';
import type { PlanningScope } from '../planning/index.ts';
import type { Kind } from '../sufficiency/index.ts';

/** Whether a stay is paid for by one of the authorities of a scope. */
export function isOfScope({ authority }: { readonly authority: string }, scope: PlanningScope): boolean {
  return scope.authorities.some(({ id }) => id === authority);
}

/** The kind of home of a forecast: relatives who are approved count as fostering, secure homes as children's homes. */
export function kindOfHome(kind: HomeKind): Kind {
  return kind === 'kinship' ? 'fostering' : kind === 'secure' ? 'residential' : kind;
}
