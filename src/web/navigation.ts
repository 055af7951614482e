import { type Actor, isTheirWork, type Permission } from '../access/index.ts';

interface Item {
  readonly text: string;
  readonly href: string;
  readonly current: boolean;
}

const PAGES: readonly { text: string; href: string; permission: Permission }[] = [
  { text: 'Your record', href: '/me', permission: 'own-record' },
  { text: 'Find a home', href: '/searches', permission: 'search.read' },
  { text: 'Children', href: '/children', permission: 'child.read' },
  { text: 'Your team', href: '/team', permission: 'cover.write' },
  { text: 'Shared with us', href: '/shared', permission: 'shared.read' },
  { text: 'Returns', href: '/returns', permission: 'returns.check' },
  { text: 'Homes', href: '/homes', permission: 'home.read' },
  { text: 'Plan homes', href: '/plans', permission: 'plans.read' },
  { text: 'Indicators', href: '/indicators', permission: 'indicators.read' },
  { text: 'Sharing agreements', href: '/region/agreements', permission: 'region.read' },
  { text: 'Emergency openings', href: '/emergency/reviews', permission: 'oversight' },
  { text: 'Requests', href: '/requests', permission: 'oversight' },
  { text: 'Sealed records', href: '/sealed', permission: 'oversight' },
  { text: 'Keeping records', href: '/retention', permission: 'retention.read' },
  { text: 'Unusual looking', href: '/looks/unusual', permission: 'oversight' },
  { text: 'People and posts', href: '/people-and-posts', permission: 'posts.write' },
];

/** The pages this actor may open; none before somebody has been chosen. */
export function navigationFor(actor: Actor | null, url: string): Item[] {
  if (!actor) return [];
  return PAGES.filter((page) => isTheirWork(actor.role, page.permission)).map(({ text, href }) => ({
    text,
    href,
    current: url === href || url.startsWith(`${href}/`) || url.startsWith(`${href}?`),
  }));
}
