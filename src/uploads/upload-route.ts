import type { UploadWork } from './take-files.ts';
import type { UploadLimits } from './upload.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route takes of files; only routes with this take any. */
    uploads?: UploadLimits;
  }
  interface FastifyRequest {
    /**
     * Takes the files of the form of this request, does the work with them and removes them. To be called once, from a
     * route declared with `takesFiles`.
     * @throws NotHere where the child of the address is not open to the sender, before anything of the form is read
     */
    takeFiles<T>(work: UploadWork<T>): Promise<T>;
  }
}

/**
 * Declares that a route takes files, and how many and how large. Such a route is held to this order: session and role,
 * then the child of the address, then the form token, which therefore stands first in the form, and only then the files.
 * They lie in a private folder while the work is done and are removed when it is over, whatever happens. The page of the
 * form has the same address as the route (GET), so that somebody whose session had ended comes back to it.
 *
 * ```ts
 * const RETURNS: UploadLimits = { kinds: ['text', 'xml', 'xlsx', 'zip'], fileBytes: 200 * MB, totalBytes: 200 * MB, files: 20, fields: 5 };
 *
 * app.post('/returns/new', takesFiles(policy('returns.write', 'return.sent'), RETURNS), (request, reply) =>
 *   request.takeFiles(async (taken) => {
 *     if (!taken.ok) {
 *       const { status, words, field } = taken.problem; // said in words for the page; nothing was kept
 *       return reply.code(status).page('returns/views/new.njk', { errors: [{ text: words, href: `#${field}` }] });
 *     }
 *     const { fields, files } = taken.value; // `typed(fields)` reads fields as those of any form; files may be empty
 *     for (const file of files) await read(createReadStream(file.path)); // file.kind says what is inside
 *     // Where a table is told by the name of its file: { name: file.nameGiven, open: () => createReadStream(file.path) }
 *     return reply.redirect('/returns', 303);
 *   }),
 * );
 * ```
 *
 * ```html
 * <form method="post" enctype="multipart/form-data" novalidate>
 *   <input type="hidden" name="_csrf" value="{{ csrfToken }}">   <!-- first, or the form is refused -->
 *   <input type="file" id="files" name="files" multiple>
 * ```
 *
 * A .zip and an .xlsx say nothing of what they unpack to: whoever opens one counts what comes out.
 */
export function takesFiles<Config extends object>(
  route: { readonly config: Config },
  uploads: UploadLimits,
): { config: Config & { readonly uploads: UploadLimits } } {
  return { config: { ...route.config, uploads } };
}
