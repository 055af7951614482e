import { type Place, type SeededRandom, seededId } from '../src/kernel/index.ts';
import {
  AUTHORITY_ENDINGS,
  FIRST_AUTHORITIES,
  FIRST_REGION_NAME,
  PLACE_BEGINNINGS,
  REGION_NAMES,
  TOWN_ENDINGS,
} from './place-names.ts';
import type { Size } from './sizes.ts';

export interface Spot extends Place {
  readonly postcode: string;
  readonly town: string;
}

export interface Authority {
  readonly index: number; // in its region
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** In the form of an ONS code, in a range that is not used. */
  readonly code: string;
  /** In the form of an Ofsted number: its fostering service. */
  readonly fosteringUrn: string;
  readonly share: number;
  readonly at: Place;
  readonly towns: readonly string[];
  readonly spots: readonly Spot[];
}

export interface Geography {
  readonly regionId: string;
  readonly regionName: string;
  readonly authorities: readonly Authority[];
}

/** Middles of the made-up regions: inland points of England, so that a map looks like land. */
const MIDDLES: readonly Place[] = [
  { lat: 53.42, long: -1.95 },
  { lat: 54.62, long: -1.75 },
  { lat: 52.55, long: -1.95 },
  { lat: 53.75, long: -1.1 },
  { lat: 51.15, long: -2.75 },
  { lat: 54.15, long: -2.35 },
  { lat: 51.3, long: -1.2 },
  { lat: 52.95, long: -0.95 },
  { lat: 51.15, long: -0.25 },
  { lat: 52.25, long: 0.7 },
  { lat: 51.95, long: -2.2 },
  { lat: 51.95, long: -0.35 },
  { lat: 50.75, long: -3.7 },
];

const MILES_A_DEGREE = 69.05;

function moved(from: Place, east: number, north: number): Place {
  const lat = from.lat + north / MILES_A_DEGREE;
  return { lat: round(lat), long: round(from.long + east / (MILES_A_DEGREE * Math.cos((lat * Math.PI) / 180))) };
}

function round(degrees: number): number {
  return Math.round(degrees * 100_000) / 100_000;
}

/** Area letters that no postcode has: Royal Mail begins none with Q, V or X. */
function areaLetters(number: number): string {
  const second = 'ABDEFGHJKLNPRSTUWYZ';
  return `${'QVX'[number % 3]}${second[Math.floor(number / 3) % second.length]}`;
}

const INWARD = [...'ABDEFGHJLNPQRSTUWXYZ'];

/** Draws the map of one region: authorities, towns, and postcodes with their points. */
export function drawRegion(random: SeededRandom, number: number, size: Size): Geography {
  const middle = MIDDLES[number % MIDDLES.length] as Place;
  const written = number === 0 ? FIRST_AUTHORITIES.slice(0, size.authorities) : [];
  const used = new Set(FIRST_AUTHORITIES.flatMap((each) => [each.name, ...each.towns]));
  const spread = 34 * Math.sqrt(size.authorities / 12);
  const authorities: Authority[] = [];
  for (let index = 0; index < size.authorities; index++) {
    const part = random.fork(`authority ${index}`);
    const given = written[index];
    const name = given?.name ?? newName(part, AUTHORITY_ENDINGS, used);
    const angle = (index / size.authorities) * 2 * Math.PI + part.next();
    const out = spread * Math.sqrt(0.15 + 0.85 * part.next());
    const at = given
      ? moved(middle, given.east, given.north)
      : moved(middle, out * Math.cos(angle) * 0.9, out * Math.sin(angle) * 0.75);
    const towns = given?.towns ?? [name, ...Array.from({ length: 7 }, () => newName(part, TOWN_ENDINGS, used))];
    const reach = given?.reach ?? 4 + 5 * part.next();
    const place = number * size.authorities + index;
    authorities.push({
      index,
      id: seededId('org', part),
      name,
      title: given?.title ?? title(name, part),
      code: `E099${String(99_001 + place).padStart(5, '0')}`,
      fosteringUrn: `SC9${String(10_001 + place * 7).padStart(5, '0')}`,
      share: given?.share ?? 0.5 + part.next(),
      at,
      towns,
      spots: postcodes(
        part,
        place,
        at,
        towns,
        reach,
        Math.max(24, Math.round((size.children / size.authorities) * 1.6)),
      ),
    });
  }
  const whole = authorities.reduce((sum, each) => sum + each.share, 0);
  return {
    regionId: seededId('org', random.fork('region')),
    regionName: number === 0 ? FIRST_REGION_NAME : (REGION_NAMES[number % REGION_NAMES.length] as string),
    authorities: authorities.map((each) => ({ ...each, share: each.share / whole })),
  };
}

function title(name: string, random: SeededRandom): string {
  if (name.endsWith('shire')) return `${name} County Council`;
  return `${name} ${random.pick(['Council', 'Borough Council', 'Metropolitan Borough Council'])}`;
}

function newName(random: SeededRandom, endings: readonly string[], used: Set<string>): string {
  for (;;) {
    const name = random.pick(PLACE_BEGINNINGS) + random.pick(endings);
    if (used.has(name) || /(.)\1\1/.test(name) || REAL_SOUNDING.test(name)) continue;
    used.add(name);
    return name;
  }
}

/** Joined names that happen to be real places large enough to be known. */
const REAL_SOUNDING =
  /^(Warrenton|Warrington|Barham|Barton|Barford|Barnsley|Calderdale|Rushmoor|Rushcliffe|Corby|Cranford|Cranborough|Fenton|Fenwick|Ravensthorpe|Cranley|Wainfleet|Thornbury|Thornton|Rushden|Hazelwell|Oakenshaw|Swaledale|Pelton|Carlton|Carlford|Bramley|Bramford|Brambury|Bramham|Barby|Barrowby|Hallowell|Hobby|Kettleby|Larkfield|Marlborough|Marlham|Marlby|Meadowfield|Otterburn|Roseby.*|Silverdale|Silverton|Wolds?worth|Willowfield|Winterton|Winterborough|Tarnby|Skelton|Skelby|Corndale|Reedham|Reedley|Reedford|Becktown|Beckham|Beckton|Beckford|Beckley|Beckwell)$/;

function postcodes(
  random: SeededRandom,
  place: number,
  at: Place,
  towns: readonly string[],
  reach: number,
  count: number,
): Spot[] {
  const area = areaLetters(Math.floor(place / 8));
  const first = (place % 8) * 12 + 1;
  const spots: Spot[] = [];
  const used = new Set<string>();
  towns.forEach((town, index) => {
    const angle = (index / towns.length) * 2 * Math.PI + random.next() * 0.8;
    const out = index === 0 ? 0 : reach * (0.45 + 0.6 * random.next());
    const middle = moved(at, out * Math.cos(angle), out * Math.sin(angle));
    const here = index === 0 ? Math.ceil(count * 0.3) : Math.ceil((count * 0.7) / (towns.length - 1));
    for (let made = 0; made < here; ) {
      const postcode = `${area}${first + index} ${random.between(0, 9)}${random.pick(INWARD)}${random.pick(INWARD)}`;
      if (used.has(postcode)) continue;
      used.add(postcode);
      made++;
      spots.push({ postcode, town, ...moved(middle, random.normal(0, 0.7), random.normal(0, 0.7)) });
    }
  });
  return spots;
}
