import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotHere, policy, type RoomServices } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { type FormError, typed } from '../ui/index.ts';
import { inMegabytes, takesFiles } from '../uploads/index.ts';
import type { ChildHeading } from './edit-model.ts';
import { LONGEST_WORDS, PICTURE_LIMITS } from './picture.ts';
import { makePicture, type PictureFault } from './picture-maker.ts';
import { hidesPicture, pictureOf, pictureWordsOf, putPicture, removePicture } from './picture-store.ts';

type Params = { readonly Params: { readonly childId: string } };
type Asking = FastifyRequest<Params>;

const PATH = '/children/:childId/all-about-me/picture';

const FAULTS: Readonly<Record<PictureFault, string>> = {
  unreadable: 'This picture cannot be read: the file may be damaged, or only a part of it. Choose another one.',
  'too-many-pixels': 'This picture has too many pixels. Choose one with at most 40 megapixels, such as 8,000 by 5,000.',
};

const HIDDEN =
  'Where this child lives is protected, and a picture may tell it. Only the people named on the address, and the child, see or change it.';

/** The child's own picture: shown, added, put in the place of another, and removed. */
export function pictureRoutes(
  app: FastifyInstance,
  { work, clock }: RoomServices,
  childHere: (tx: Tx, childId: string) => Promise<ChildHeading>,
): void {
  const pageOf = (request: Asking) =>
    work(request, async (tx) => {
      const child = await childHere(tx, request.params.childId);
      if (await hidesPicture(tx, request.actor, child.id)) throw new NotHere(HIDDEN);
      return { child, picture: await pictureWordsOf(tx, child.id) };
    });

  const show = async (request: Asking, reply: FastifyReply, shows = '', errors: readonly FormError[] = []) => {
    const model = await pageOf(request);
    return reply.page('needs/views/picture.njk', {
      ...model,
      errors,
      own: request.actor.role === 'child',
      shows,
      most: inMegabytes(PICTURE_LIMITS.fileBytes),
      longest: LONGEST_WORDS,
    });
  };

  app.get<Params>(`${PATH}.jpg`, policy('picture.read', 'picture.viewed'), async (request, reply) => {
    const bytes = await work(request, (tx) => pictureOf(tx, request.params.childId));
    if (!bytes) throw new NotHere('There is no picture here.');
    return reply
      .type('image/jpeg')
      .header('cache-control', 'private, no-store')
      .header('content-disposition', 'inline') // without a name: saved, it says nothing of whom
      .send(bytes);
  });

  app.get<Params>(PATH, policy('picture.write', 'picture.form'), (request, reply) => show(request, reply));

  app.post<Params>(PATH, takesFiles(policy('picture.write', 'picture.added'), PICTURE_LIMITS), (request, reply) =>
    request.takeFiles(async (taken) => {
      const sent = taken.ok ? taken.value.fields : taken.problem.fields;
      const shows = typed(sent).text('shows');
      const errors: FormError[] = [];
      if (shows === '') errors.push({ text: 'Say what can be seen in the picture', href: '#shows' });
      else if (shows.length > LONGEST_WORDS) {
        errors.push({ text: `Shorten this to ${LONGEST_WORDS} characters or fewer`, href: '#shows' });
      }
      if (!taken.ok) {
        const { status, words } = taken.problem;
        return show(request, reply.code(status), shows, [{ text: words, href: '#picture' }]);
      }
      const [file] = taken.value.files;
      if (!file) errors.push({ text: 'Choose a picture', href: '#picture' });
      const made = file && errors.length === 0 ? await makePicture(file.path) : null;
      if (made && !made.ok) errors.push({ text: FAULTS[made.problem], href: '#picture' });
      if (!made?.ok) return show(request, reply.code(400), shows, errors);
      await work(request, async (tx) => {
        const { id } = await childHere(tx, request.params.childId);
        if (await hidesPicture(tx, request.actor, id)) throw new NotHere(HIDDEN);
        await putPicture(tx, { actor: request.actor, now: clock() }, id, { bytes: made.value.bytes, shows });
      });
      return reply.redirect(backTo(request), 303);
    }),
  );

  app.post<Params>(`${PATH}/remove`, policy('picture.write', 'picture.removed'), async (request, reply) => {
    await work(request, (tx) => removePicture(tx, request.actor, request.params.childId));
    return reply.redirect(backTo(request), 303);
  });
}

function backTo(request: Asking): string {
  return `/children/${encodeURIComponent(request.params.childId)}/all-about-me`;
}
