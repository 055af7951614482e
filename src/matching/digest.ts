import { createHash } from 'node:crypto';
import { DOMAINS } from '../kernel/index.ts';
import type { Evaluation } from './evaluation.ts';
import type { Child, Home, Resident } from './matching-file.ts';
import { doubtAt, type PreparedHomes, skillAt } from './prepared-homes.ts';

/**
 * A fingerprint (SHA-256) of every fact that the ranking read, whatever the order of homes, children and residents,
 * and of no other: a fee, a sector or a field that the engine does not know leaves it as it is.
 */
export function digestOf({ children, homes, dates, options }: Evaluation): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([dates.asOf, dates.neededBy, options.schoolLimitMiles, options.confirmedWithinDays]));
  for (const { child } of children) hash.update(JSON.stringify(factsOfChild(child)));
  hash.update(digestOfHomes(homes));
  return hash.digest('hex');
}

const known = new WeakMap<PreparedHomes, string>();

/** Worked out once for homes that are ranked many times. Levels and evidence go in as numbers, which is quick. */
function digestOfHomes(homes: PreparedHomes): string {
  let digest = known.get(homes);
  if (digest === undefined) {
    const order = homes.inIdOrder();
    const levels = new Float64Array(order.length * DOMAINS.length * 3);
    let texts = '';
    let at = 0;
    for (const h of order) {
      for (let d = 0; d < DOMAINS.length; d++) {
        const here = skillAt(homes.size, h, d);
        levels[at++] = homes.skills[here]!;
        levels[at++] = doubtAt(homes, here);
        levels[at++] = homes.evidenceOn[here]!;
      }
      texts += factsOfHome(homes.homes[h]!);
    }
    digest = createHash('sha256').update(new Uint8Array(levels.buffer)).update(texts).digest('hex');
    known.set(homes, digest);
  }
  return digest;
}

function point(place: { lat: number; long: number } | null | undefined) {
  return place ? [place.lat, place.long] : null;
}

function factsOfChild(child: Child): unknown[] {
  return [
    child.id,
    child.age,
    child.sex,
    DOMAINS.map((domain) => child.needs?.[domain]?.level),
    point(child.from),
    point(child.school),
    child.school?.mustKeep,
    child.friends?.map(point),
    child.siblings?.map(point),
    child.avoid?.map((area) => [point(area), area.miles]),
    [child.suitability?.fostering, child.suitability?.residential, child.suitability?.supported],
    child.alongside,
    child.pets,
    child.adaptations,
    child.languages,
    child.interests,
    child.risksToOthers,
    child.secureOrder,
    child.matters,
  ];
}

/** Between facts, so that two neighbours never read as one. */
const NEXT = '\u001f';

/** Put together as text rather than through JSON, which takes three times as long for thousands of homes. */
function factsOfHome(home: Home): string {
  const { at, registered: terms, residents, roomsDetail } = home;
  // Null is a fact of its own for freeFrom: no room is free. Missing and null are the same everywhere else.
  const rooms = (roomsDetail ?? []).map(
    (room) =>
      `${room.freeFrom === null ? 'none' : (room.freeFrom ?? '')}${NEXT}${room.adapted ?? ''}${NEXT}${room.mayShare ?? ''}`,
  );
  const people = residents ? residents.map(factsOfResident).sort().join(NEXT) : 'unknown';
  const where = at ? `${at.lat}${NEXT}${at.long}` : '';
  const ages = terms ? `${terms.minAge ?? ''}${NEXT}${terms.maxAge ?? ''}${NEXT}${texts(terms.sexes)}` : '';
  return [
    home.id,
    home.kind,
    texts(home.connectedTo),
    where,
    home.rooms ?? '',
    home.freeFrom === null ? 'none' : (home.freeFrom ?? ''),
    home.confirmed ?? '',
    rooms.join(NEXT),
    ages,
    home.pets ?? '',
    home.adapted ?? '',
    texts(home.languages),
    texts(home.interests),
    people,
    '\n',
  ].join(NEXT + NEXT);
}

function factsOfResident(one: Resident): string {
  const flags = `${one.age ?? ''}${NEXT}${one.alongside ?? ''}${NEXT}${one.fostered ?? ''}`;
  return `${flags}${NEXT}${texts(one.risksToOthers)}${NEXT}${texts(one.siblingOf)}`;
}

function texts(list: readonly string[] | null | undefined): string {
  return list ? `${list.length}${NEXT}${list.join(NEXT)}` : 'unknown';
}
