import { type Actor, mayDo, openedBy, relationshipsWith, saw } from '../access/index.ts';
import { first, rows, sql, type Tx } from '../db/index.ts';
import { daysBetween, inWords, type PlainDate } from '../kernel/index.ts';
import { ethnicityWords } from '../ssda903/index.ts';
import { ageWords, monthsBetween, possessive } from './child.ts';
import { type BrotherOrSister, brothersAndSisters, type ChildSummary, homesOfChild, oneChild } from './child-read.ts';
import { protectionOf } from './confidential-store.ts';
import { SEX_WORDS } from './facts.ts';
import { nameOf } from './people-pages.ts';
import { needsAHome, type Stay } from './where.ts';

/**
 * Everything the page about one child shows; null when there is no such child for the actor. What is closed to them is
 * left out, so that nobody takes it for not being known.
 */
export async function childPage(tx: Tx, actor: Actor, childId: string, today: PlainDate) {
  const child = await oneChild(tx, childId, today);
  if (!child) return null;
  const family = await brothersAndSisters(tx, childId, today);
  const homes = await homesOfChild(tx, childId, today);
  const parts = await openParts(tx, actor, childId);
  return {
    child,
    whose: possessive(child.name),
    age: ageWords(child.born, child.bornEstimated, today),
    sex: SEX_WORDS[child.sex],
    ethnicity: child.ethnicity ? ethnicityWords(child.ethnicity) : null,
    from: familyHomeWords(child),
    protection: await protectionOf(tx, childId),
    open: { ...parts, home: await homeOpens(tx, actor, child) },
    searches: parts.searches ? await openSearches(tx, childId) : [],
    family: family.map((other) => ({ id: other.id, name: nameOf(other, today), lives: livesWords(child, other) })),
    familyWaiting: family.filter((other) => needsAHome(other.standing)).map((other) => other.id),
    homes: homes.map((stay) => ({ ...stay, long: lengthOf(stay, today) })),
    needsAHome: needsAHome(child.standing),
  };
}

/** Which parts of the record, and which of its pages, are open to the actor. */
async function openParts(tx: Tx, actor: Actor, childId: string) {
  const having = await relationshipsWith(tx, childId);
  const reads = (part: Parameters<typeof openedBy>[2]) => openedBy(actor.role, having, part, 'read').length > 0;
  const writes = (part: Parameters<typeof openedBy>[2]) => openedBy(actor.role, having, part, 'write').length > 0;
  return {
    ...{ basics: reads('basics'), address: reads('address'), care: reads('care'), people: reads('people') },
    ...{ profile: reads('profile'), aboutMe: reads('about-me'), looks: reads('looks'), rights: reads('rights') },
    ...{ facts: writes('identity'), search: writes('search') },
    searches: reads('search') && actor.role !== 'child',
  };
}

/** Whether the page of the home the child lives in opens to the actor; an agency's does not to everybody who works here. */
async function homeOpens(tx: Tx, actor: Actor, { standing }: ChildSummary): Promise<boolean> {
  if (standing.is !== 'at-home' || standing.stay.homeId === null || !mayDo(actor.role, 'home.read')) return false;
  const { homeOrganisationId, homeId } = standing.stay;
  return (
    (await first(tx, sql`select id from home where organisation_id = ${homeOrganisationId} and id = ${homeId}`)) !==
    null
  );
}

/** The searches under way for a child, so that nobody asks for a home twice; as far as they are open to the actor. */
async function openSearches(tx: Tx, childId: string): Promise<readonly { id: string; neededBy: PlainDate }[]> {
  const found = await rows<{ id: string; neededBy: PlainDate }>(
    tx,
    sql`select s.id, s.needed_by as "neededBy" from search_child c
      join search s on s.organisation_id = c.organisation_id and s.id = c.search_id
      where c.child_id = ${childId} and not exists (select from search_closed x
        where x.organisation_id = s.organisation_id and x.search_id = s.id)
      order by s.needed_by, s.id`,
  );
  if (found.length > 0) saw(tx, [childId], 'search');
  return found;
}

const NO_POINT = {
  postcode: 'This postcode is not in the list of postcodes, so distances from family are shown as unknown.',
  town: 'Searches measure from the middle of the town, where they know it. A postcode is better.',
} as const;

/** The family home as staff may see it; a hidden one is on a page of its own, for the people named on it. */
function familyHomeWords({ familyHome }: ChildSummary): { readonly words: string; readonly note: string } {
  if (familyHome?.confidential) return { words: 'Not shown', note: '' };
  if (!familyHome || (!familyHome.postcode && !familyHome.area && familyHome.lat === null)) {
    return { words: 'Not known yet', note: 'Distances from family are shown as unknown.' };
  }
  const words = [familyHome.area, familyHome.postcode].filter(Boolean).join(', ') || 'Known on the map only';
  return {
    words,
    note: familyHome.lat === null ? NO_POINT[familyHome.postcode ? 'postcode' : 'town'] : '',
  };
}

function livesWords(child: ChildSummary, other: BrotherOrSister): string {
  if (other.standing.is === 'left') return 'Not in our care now';
  if (other.standing.is === 'needs-a-home') return 'Needs a home';
  const where = other.standing.stay.where;
  const lives = other.sameHome
    ? `In the same home as ${child.name}`
    : child.standing.is === 'at-home'
      ? `In another home: ${where}`
      : `In ${where}`;
  const { endsOn } = other.standing;
  return endsOn ? `${lives}, which ends on ${inWords(endsOn)}` : lives;
}

/** How long a stay lasted, in the largest whole units that say it well. */
export function lengthOf(stay: Pick<Stay, 'from' | 'to'>, today: PlainDate): string {
  const days = daysBetween(stay.from, stay.to ?? today);
  if (days < 1) return stay.to ? 'less than a day' : 'since today';
  if (days < 14) return days === 1 ? '1 day' : `${days} days`;
  if (days < 61) return `${Math.floor(days / 7)} weeks`;
  const months = monthsBetween(stay.from, stay.to ?? today);
  const years = Math.floor(months / 12);
  const parts = [
    ...(years ? [years === 1 ? '1 year' : `${years} years`] : []),
    ...(months % 12 ? [months % 12 === 1 ? '1 month' : `${months % 12} months`] : []),
  ];
  return parts.join(' ');
}
