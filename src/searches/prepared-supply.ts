import { type HomeForSearch, homeForMatching, sameOnBothDays } from '../homes/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { type Home, type PreparedHomes, prepareHomes, withChangedHouseholds } from '../matching/index.ts';
import { type AskedChild, siblingsAmongResidents } from './asked-child.ts';

type Homes = ReadonlyMap<string, HomeForSearch>;

/** The homes of one reading as the engine reads them for the first day that was asked for, and for others since. */
interface Prepared {
  readonly day: PlainDate;
  readonly homes: PreparedHomes;
  /** The position of each home, by key. */
  readonly at: ReadonlyMap<string, number>;
  /** For a resident of `authority/child`, the home they live in. */
  readonly livesIn: ReadonlyMap<string, string>;
  readonly otherDays: Map<PlainDate, PreparedHomes>;
}

/** Another day costs the homes that differ on it, a few hundred of thousands; searches ask for a month or two of days. */
const DAYS_KEPT = 60;
const kept = new WeakMap<Homes, Prepared>();

/**
 * The homes as the engine reads them for a search: prepared once for a reading, then for the day, then seen with the
 * eyes of this search. A child who is to move no longer counts among those who live there (their home stays in the
 * list, because the new plan may be to stay with more support), and brothers and sisters who live somewhere are known
 * there.
 */
export function homesForSearch(homes: Homes, asked: readonly AskedChild[], neededBy: PlainDate): PreparedHomes {
  const prepared = kept.get(homes) ?? prepare(homes, neededBy);
  kept.set(homes, prepared);
  const siblings = siblingsAmongResidents(asked);
  const moving = new Set(asked.map(({ child }) => `${child.organisationId}/${child.id}`));
  const changed = new Map<number, Home>();
  for (const resident of [...siblings.keys(), ...moving]) {
    const key = prepared.livesIn.get(resident);
    if (!key) continue;
    const row = homes.get(key) as HomeForSearch;
    const residents = row.residents.filter((each) => !moving.has(`${each.authority}/${each.child}`));
    changed.set(prepared.at.get(key) as number, homeForMatching({ ...row, residents }, neededBy, siblings));
  }
  return withChangedHouseholds(onDay(homes, prepared, neededBy), changed);
}

function onDay(homes: Homes, { day, homes: first, at, otherDays }: Prepared, wanted: PlainDate): PreparedHomes {
  if (wanted === day) return first;
  const known = otherDays.get(wanted);
  if (known) return known;
  const changed = new Map<number, Home>();
  for (const [key, row] of homes) {
    if (!sameOnBothDays(row, day, wanted)) changed.set(at.get(key) as number, homeForMatching(row, wanted));
  }
  const made = withChangedHouseholds(first, changed);
  otherDays.set(wanted, made);
  if (otherDays.size > DAYS_KEPT) otherDays.delete(otherDays.keys().next().value as PlainDate);
  return made;
}

function prepare(homes: Homes, day: PlainDate): Prepared {
  const list: Home[] = [];
  const at = new Map<string, number>();
  const livesIn = new Map<string, string>();
  for (const [key, row] of homes) {
    at.set(key, list.length);
    list.push(homeForMatching(row, day));
    for (const each of row.residents) if (each.child) livesIn.set(`${each.authority}/${each.child}`, key);
  }
  return { day, homes: prepareHomes(list), at, livesIn, otherDays: new Map() };
}
