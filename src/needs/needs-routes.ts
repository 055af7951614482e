import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NotHere, openTo, policy, type RoomServices } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { ageOn } from '../kernel/index.ts';
import { oneChild } from '../people/index.ts';
import { aboutMePage } from './about-me.ts';
import { type ChildHeading, headingOf, taskListModel } from './edit-model.ts';
import { pictureRoutes } from './picture-routes.ts';
import { hidesPicture, pictureWordsOf } from './picture-store.ts';
import type { Profile } from './profile.ts';
import { finishProfile, startDraft } from './profile-actions.ts';
import { profilePage, standardPage } from './profile-page.ts';
import { latestProfiles, profilesOf } from './profile-read.ts';
import { sectionRoutes } from './section-routes.ts';

export type ChildParams = { readonly Params: { readonly childId: string } };

export const NO_CHILD =
  'There is no such child here. The address may be old, or the child is not in your authority’s care.';
const ASKED = z.object({ version: z.coerce.number().int().min(1).max(100_000).nullable().catch(null) });

/** Pages of the shared description of a child: reading, writing and finishing it, and the page for the child. */
export function needsRoutes(app: FastifyInstance, services: RoomServices): void {
  const { work, today, clock } = services;

  const reading = async <T>(
    request: FastifyRequest<ChildParams>,
    read: (tx: Tx, child: ChildHeading) => Promise<T>,
  ): Promise<T> => work(request, async (tx) => read(tx, await childHere(tx, request.params.childId)));

  async function childHere(tx: Tx, childId: string): Promise<ChildHeading> {
    const child = await oneChild(tx, childId, today());
    if (!child) throw new NotHere(NO_CHILD);
    return headingOf(child, ageOn(child.born, today()));
  }

  app.get<ChildParams>(
    '/children/:childId/profile',
    policy('profile.read', 'profile.viewed'),
    async (request, reply) => {
      const { version } = ASKED.parse(request.query ?? {});
      const model = await reading(request, async (tx, child) =>
        profilePage(child, await profilesOf(tx, child.id), version),
      );
      if (version !== null && !model.profile) throw new NotHere('There is no such version of this profile.');
      return reply.page('needs/views/profile.njk', model);
    },
  );

  app.post<ChildParams>(
    '/children/:childId/profile/start',
    policy('profile.write', 'profile.started'),
    async (request, reply) => {
      const { childId } = request.params;
      const writing = { actor: request.actor, now: clock() };
      await reading(request, (tx, child) => startDraft(tx, writing, child.id));
      return reply.redirect(`/children/${encodeURIComponent(childId)}/profile/edit`, 303);
    },
  );

  app.get<ChildParams>(
    '/children/:childId/profile/edit',
    policy('profile.write', 'profile.viewed'),
    async (request, reply) => {
      const model = await reading(request, async (tx, child) => {
        const draft = await openDraft(tx, child.id);
        return draft && taskListModel(child, draft);
      });
      if (!model) return reply.redirect(`/children/${encodeURIComponent(request.params.childId)}/profile`, 302);
      return reply.page('needs/views/edit.njk', model);
    },
  );

  app.post<ChildParams>(
    '/children/:childId/profile/finish',
    policy('profile.write', 'profile.finished'),
    async (request, reply) => {
      const writing = { actor: request.actor, now: clock() };
      const answer = await reading(request, async (tx, child) => {
        const draft = await openDraft(tx, child.id);
        const finished = draft && (await finishProfile(tx, writing, draft.id));
        return finished && !finished.ok && draft ? taskListModel(child, draft) : null;
      });
      if (!answer) return reply.redirect(`/children/${encodeURIComponent(request.params.childId)}/profile`, 303);
      return reply.code(400).page('needs/views/edit.njk', { ...answer, refused: true });
    },
  );

  app.get<ChildParams>(
    '/children/:childId/profile/standard',
    policy('profile.read', 'profile.viewed'),
    async (request, reply) => {
      const model = await reading(request, async (tx, child) => {
        const [profile] = await latestProfiles(tx, [child.id], true);
        return profile ? standardPage(child, profile, today()) : null;
      });
      if (!model) throw new NotHere('Nothing has been written about this child yet.');
      return reply.page('needs/views/standard.njk', model);
    },
  );

  app.get<ChildParams>(
    '/children/:childId/all-about-me',
    policy('about-me.read', 'all-about-me.viewed'),
    async (request, reply) => {
      const model = await reading(request, async (tx, child) => {
        const [finished] = await latestProfiles(tx, [child.id], false, 'about-me');
        const profile = finished ?? (await latestProfiles(tx, [child.id], true, 'about-me'))[0];
        const may = await openTo(tx, request.actor, child.id, 'picture', 'write');
        return {
          ...(profile ? aboutMePage(child, profile) : { child, aboutMe: null }),
          picture: await pictureWordsOf(tx, child.id),
          mayChangePicture: may.length > 0 && !(await hidesPicture(tx, request.actor, child.id)),
          own: request.actor.role === 'child',
        };
      });
      return reply.page('needs/views/all-about-me.njk', model);
    },
  );

  pictureRoutes(app, services, childHere);
  sectionRoutes(app, services, childHere);
}

/** The draft of a child who has one; a child whose latest version is finished has none. */
async function openDraft(tx: Tx, childId: string): Promise<Profile | null> {
  const [latest] = await latestProfiles(tx, [childId], true);
  return latest && !latest.finished ? latest : null;
}
