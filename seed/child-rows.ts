import { fromDayNumber, type SeededRandom, seededId } from '../src/kernel/index.ts';
import { episodesOf, latestYear, placeIn } from './episodes.ts';
import { at } from './moments.ts';
import { spellsOf } from './people.ts';
import type { Child } from './population.ts';
import type { WrittenStay } from './price-rows.ts';
import type { RowBox } from './rows.ts';
import type { Lives } from './simulate.ts';

export const CHILD_TABLES = ['child', 'child_identity'];
export const ADDRESS_TABLES = ['child_address'];
export const FAMILY_TABLES = ['brother_or_sister'];
export const STAY_TABLES = ['placement', 'placement_ended', 'episode'];

const FAITHS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  A: { Islam: 0.62, none: 0.2, Hinduism: 0.06, Sikhism: 0.06, Buddhism: 0.06 },
  B: { Christianity: 0.5, Islam: 0.28, none: 0.22 },
  O: { Islam: 0.6, none: 0.4 },
  W: { none: 0.68, Christianity: 0.32 },
  M: { none: 0.66, Christianity: 0.24, Islam: 0.1 },
};

/** Who a child is; identity and address in tables of their own. */
export function addChild(box: RowBox, child: Child): void {
  const random = child.random.fork('identity');
  const organisation_id = child.family.authority.id;
  const faith =
    child.family.ethnicity === 'NOBT' || random.chance(0.3)
      ? null
      : random.weighted(FAITHS[child.family.ethnicity[0] ?? 'W'] ?? { none: 1 });
  box.add('child', {
    organisation_id,
    id: child.id,
    return_id: child.returnId,
    sex: child.sex,
    ethnicity: child.family.ethnicity,
    faith: faith === 'none' ? 'No religion' : faith,
    unaccompanied: child.unaccompanied,
    created_at: at(child.entry, 9),
  });
  box.add('child_identity', {
    organisation_id,
    child_id: child.id,
    born: fromDayNumber(child.born),
    given_name: child.given,
    family_name: child.family.name,
    nhs_number: child.script === 'arrived yesterday' ? null : nhsNumber(random),
    upn: upnOf(child),
    born_estimated: false,
  });
  if (!child.unaccompanied) {
    const { home, hidden } = child.family;
    box.add('child_address', {
      organisation_id,
      child_id: child.id,
      kind: 'family home',
      postcode: home.postcode,
      lat: home.lat,
      long: home.long,
      confidential: hidden && child.exit === null,
      area: home.town,
    });
  }
}

/** Brothers and sisters of the same family, both ways round. */
export function addBrothersAndSisters(box: RowBox, child: Child): void {
  for (const other of child.family.children)
    if (other !== child)
      box.add('brother_or_sister', {
        organisation_id: child.family.authority.id,
        child_id: child.id,
        other_child_id: other.id,
      });
}

/** An NHS number in the range kept for tests (999), with its check digit. */
function nhsNumber(random: SeededRandom): string {
  for (;;) {
    const digits = `999${String(random.between(0, 999_999)).padStart(6, '0')}`;
    const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return `${digits}${check}`;
  }
}

const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** A pupil number of an authority that does not exist (999), or why there is none. */
export function upnOf(child: Child): string {
  const random = child.random.fork('pupil number');
  if (child.unaccompanied) return 'UN3';
  const digits = `999${String(random.between(0, 9999)).padStart(4, '0')}${String(random.between(0, 99_999)).padStart(5, '0')}`;
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index + 2), 0);
  return `${UPN_LETTERS[sum % 23]}${digits}`;
}

/**
 * Where a child has lived: homes as placements, and everything as the return's episodes.
 * @returns the placements
 */
export function addStays(
  box: RowBox,
  lives: Lives,
  child: Child,
  kept: ReadonlySet<string>,
  by: string,
): readonly WrittenStay[] {
  const written: WrittenStay[] = [];
  const organisation_id = child.family.authority.id;
  const random = child.random.fork('stays');
  for (const { spell, start, end } of spellsOf(child)) {
    if (!spell.home || !kept.has(spell.home.id)) continue;
    const id = seededId('pl', random);
    box.add('placement', {
      organisation_id,
      id,
      child_id: child.id,
      home_organisation_id: spell.home.provider.id,
      home_id: spell.home.id,
      started: fromDayNumber(start),
    });
    written.push({ id, spell: { ...spell, home: spell.home }, start, end });
    const ended = end ?? spell.endsSoon;
    if (ended === null) continue;
    box.add('placement_ended', {
      organisation_id,
      placement_id: id,
      ended: fromDayNumber(ended),
      reason: end === null ? 'CREQO' : spell.end === end ? spell.reason || child.rec : child.rec,
      at: at(Math.min(ended, lives.asOf - 2), 15),
      by,
    });
  }
  for (const episode of episodesOf(child, lives.asOf)) {
    const year = latestYear(episode, lives.asOf);
    const place = placeIn(year, episode.place);
    const scheduled = /^Z1[1-4]$/.test(place);
    box.add('episode', {
      organisation_id,
      child_id: child.id,
      decom: fromDayNumber(episode.start),
      rne: episode.rne,
      ls: episode.ls,
      cin: episode.cin,
      place,
      place_provider: scheduled ? null : episode.provider,
      dec: episode.end === null ? null : fromDayNumber(episode.end),
      rec: episode.rec,
      reason_place_change: episode.reason,
      home_post: episode.homePost,
      pl_post: episode.placePost,
      urn: scheduled ? null : episode.urn,
      import_id: importId(organisation_id, year),
      return_year: year,
    });
  }
  return written;
}

export function livingAt(child: Child, day: number): string {
  return spellsOf(child).findLast(({ start }) => start <= day)?.spell.living ?? 'other';
}

export function importId(organisation: string, year: number): string {
  return `made-up-${organisation}-${year}`;
}
