import type { Alongside, Child, PetWish, Suitability } from './matching-file.ts';
import { HOME_KINDS } from './matching-file.ts';
import { onSphere, threeWays } from './prepared-homes.ts';

/** What the rules read about one child; NaN and -1 are unknown, as for homes. */
export interface ChildFacts {
  readonly child: Child;
  readonly id: string;
  readonly age: number;
  /** 1 girl, 2 boy, 0 unknown. */
  readonly sex: number;
  readonly adaptations: number;
  readonly secureOrder: number;
  readonly alongside: Alongside | null;
  readonly pets: PetWish;
  /** By kind of home; null where the kind is not the child's to suit (kinship, secure). */
  readonly suitability: readonly (Suitability | null)[];
  /** Null: nobody has said whether there are places to avoid. */
  readonly avoid: readonly AvoidArea[] | null;
}

export interface AvoidArea {
  readonly lat: number;
  readonly long: number;
  /** NaN: how far to stay away is unknown. */
  readonly miles: number;
  readonly at: readonly [number, number, number];
}

export function prepareChild(child: Child): ChildFacts {
  const suits = child.suitability;
  return {
    child,
    id: child.id,
    age: child.age ?? Number.NaN,
    sex: child.sex === 'female' ? 1 : child.sex === 'male' ? 2 : 0,
    adaptations: threeWays(child.adaptations),
    secureOrder: threeWays(child.secureOrder),
    alongside: child.alongside ?? null,
    pets: child.pets ?? 'unknown',
    suitability: HOME_KINDS.map((kind) =>
      kind === 'kinship' || kind === 'secure' ? null : (suits?.[kind] ?? 'unspecified'),
    ),
    avoid:
      child.avoid?.map((area) => ({
        lat: area.lat,
        long: area.long,
        miles: area.miles ?? Number.NaN,
        at: onSphere(area),
      })) ?? null,
  };
}
