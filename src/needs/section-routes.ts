import type { FastifyInstance } from 'fastify';
import { NotHere, policy, type RoomServices } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { typed } from '../ui/index.ts';
import { type ChildHeading, sectionModel } from './edit-model.ts';
import { saveSection } from './profile-actions.ts';
import { draftOf } from './profile-read.ts';
import { readSection } from './section-form.ts';
import { inWordsOf } from './section-words.ts';
import { isSection, SECTION_WORDS, SECTIONS, type Section, type SectionContent } from './sections.ts';

type SectionParams = { readonly Params: { readonly childId: string; readonly section: string } };

const PATH = '/children/:childId/profile/edit/:section';

/** The pages on which one section of a draft is written and saved. */
export function sectionRoutes(
  app: FastifyInstance,
  { work, today, clock }: RoomServices,
  childHere: (tx: Tx, childId: string) => Promise<ChildHeading>,
): void {
  app.get<SectionParams>(PATH, policy('profile.write', 'profile.viewed'), async (request, reply) => {
    const section = sectionFrom(request.params.section);
    const saved = (request.query as { saved?: string } | null)?.saved === 'yes';
    const model = await work(request, async (tx) => {
      const child = await childHere(tx, request.params.childId);
      const draft = await draftOf(tx, child.id);
      return draft && sectionModel(child, draft, section, today(), { saved });
    });
    if (!model) return reply.redirect(addressOf(request.params.childId), 302);
    return reply.page('needs/views/section.njk', model);
  });

  app.post<SectionParams>(PATH, policy('profile.write', 'profile.saved'), async (request, reply) => {
    const section = sectionFrom(request.params.section);
    const fields = typed(request.body);
    const { part, errors } = readSection(section, fields, today());
    const writing = { actor: request.actor, now: clock() };
    const answer = await work(request, async (tx) => {
      const child = await childHere(tx, request.params.childId);
      const draft = await draftOf(tx, child.id);
      if (!draft || draft.id !== fields.text('profile')) return overtaken(child, section, part);
      if (errors.length) {
        return {
          is: 'wrong' as const,
          model: sectionModel(child, draft, section, today(), { mine: part, errors, typed: fields }),
        };
      }
      const save = {
        ...{ profileId: draft.id, section, part },
        edition: Number(fields.text('edition')),
        seen: fields.text('seen'),
      };
      const saved = await saveSection(tx, writing, save);
      if (saved.ok) return { is: 'saved' as const };
      if (saved.problem.is !== 'conflict') return overtaken(child, section, part);
      const { profile, mine } = saved.problem;
      return { is: 'stale' as const, model: sectionModel(child, profile, section, today(), { mine, conflict: true }) };
    });
    if (answer.is === 'overtaken') return reply.code(409).page('needs/views/overtaken.njk', answer.model);
    if (answer.is === 'wrong') return reply.code(400).page('needs/views/section.njk', answer.model);
    if (answer.is === 'stale') return reply.code(409).page('needs/views/section.njk', answer.model);
    return reply.redirect(nextAddress(request.params.childId, section, fields.text('next')), 303);
  });
}

/** The version was finished while the page was open: it stands, and what was typed is shown to be kept. */
function overtaken(child: ChildHeading, section: Section, part: SectionContent) {
  const said = inWordsOf(part).filter((each) => each.words);
  return { is: 'overtaken' as const, model: { child, heading: SECTION_WORDS[section], said } };
}

function sectionFrom(text: string): Section {
  if (!isSection(text)) throw new NotHere('There is no such part of a profile.');
  return text;
}

function addressOf(childId: string): string {
  return `/children/${encodeURIComponent(childId)}/profile`;
}

function nextAddress(childId: string, section: Section, wanted: string): string {
  const edit = `${addressOf(childId)}/edit`;
  if (wanted === 'stay') return `${edit}/${section}?saved=yes`;
  const next = SECTIONS[SECTIONS.indexOf(section) + 1];
  return wanted === 'next' && next ? `${edit}/${next}` : edit;
}
