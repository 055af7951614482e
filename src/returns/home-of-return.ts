import { listedSector, nameOfUnknownProvider } from '../homes/index.ts';
import { CODE_LISTS, placeKind } from '../ssda903/index.ts';

type KindOfHome = 'residential' | 'supported' | 'secure';

const NAMES: Readonly<Record<KindOfHome, string>> = {
  residential: 'Children’s home',
  supported: 'Supported accommodation',
  secure: 'Secure children’s home',
};

/**
 * The kind of a home that an Ofsted number names, by PLACE code; null for all other codes. Foster homes are not among
 * them: there the number names the agency, and no column of the return says which household it was.
 */
export function kindOfHome(place: string): KindOfHome | null {
  const kind = placeKind(place);
  return kind === 'residential' || kind === 'supported' || kind === 'secure' ? kind : null;
}

/** PLACE codes of the homes that an Ofsted number names. */
export const PLACES_WITH_HOME: readonly string[] = [...new Set(CODE_LISTS.PLACE.map(({ code }) => code))].filter(
  (code) => kindOfHome(code) !== null,
);

/** An Ofsted number that is one, unlike XXXXXXX (a home that need not be registered). As a pattern for the database. */
export const OFSTED_NUMBER = '^(SC)?[0-9]{5,7}$';

/** The latest that episodes say about a home. */
export interface ToldHome {
  readonly urn: string;
  readonly place: string;
  readonly placeProvider: string | null;
}

/** What the Ofsted list says about it, where that list was imported. */
export interface Listing {
  readonly name: string;
  readonly provider: string | null;
  readonly sector: string | null;
}

export interface HomeOfReturn {
  readonly urn: string;
  readonly name: string;
  readonly kind: KindOfHome;
  readonly sector: 'authority' | 'voluntary' | 'private';
  /** Null: the authority's own. */
  readonly provider: string | null;
}

const SECTORS: Readonly<Record<string, HomeOfReturn['sector']>> = {
  PR1: 'authority',
  PR2: 'authority',
  PR4: 'private',
  PR5: 'voluntary',
};

/**
 * A home out of what a return says, under a neutral name unless the Ofsted list has its name. Null where neither says
 * who runs it (PLACE_PROVIDER blank, parents, or another public body): then it is not a home to be found by searchers.
 */
export function homeOfReturn(told: ToldHome, listing: Listing | null): HomeOfReturn | null {
  const kind = kindOfHome(told.place);
  const sector = listedSector(listing?.sector ?? null) ?? SECTORS[told.placeProvider ?? ''] ?? null;
  if (!kind || !sector) return null;
  const own = told.placeProvider === 'PR1' && sector === 'authority';
  return {
    urn: told.urn,
    name: listing?.name || `${NAMES[kind]} ${told.urn}`,
    kind,
    sector,
    provider: own ? null : listing?.provider || nameOfUnknownProvider(told.urn),
  };
}
