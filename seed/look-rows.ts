import { fromDayNumber, seededId } from '../src/kernel/index.ts';
import { socialWorkerOf } from './access-rows.ts';
import type { RowBox } from './rows.ts';
import type { Lives } from './simulate.ts';
import type { AuthorityStaff, Worker } from './staff.ts';
import type { Waiting } from './waiting.ts';

export const LOOK_TABLES = ['disclosure', 'disclosure_stage', 'event'];

/** Who has looked at the children for whom a home is asked, over the last days: so that the pages about it have something to show. */
export function addLooks(box: RowBox, lives: Lives, waiting: readonly Waiting[], staff: AuthorityStaff): void {
  for (const each of waiting) {
    for (const child of each.children) {
      const random = child.random.fork('looks');
      const look = (who: Worker, kind: string, purpose: string, day: number, minute: number, fields: string[]) =>
        box.add('event', {
          organisation_id: who.organisationId,
          id: seededId('ev', random),
          at: `${fromDayNumber(day)}T${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00Z`,
          actor: who.id,
          kind,
          subject: child.id,
          children: [child.id],
          fields,
          purpose,
          request_id: '',
        });
      const own = socialWorkerOf(child, staff);
      for (let back = 0; back < random.between(2, 6); back++) {
        const day = lives.asOf - random.between(1, 20);
        look(own, 'child.viewed', 'allocated', day, random.between(0, 500), ['identity', 'address', 'care']);
        if (random.chance(0.6))
          look(own, 'profile.saved', 'allocated', day, random.between(0, 500), ['identity', 'profile']);
      }
      const finder = random.pick(staff.homeFinders);
      look(finder, 'search.results', 'search', Math.max(each.asked, lives.asOf - 9), 30, ['identity', 'profile']);
      if (random.chance(0.5))
        look(random.pick(staff.reviewers), 'child.viewed', 'allocated', lives.asOf - 4, 200, ['identity', 'care']);
      if (random.chance(0.4))
        look(staff.outOfHours, 'child.viewed', 'authority', lives.asOf - 6, 700, ['identity', 'address']);
    }
  }
  addRefused(box, lives, staff);
}

/** One worker in each authority asked for records that are not theirs: a question for information governance. */
function addRefused(box: RowBox, lives: Lives, staff: AuthorityStaff): void {
  const curious = staff.socialWorkers.at(-1);
  if (!curious) return;
  const random = lives.random.fork(`refused ${curious.id}`);
  for (let turn = 0; turn < 7; turn++)
    box.add('event', {
      organisation_id: curious.organisationId,
      id: seededId('ev', random),
      at: `${fromDayNumber(lives.asOf - 3)}T19:${String(10 + turn).padStart(2, '0')}:00Z`,
      actor: curious.id,
      kind: 'child.viewed.refused',
      subject: seededId('ch', random),
      children: [],
      fields: [],
      purpose: '',
      request_id: '',
    });
}

const STAGES = ['summary', 'needs', 'identified'] as const;

/** Some searches have been shared with agencies, each at another stage. */
export function addShares(
  box: RowBox,
  lives: Lives,
  searches: readonly {
    readonly id: string;
    readonly organisationId: string;
    readonly asked: number;
    readonly by: string;
  }[],
  kept: ReadonlySet<string>,
): void {
  const agencies = lives.homes.filter(
    (home) =>
      kept.has(home.id) && !home.provider.authority && (home.kind === 'fostering' || home.kind === 'residential'),
  );
  for (const [index, search] of searches.entries()) {
    const random = lives.random.fork(`share of ${search.id}`);
    if (agencies.length === 0 || !random.chance(0.6)) continue;
    const home = random.pick(agencies);
    const id = seededId('ds', random);
    const when = `${fromDayNumber(Math.min(lives.asOf, search.asked + 1))}T06:30:00Z`;
    box.add('disclosure', {
      organisation_id: search.organisationId,
      id,
      search_id: search.id,
      provider_id: home.provider.id,
      home_id: home.id,
      at: when,
      by: search.by,
    });
    for (const stage of STAGES.slice(0, (index % STAGES.length) + 1))
      box.add('disclosure_stage', {
        organisation_id: search.organisationId,
        disclosure_id: id,
        stage,
        at: when,
        by: search.by,
      });
  }
}
