import { request as ask } from 'node:http';

/** Forms that end the session: after them a scanner would see only the door. */
export const ENDS_SESSION = /^\/sign-out(\/|$)|^\/account(\/|$)|^\/sign-in(\/|$)/;

/**
 * One request, with exactly these headers, and no redirect followed.
 * @returns {Promise<{ status: number, headers: object, body: string, bytes: Buffer }>} status 0 where the server hung up
 */
export function overHttp(url, { method, path, headers, body }) {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const length = body === undefined || body.length === 0 ? {} : { 'content-length': Buffer.byteLength(body) };
    let answered = false;
    const answer = (status, answerHeaders, bytes) => {
      answered = true;
      resolve({ status, headers: answerHeaders, body: bytes.toString('utf8'), bytes });
    };
    const hungUp = () => answered || answer(0, {}, Buffer.alloc(0));
    const sent = ask({ hostname, port, method, path, headers: { ...headers, ...length } }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => answer(response.statusCode, response.headers, Buffer.concat(parts)));
      response.on('error', hungUp);
    });
    // A body that is too large is refused before it has all been sent.
    sent.on('error', hungUp);
    sent.end(body);
  });
}
