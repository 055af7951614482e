import { createHash } from 'node:crypto';
import { DOMAINS } from '../kernel/index.ts';
import type { Evaluation } from './evaluation.ts';
import type { Child, Home } from './matching-file.ts';

/**
 * A fingerprint (SHA-256) of every fact that the ranking read, whatever the order of homes and children, and of no
 * other: a fee, a sector or a field that the engine does not know leaves it as it is.
 */
export function digestOf({ children, homes, dates, options }: Evaluation): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([dates.asOf, dates.neededBy, options.schoolLimitMiles, options.confirmedWithinDays]));
  for (const { child } of children) hash.update(JSON.stringify(factsOfChild(child)));
  for (const text of homes.homes.map((home) => JSON.stringify(factsOfHome(home))).sort()) hash.update(text);
  return hash.digest('hex');
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

function factsOfHome(home: Home): unknown[] {
  return [
    home.id,
    home.kind,
    home.connectedTo,
    point(home.at),
    home.rooms,
    // Null is a fact of its own here: no room is free.
    home.freeFrom === undefined ? 'unknown' : home.freeFrom,
    home.confirmed,
    home.roomsDetail?.map((room) => [
      room.freeFrom === undefined ? 'unknown' : room.freeFrom,
      room.adapted,
      room.mayShare,
    ]),
    [home.registered?.minAge, home.registered?.maxAge, home.registered?.sexes],
    DOMAINS.map((domain) => home.skills?.[domain]),
    DOMAINS.map((domain) => [home.evidence?.[domain]?.by, home.evidence?.[domain]?.on]),
    home.pets,
    home.adapted,
    home.languages,
    home.interests,
    home.residents
      ?.map((one) => JSON.stringify([one.age, one.alongside, one.risksToOthers, one.fostered, one.siblingOf]))
      .sort(),
  ];
}
