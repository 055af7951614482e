import { type HomeForSearch, homeForMatching, sameOnBothDays } from '../homes/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import {
  canBeRead,
  type Home,
  type PreparedHomes,
  prepareReadableHomes,
  withChangedHouseholds,
} from '../matching/index.ts';
import { type AskedChild, siblingsAmongResidents } from './asked-child.ts';

type Homes = ReadonlyMap<string, HomeForSearch>;

/** The homes of one reading as the engine reads them for the first day that was asked for, and for others since. */
interface Prepared {
  readonly day: PlainDate;
  readonly homes: PreparedHomes;
  /** The position of each home, by key; a home that cannot be read has none. */
  readonly at: ReadonlyMap<string, number>;
  /** For a resident of `authority/child`, the home they live in. */
  readonly livesIn: ReadonlyMap<string, string>;
  readonly otherDays: Map<PlainDate, Prepared>;
}

/** Another day costs the homes that differ on it, a few hundred of thousands; searches ask for a month or two of days. */
const DAYS_KEPT = 60;
const kept = new WeakMap<Homes, Prepared>();

/**
 * The homes as the engine reads them for a search: prepared once for a reading, then for the day, then seen with the
 * eyes of this search. A home of which something is said that the engine cannot read is left out (`homesNotRead`), so that
 * one wrong word about one home never keeps a child from all the others. A child who is to move no longer counts among those who live there (their home stays in the
 * list, because the new plan may be to stay with more support), and brothers and sisters who live somewhere are known
 * there.
 */
export function homesForSearch(homes: Homes, asked: readonly AskedChild[], neededBy: PlainDate): PreparedHomes {
  const first = kept.get(homes) ?? prepare(homes, neededBy);
  kept.set(homes, first);
  const prepared = onDay(homes, first, neededBy);
  const siblings = siblingsAmongResidents(asked);
  const moving = new Set(asked.map(({ child }) => `${child.organisationId}/${child.id}`));
  const changed = new Map<number, Home>();
  for (const resident of [...siblings.keys(), ...moving]) {
    const key = prepared.livesIn.get(resident);
    const at = key === undefined ? undefined : prepared.at.get(key);
    if (key === undefined || at === undefined) continue;
    const row = homes.get(key) as HomeForSearch;
    const residents = row.residents.filter((each) => !moving.has(`${each.authority}/${each.child}`));
    changed.set(at, homeForMatching({ ...row, residents }, neededBy, siblings));
  }
  return withChangedHouseholds(prepared.homes, changed);
}

/** The homes that were left out, because something that is said of them cannot be read. */
export function homesNotRead(homes: Homes, prepared: PreparedHomes): readonly HomeForSearch[] {
  if (prepared.size === homes.size) return [];
  const read = new Set(prepared.homes.map(({ id }) => id));
  return [...homes].filter(([key]) => !read.has(key)).map(([, row]) => row);
}

function onDay(homes: Homes, first: Prepared, wanted: PlainDate): Prepared {
  if (wanted === first.day) return first;
  const known = first.otherDays.get(wanted);
  if (known) return known;
  const made = changedOn(homes, first, wanted) ?? prepare(homes, wanted);
  first.otherDays.set(wanted, made);
  if (first.otherDays.size > DAYS_KEPT) first.otherDays.delete(first.otherDays.keys().next().value as PlainDate);
  return made;
}

/** Another day from the first; null where not the same homes can be read on both, which hangs on people's ages. */
function changedOn(homes: Homes, first: Prepared, wanted: PlainDate): Prepared | null {
  if (first.at.size < homes.size) return null;
  const changed = new Map<number, Home>();
  for (const [key, row] of homes) {
    if (sameOnBothDays(row, first.day, wanted)) continue;
    const home = homeForMatching(row, wanted);
    if (!canBeRead(home)) return null;
    changed.set(first.at.get(key) as number, home);
  }
  return { ...first, day: wanted, homes: withChangedHouseholds(first.homes, changed) };
}

function prepare(homes: Homes, day: PlainDate): Prepared {
  const list: Home[] = [];
  const livesIn = new Map<string, string>();
  for (const [key, row] of homes) {
    list.push(homeForMatching(row, day));
    for (const each of row.residents) if (each.child) livesIn.set(`${each.authority}/${each.child}`, key);
  }
  const prepared = prepareReadableHomes(list);
  const at = new Map(prepared.homes.map(({ id }, position) => [id, position]));
  return { day, homes: prepared, at, livesIn, otherDays: new Map() };
}
