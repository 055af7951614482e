import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, NotHere, type Permission, policy, ROLES, type RoomServices } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { englandDate } from '../kernel/index.ts';
import { type FormError, type Typed, typed } from '../ui/index.ts';
import { oneChild } from './child-read.ts';
import {
  addReason,
  changeHidden,
  endReason,
  hideAddress,
  mustSee,
  namePerson,
  unnamePerson,
} from './confidential-actions.ts';
import { type HiddenSubject, type NamedPerson, WHY_HIDDEN, WHY_WORDS } from './confidential-address.ts';
import { readDetails, readEnding, readHideForm, typedHide } from './confidential-form.ts';
import { colleagues, findHidden, isHidden, mayHide, peopleToName } from './confidential-store.ts';

/** Whose address a page is about, for its headings; never anything that tells where. */
export interface AddressOwner {
  readonly of: HiddenSubject;
  readonly name: string;
  readonly back: string;
  readonly crumbs: readonly { readonly text: string; readonly href?: string }[];
}

/** Pages of a hidden address under an address of their own: of a child's family here, of a home in its own room. */
export interface AddressPages {
  readonly path: string;
  /** Who may ask to hide it; the database decides whether they may. */
  readonly toHide: Permission;
  readonly owner: (tx: Tx, request: FastifyRequest) => Promise<AddressOwner>;
}

type Asked = FastifyRequest<{ Params: Record<string, string> }>;

/**
 * The only pages that show a hidden address: to the people named on it, each look under a name of its own on the record.
 * Everybody else is told that there is no such page.
 */
