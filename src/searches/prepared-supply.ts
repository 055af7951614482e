import { type HomeForSearch, homeForMatching, type MatchingHome } from '../homes/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { type Home, type PreparedHomes, prepareHomes, withChangedHouseholds } from '../matching/index.ts';
import { type AskedChild, siblingsAmongResidents } from './asked-child.ts';

type Homes = ReadonlyMap<string, HomeForSearch>;

/** The homes of one reading as the engine reads them for one day. */
interface Prepared {
  readonly list: readonly MatchingHome[];
  readonly prepared: PreparedHomes;
  /** The position of each home, by key. */
  readonly at: ReadonlyMap<string, number>;
  /** For a resident of `authority/child`, the home they live in. */
  readonly livesIn: ReadonlyMap<string, string>;
}

/** Searches ask for few different days at a time; each holds a few megabytes. */
const DAYS_KEPT = 6;
const kept = new WeakMap<Homes, Map<PlainDate, Prepared>>();

/**
 * The homes as the engine reads them for a search: prepared once for a reading and a day, then seen with the eyes of
 * this search. A child who is to move no longer counts among those who live there (their home stays in the list,
 * because the new plan may be to stay with more support), and brothers and sisters who live somewhere are known there.
 */
export function homesForSearch(homes: Homes, asked: readonly AskedChild[], neededBy: PlainDate): PreparedHomes {
  const { prepared, at, livesIn } = preparedFor(homes, neededBy);
  const siblings = siblingsAmongResidents(asked);
  const moving = new Set(asked.map(({ child }) => `${child.organisationId}/${child.id}`));
  const touched = new Set<string>();
  for (const resident of [...siblings.keys(), ...moving]) {
    const home = livesIn.get(resident);
    if (home) touched.add(home);
  }
  const changed = new Map<number, Home>();
  for (const key of touched) {
    const row = homes.get(key) as HomeForSearch;
    const residents = row.residents.filter((each) => !moving.has(`${each.authority}/${each.child}`));
    changed.set(at.get(key) as number, homeForMatching({ ...row, residents }, neededBy, siblings));
  }
  return withChangedHouseholds(prepared, changed);
}

function preparedFor(homes: Homes, neededBy: PlainDate): Prepared {
  const days = kept.get(homes) ?? new Map<PlainDate, Prepared>();
  kept.set(homes, days);
  const known = days.get(neededBy);
  if (known) return known;
  const list: MatchingHome[] = [];
  const at = new Map<string, number>();
  const livesIn = new Map<string, string>();
  for (const [key, row] of homes) {
    at.set(key, list.length);
    list.push(homeForMatching(row, neededBy));
    for (const each of row.residents) if (each.child) livesIn.set(`${each.authority}/${each.child}`, key);
  }
  const made = { list, prepared: prepareHomes(list), at, livesIn };
  days.set(neededBy, made);
  if (days.size > DAYS_KEPT) days.delete(days.keys().next().value as PlainDate);
  return made;
}
