import { type Drawing, type HomesMap, homesMap } from '../charts/index.ts';
import type { Place } from '../kernel/index.ts';
import type { HomeCard } from './home-card.ts';
import type { WorkedSearch } from './ranking-of.ts';
import { townsOf } from './towns.ts';

/** The homes of one page on a map, with the places that matter to the children. The map rounds every point itself. */
export function mapOf({ homes, asked, children }: WorkedSearch, cards: readonly HomeCard[]): Drawing | null {
  const shown = cards.flatMap((card) => {
    const at = pointOf(homes.get(card.key));
    return at ? [{ id: card.key, at, label: card.name, band: card.band, rank: card.rank }] : [];
  });
  if (shown.length === 0) return null;
  const places = asked.flatMap(({ child, profile }): HomesMap['places'][number][] => {
    const family = child.familyHome?.confidential || child.unaccompanied ? null : pointOf(child.familyHome);
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
  return homesMap({ homes: shown, places: onePlaceEach(places), areas: townsOf(homes) });
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
