import { milesBetween, type Place } from '../kernel/index.ts';
import { counted, type Drawing, inBothSizes, listed, type TableModel } from './drawing.ts';
import { drawMap, type MapPicture } from './map-drawing.ts';
import { onGrid } from './map-projection.ts';
import { BAND_WORDS, BANDS, type Band, PLACE_WORDS, type PlaceKind } from './map-shapes.ts';

export interface HomeOnMap {
  readonly id: string;
  /** null: the place is not known; the home stands in the table and not on the map. */
  readonly at: Place | null;
  readonly label: string;
  readonly band: Band;
  /** The number on the marker; without it, the home's position in the list, from 1. */
  readonly rank?: number;
}

export interface PlaceOnMap {
  readonly kind: PlaceKind;
  readonly at: Place;
  readonly label: string;
  /** For a place to avoid: how far around it. */
  readonly miles?: number;
}

export interface HomesMap {
  readonly homes: readonly HomeOnMap[];
  readonly places: readonly PlaceOnMap[];
  /** Towns and authorities, to find one's way. Public, so drawn where they are. */
  readonly areas?: readonly { readonly name: string; readonly at: Place }[];
}

/**
 * A map of homes and of the places that matter to a child, without tiles from elsewhere.
 * Every place of a person (homes, family, friends, places to avoid) is first moved to a grid of 0.02 degrees, and
 * distances are measured between the moved places: neither the drawing nor the table can tell an exact address, and
 * several distances together cannot either. So distances here are about; a list that needs them exact has its own.
 * Rings and distances start from the family home, or else from the school.
 */
export function homesMap(input: HomesMap): Drawing {
  const homes = input.homes.map((home, index) => ({
    ...home,
    at: onGrid(home.at),
    number: home.rank !== undefined && Number.isFinite(home.rank) ? home.rank : index + 1,
  }));
  const places = input.places.flatMap((place) => {
    const at = onGrid(place.at);
    const miles = place.kind === 'avoid' ? Math.min(500, Math.max(0, place.miles || 0)) : 0;
    return at === null ? [] : [{ ...place, at, miles }];
  });
  const origin = places.find(({ kind }) => kind === 'family') ?? places.find(({ kind }) => kind === 'school') ?? null;
  const map: MapPicture = {
    homes: homes
      .flatMap(({ at, band, number }) => (at === null ? [] : [{ at, band, number }]))
      .sort((a, b) => a.number - b.number)
      .map((home) => ({ ...home, number: String(home.number) })),
    places,
    areas: (input.areas ?? []).filter(({ at }) => onGrid(at) !== null),
    origin: origin?.at ?? null,
  };
  const words = inWords(homes, origin);
  return { svg: inBothSizes((size) => drawMap(map, size, words)), table: table(homes, places, origin), words };
}

type GridHome = Omit<HomeOnMap, 'at'> & { readonly at: Place | null; readonly number: number };
type GridPlace = PlaceOnMap & { readonly miles: number };

function table(homes: readonly GridHome[], places: readonly GridPlace[], origin: GridPlace | null): TableModel {
  const far = (at: Place | null) => (origin === null ? [] : [at === null ? 'not known' : about(origin.at, at)]);
  return {
    caption: 'Homes and places on the map (places are rounded to about a mile)',
    head: ['Number', 'Name', 'What it is', ...(origin === null ? [] : [`Miles from ${fromWords(origin)}, about`])],
    rows: [
      ...homes.map((home) => [String(home.number), home.label, BAND_WORDS[home.band], ...far(home.at)]),
      ...places.map((place) => ['', place.label, placeWords(place), ...(place === origin ? ['0'] : far(place.at))]),
    ],
  };
}

function placeWords({ kind, miles }: GridPlace): string {
  return kind === 'avoid' && miles > 0
    ? `${PLACE_WORDS.avoid}, ${counted(miles, 'mile', 'miles')} around`
    : PLACE_WORDS[kind];
}

function fromWords(origin: GridPlace): string {
  return origin.kind === 'family' ? 'the family home' : 'the school';
}

function about(a: Place, b: Place): string {
  const miles = Math.round(milesBetween(a, b));
  return miles < 1 ? 'under 1' : String(miles);
}

function inWords(homes: readonly GridHome[], origin: GridPlace | null): string {
  const known = homes.filter(({ at }) => at !== null);
  const bands = BANDS.map((band) => ({ band, count: known.filter((home) => home.band === band).length }))
    .filter(({ count }) => count > 0)
    .map(({ band, count }) => `${count} ${BAND_WORDS[band].toLowerCase()}`);
  const distances = known.flatMap(({ at }) => (at === null || origin === null ? [] : [milesBetween(origin.at, at)]));
  const nearest = distances.length === 0 ? undefined : Math.round(distances.reduce((a, b) => Math.min(a, b)));
  const near =
    nearest === undefined || origin === null
      ? ''
      : `; the nearest is ${nearest < 1 ? 'under a mile' : `about ${counted(nearest, 'mile', 'miles')}`} from ${fromWords(origin)}`;
  const missing = homes.length - known.length;
  const unknown =
    missing > 0 ? `; ${counted(missing, 'home is', 'homes are')} not on it, because the place is not known` : '';
  const many = known.length === 0 ? 'no homes' : `${counted(known.length, 'home', 'homes')} (${listed(bands)})`;
  return `Map of ${many}${near}${unknown}; positions are approximate, rounded to about a mile.`;
}