export function addressRoutes(app: FastifyInstance, services: RoomServices, pages: AddressPages): void {
  const { path, toHide, owner } = pages;
  const { work } = services;

  app.get(path, policy('confidential-address', 'address.viewed'), async (request: Asked, reply) =>
    reply.page('people/views/address.njk', await addressPage(request)),
  );

  async function addressPage(request: Asked, more: { errors?: readonly FormError[]; values?: object } = {}) {
    return work(request, async (tx) => {
      const about = await owner(tx, request);
      const hidden = await mustSee(tx, about.of);
      const people = await peopleToName(tx, hidden.id);
      return {
        about,
        isHome: about.of.kind === 'home',
        path: at(request),
        hidden,
        reasons: hidden.reasons.map((each) => ({ ...each, words: WHY_WORDS[each.why], on: englandDate(each.at) })),
        named: hidden.named.map((each) => ({
          ...each,
          roleWords: ROLES[each.role],
          self: each.id === request.actor.id,
        })),
        others: people.filter((each) => !hidden.named.some(({ id }) => id === each.id)).map(asOption),
        mayAdd: await mayHide(tx, about.of),
        errors: [] as readonly FormError[],
        values: valuesOf(hidden),
        ...more,
      };
    });
  }

  /** Does one thing as somebody who is named, then shows the address again. */
  function doing(
    below: string,
    audit: string,
    act: (tx: Tx, actor: Actor, of: HiddenSubject, fields: Typed) => Promise<readonly FormError[]>,
  ): void {
    app.post(`${path}${below}`, policy('confidential-address', audit), async (request: Asked, reply) => {
      const fields = typed(request.body);
      const done = await work(request, async (tx) => {
        const about = await owner(tx, request);
        const errors = await act(tx, request.actor, about.of, fields);
        // With the last reason gone, or oneself taken off, there is no such page any more.
        return { errors, back: (await findHidden(tx, about.of)) ? at(request) : about.back };
      });
      if (done.errors.length === 0) return reply.redirect(done.back, 303);
      const values = below === '' ? Object.fromEntries(DETAILS.map((name) => [name, fields.text(name)])) : undefined;
      const model = await addressPage(request, { errors: done.errors, ...(values ? { values } : {}) });
      return reply.code(400).page('people/views/address.njk', model);
    });
  }

  doing('', 'address.changed', async (tx, actor, of, fields) => {
    const form = readDetails(fields);
    if (!form.ok) return form.problem;
    await changeHidden(tx, actor, of, form.value);
    return [];
  });
  doing('/people', 'address.person-named', async (tx, actor, of, fields) => {
    const person = fields.text('person');
    if (!person) return [{ text: 'Choose who else may see it', href: '#person' }];
    await namePerson(tx, actor, of, person);
    return [];
  });
  doing('/people/remove', 'address.person-removed', async (tx, actor, of, fields) => {
    await unnamePerson(tx, actor, of, fields.text('person'));
    return [];
  });
  doing('/end', 'address.reason-ended', async (tx, actor, of, fields) => {
    const form = readEnding(fields);
    if (!form.ok) return form.problem;
    await endReason(tx, actor, of, form.value);
    return [];
  });

  app.get(`${path}/hide`, policy(toHide, 'address.hide-asked'), async (request: Asked, reply) =>
    hidePage(request, reply, typed({ self: 'yes' })),
  );

  app.post(`${path}/hide`, policy(toHide, 'address.hidden'), async (request: Asked, reply) => {
    const fields = typed(request.body);
    const form = readHideForm(fields);
    if (!form.ok) return hidePage(request, reply.code(400), fields, form.problem);
    const about = await work(request, async (tx) => {
      const found = await owner(tx, request);
      if (await isHidden(tx, found.of)) await addReason(tx, request.actor, found.of, form.value);
      else await hideAddress(tx, request.actor, found.of, form.value);
      return found;
    });
    const sees = form.value.self ? at(request) : about.back;
    return reply.redirect(sees, 303);
  });

  async function hidePage(request: Asked, reply: FastifyReply, fields: Typed, errors: readonly FormError[] = []) {
    const model = await work(request, async (tx) => {
      const about = await owner(tx, request);
      if (!(await mayHide(tx, about.of))) throw new NotHere('There is no address here that you can hide.');
      const already = await isHidden(tx, about.of);
      // To whoever is not named, a hidden address is not there; those who are may add a reason.
      if (already) await mustSee(tx, about.of);
      const people = (await colleagues(tx, about.of)).filter((each) => each.id !== request.actor.id);
      const staff = people.filter((each) => !KEPT_OUT.includes(each.role));
      return {
        about,
        already,
        isHome: about.of.kind === 'home',
        path: at(request),
        why: WHY_HIDDEN.map((value) => ({ value, text: WHY_WORDS[value] })),
        near: staff.filter((each) => each.near).map(asOption),
        others: staff.filter((each) => !each.near).map(asOption),
        everybody: people.map(asOption),
      };
    });
    return reply.page('people/views/hide-address.njk', { ...model, values: typedHide(fields), errors });
  }

  const at = (request: Asked): string =>
    path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(request.params[name] ?? ''));
}

/** Families and partners are shown an address by a person, not by the system. */
const KEPT_OUT: readonly string[] = ['child', 'parent', 'partner', 'advocate', 'regional-analyst', 'reform-lead'];
const DETAILS = ['name', 'carers', 'line', 'postcode', 'area'] as const;

function valuesOf(hidden: Readonly<Record<(typeof DETAILS)[number], string | null>>) {
  return Object.fromEntries(DETAILS.map((name) => [name, hidden[name] ?? '']));
}

function asOption(person: NamedPerson) {
  return { value: person.id, text: `${person.name}, ${ROLES[person.role]}` };
}

/** Where a child's family lives, when that is hidden. */
export function childAddressRoutes(app: FastifyInstance, services: RoomServices): void {
  addressRoutes(app, services, {
    path: '/children/:childId/address',
    toHide: 'address.write',
    owner: async (tx, request) => {
      const { childId } = request.params as { childId: string };
      const child = await oneChild(tx, childId, services.today());
      const back = `/children/${encodeURIComponent(childId)}`;
      const name = child?.name ?? 'this child';
      return {
        of: { kind: 'child', organisationId: request.actor.organisation.id, id: childId },
        name,
        back: child ? back : '/',
        crumbs: child
          ? [
              { text: 'Children', href: '/children' },
              { text: name, href: back },
            ]
          : [],
      };
    },
  });
}
