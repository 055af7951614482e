import { fromDayNumber, type SeededRandom, seededId } from '../src/kernel/index.ts';
import { socialWorkerOf } from './access-rows.ts';
import { at } from './moments.ts';
import type { Child } from './population.ts';
import type { RowBox } from './rows.ts';
import type { AuthorityStaff } from './staff.ts';
import type { Waiting } from './waiting.ts';

export const SEARCH_TABLES = ['search', 'search_child', 'search_worker'];

/** A home that is asked for, with the profile it was asked with. */
export function addSearch(
  box: RowBox,
  random: SeededRandom,
  each: Waiting,
  staff: AuthorityStaff,
  profiles: ReadonlyMap<string, string>,
): { readonly id: string; readonly organisationId: string; readonly asked: number; readonly by: string } {
  const organisation_id = each.children[0]?.family.authority.id as string;
  const id = seededId('sr', random);
  const by =
    each.emergency && random.chance(0.7)
      ? staff.outOfHours
      : random.chance(0.55)
        ? random.pick(staff.homeFinders)
        : socialWorkerOf(each.children[0] as Child, staff);
  box.add('search', {
    organisation_id,
    id,
    needed_by: fromDayNumber(each.needed),
    emergency: each.emergency,
    note: each.note,
    asked_at: at(each.asked, each.emergency ? 1 : 10),
    asked_by: by.id,
  });
  // Three of four have a home finder who works on them; the others wait for somebody to take them on.
  const finder = by.role === 'home-finder' ? by : random.pick(staff.homeFinders);
  if (each.children[0]?.script || by === finder || random.chance(0.75))
    box.add('search_worker', {
      organisation_id,
      search_id: id,
      actor_id: each.children[0]?.script ? (staff.homeFinders[0]?.id ?? finder.id) : finder.id,
      by: finder.id,
    });
  for (const child of each.children)
    box.add('search_child', {
      organisation_id,
      search_id: id,
      child_id: child.id,
      profile_id: profiles.get(child.id) as string,
    });
  return { id, organisationId: organisation_id, asked: each.asked, by: finder.id };
}

/** Who is asked first, as an authority sets it. */
export function searchOrder(
  organisation: string,
): { organisation_id: string; position: number; step: string; words: string }[] {
  return [
    { step: 'kinship', words: 'Family and friends' },
    { step: 'authority', words: 'Homes that authorities of the region run' },
    { step: 'voluntary', words: 'Voluntary agencies and charities' },
    { step: 'private', words: 'Independent agencies and companies' },
  ].map((each, index) => ({ organisation_id: organisation, position: index + 1, ...each }));
}
