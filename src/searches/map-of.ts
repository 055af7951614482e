import { type Drawing, type HomesMap, homesMap } from '../charts/index.ts';
import type { HomeForSearch } from '../homes/index.ts';
import type { Place } from '../kernel/index.ts';
import type { HomeCard } from './home-card.ts';
import type { WorkedSearch } from './ranking-of.ts';

/** The homes of one page on a map, with the places that matter to the children. The map rounds every point itself. */
export function mapOf({ homes, asked, children }: WorkedSearch, cards: readonly HomeCard[]): Drawing | null {
  const shown = cards.flatMap((card) => {
    const at = pointOf(homes.get(card.key));
    return at ? [{ id: card.key, at, label: card.name, band: card.band, rank: card.rank }] : [];
  });
  if (shown.length === 0) return null;
  const places = asked.flatMap(({ child, profile }): HomesMap['places'][number][] => {
    const family = child.familyHome?.confidential ? null : pointOf(child.familyHome);
    const siblings = children.find((each) => each.id === child.id)?.siblings ?? [];
    return [
      ...(family ? [{ kind: 'family' as const, at: family, label: `${child.name}: family home` }] : []),
      ...(profile?.school ? [{ kind: 'school' as const, at: profile.school, label: `${child.name}: school` }] : []),
      ...(profile?.friends ?? []).map((at) => ({ kind: 'friend' as const, at, label: `${child.name}: a friend` })),
      ...siblings.map((at) => ({
        kind: 'brother-or-sister' as const,
        at,
        label: `${child.name}: a brother or sister`,
      })),
      ...(profile?.avoid ?? []).map((at) => ({ kind: 'avoid' as const, at, label: 'Place to avoid', miles: at.miles })),
    ];
  });
  return homesMap({ homes: shown, places: onePlaceEach(places), areas: areasOf(homes) });
}

function pointOf(at: { readonly lat: number | null; readonly long: number | null } | null | undefined): Place | null {
  return at && at.lat !== null && at.long !== null ? { lat: at.lat, long: at.long } : null;
}

/** Brothers and sisters share a home and often a school: one mark each is enough. */
function onePlaceEach<P extends { readonly kind: string; readonly at: Place }>(places: readonly P[]): P[] {
  const seen = new Map<string, P>();
  for (const place of places) {
    const key = `${place.kind} ${place.at.lat.toFixed(3)} ${place.at.long.toFixed(3)}`;
    if (!seen.has(key)) seen.set(key, place);
  }
  return [...seen.values()];
}

/** Fewer homes would give away where one of them is. */
const HOMES_TO_NAME_AN_AREA = 5;
/** By reading of the region: every page of it draws the same towns. */
const areas = new WeakMap<ReadonlyMap<string, HomeForSearch>, { name: string; at: Place }[]>();

/** Towns by name, each in the middle of its homes: the system holds no map of its own. */
function areasOf(homes: ReadonlyMap<string, HomeForSearch>): { name: string; at: Place }[] {
  const known = areas.get(homes);
  if (known) return known;
  const byArea = new Map<string, { lat: number; long: number; count: number }>();
  for (const home of homes.values()) {
    const at = pointOf(home);
    if (!at || !home.area) continue;
    const area = byArea.get(home.area) ?? { lat: 0, long: 0, count: 0 };
    byArea.set(home.area, { lat: area.lat + at.lat, long: area.long + at.long, count: area.count + 1 });
  }
  const found = [...byArea]
    .filter(([, area]) => area.count >= HOMES_TO_NAME_AN_AREA)
    .map(([name, { lat, long, count }]) => ({ name, at: { lat: lat / count, long: long / count } }));
  areas.set(homes, found);
  return found;
}
