import { fromDayNumber, type SeededRandom, seededId } from '../src/kernel/index.ts';
import { at } from './moments.ts';
import type { Child } from './population.ts';
import type { RowBox } from './rows.ts';
import { inCare, type Lives } from './simulate.ts';
import { type AuthorityStaff, addPeople, personName, type Worker, worker } from './staff.ts';

/** In the order in which they can be inserted; after the children. */
export const ACCESS_TABLES = [
  'account',
  'actor',
  'allocation',
  'allocation_ended',
  'record_sealed',
  'record_named',
  'break_glass',
  'break_glass_review',
];

/** How many children of each authority have an account of their own, with a parent and an advocate beside some. */
const CHILDREN_WHO_SIGN_IN = 4;
const OLD_ENOUGH = 11 * 365;

/** The social worker of a family: brothers and sisters share one, so that nobody tells the story twice. */
export function socialWorkerOf(child: Child, staff: AuthorityStaff): Worker {
  const eldest = child.family.children[0] ?? child;
  return eldest.random.fork('social worker').pick(staff.socialWorkers);
}

/** Who works with each child who is in care, and the few records of an authority that are sealed or were opened in need. */
export function addAllocations(box: RowBox, lives: Lives, children: readonly Child[], staff: AuthorityStaff): void {
  const here = children.filter((child) => inCare(child, lives.asOf));
  for (const child of children) {
    if (!here.includes(child)) continue;
    const random = child.random.fork('allocations');
    const allocate = (to: Worker, relation: string, from = child.entry + 1) =>
      box.add('allocation', {
        organisation_id: child.family.authority.id,
        id: seededId('al', random),
        child_id: child.id,
        actor_id: to.id,
        relation,
        from_at: at(Math.min(from, lives.asOf - 1), 9),
        by: staff.teams.find((team) => team.id === to.team)?.manager.id ?? staff.teams[0]?.manager.id,
      });
    // A few are between two social workers: a manager has to see them and choose.
    if (child.script || !random.chance(0.02)) allocate(socialWorkerOf(child, staff), 'social worker');
    allocate(random.fork('iro').pick(staff.reviewers), 'independent reviewing officer', child.entry + 5);
    if (random.chance(0.06)) allocate(staff.advocate, 'advocate', lives.asOf - 90);
    if (random.chance(0.05)) allocate(staff.partner, 'partner', lives.asOf - 60);
    if (random.chance(0.03)) allocate(staff.familyHelp, 'family help lead', lives.asOf - 200);
    if (random.chance(0.04)) allocate(staff.supervising, 'supervising social worker', lives.asOf - 100);
    if (random.chance(0.05)) allocate(staff.headOfSchool, 'virtual school', lives.asOf - 120);
    if (child.born > lives.asOf - 4 * 365 && random.chance(0.2))
      allocate(staff.adoption, 'adoption worker', lives.asOf - 30);
  }
  addChildrenWhoSignIn(box, lives, here, staff);
  addSealed(box, lives, here, staff);
  addOpenedInNeed(box, lives, here, staff);
}

function addChildrenWhoSignIn(box: RowBox, lives: Lives, here: readonly Child[], staff: AuthorityStaff): void {
  const [first] = here;
  if (!first) return;
  const { authority } = first.family;
  const random = lives.random.fork(`children of ${authority.index} who sign in`);
  const old = here.filter((child) => lives.asOf - child.born > OLD_ENOUGH && !child.unaccompanied);
  const chosen = [...old.filter((child) => child.script), ...old.filter((child) => !child.script)];
  for (const [index, child] of chosen.slice(0, CHILDREN_WHO_SIGN_IN).entries()) {
    const own = random.fork(String(index));
    const self = worker(own.fork('child'), authority.id, 'child', { name: child.given });
    const parent = worker(own.fork('parent'), authority.id, 'parent', {
      name: personName(own.fork('parent name'), child.family.name),
    });
    addPeople(box, [self, parent], at(lives.asOf - 30, 9));
    for (const [to, relation] of [
      [self, 'self'],
      [parent, 'parent'],
    ] as const)
      box.add('allocation', {
        organisation_id: authority.id,
        id: seededId('al', own),
        child_id: child.id,
        actor_id: to.id,
        relation,
        from_at: at(lives.asOf - 30, 9),
        by: socialWorkerOf(child, staff).id,
      });
  }
}

/** One record in each authority belongs to the family of somebody who works there. */
function addSealed(box: RowBox, lives: Lives, here: readonly Child[], staff: AuthorityStaff): void {
  const alone = here.filter(
    (child) =>
      child.family.children.length === 1 &&
      !child.script &&
      !lives.waiting.some((each) => each.children.includes(child)),
  );
  const child = alone[Math.floor(alone.length / 2)];
  if (!child) return;
  const organisation_id = child.family.authority.id;
  const when = at(lives.asOf - 40, 11);
  box.add('record_sealed', {
    organisation_id,
    child_id: child.id,
    at: when,
    by: staff.governance.id,
    why: "staff member's family",
  });
  for (const named of [socialWorkerOf(child, staff), staff.teams[0]?.manager as Worker])
    box.add('record_named', {
      organisation_id,
      child_id: child.id,
      actor_id: named.id,
      at: when,
      by: staff.governance.id,
    });
}

/** Two records were opened without a relationship: one review is closed, the other waits for information governance. */
function addOpenedInNeed(box: RowBox, lives: Lives, here: readonly Child[], staff: AuthorityStaff): void {
  const reasons = [
    'Duty call from the police at night: the child was found alone at the station, the allocated worker does not answer.',
    'The carer rang the office because of a hospital admission, and the social worker is on leave.',
  ];
  for (const [index, reason] of reasons.entries()) {
    const child = here[(index + 1) * Math.floor(here.length / 3)];
    const finder = staff.homeFinders[index % staff.homeFinders.length];
    if (!child || !finder) continue;
    const random: SeededRandom = child.random.fork('opened in need');
    const day = lives.asOf - 12 + index * 10;
    const organisation_id = child.family.authority.id;
    const id = seededId('bg', random);
    box.add('break_glass', {
      organisation_id,
      id,
      child_id: child.id,
      actor_id: finder.id,
      reason,
      at: `${fromDayNumber(day)}T16:00:00Z`,
      until_at: `${fromDayNumber(day)}T20:00:00Z`,
    });
    if (index > 0) continue;
    box.add('break_glass_review', {
      organisation_id,
      break_glass_id: id,
      at: at(day + 2, 10),
      by: staff.governance.id,
      outcome: 'appropriate',
      note: 'Spoke to the worker and to the duty manager; the call is in the log of the night.',
      closed: true,
    });
  }
}
