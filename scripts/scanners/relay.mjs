import { createServer } from 'node:http';
import { FuzzSession } from '../../test/security/fuzz-session.ts';
import { ENDS_SESSION, overHttp } from './over-http.mjs';

/**
 * A server on this machine that hands everything on to Homeward as somebody who is signed in, so that a scanner which
 * knows nothing of sessions gets behind the door: it puts the session and the token of forms where they belong, signs in
 * again when a session has ended, and closes the pages that would end it.
 * @returns {Promise<{ url: string, asked: () => number, close: () => Promise<void> }>}
 */
export async function relayAs(visitor, url) {
  const session = new FuzzSession(visitor);
  await comeIn(session, url);
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    handOn(request, response).catch(() => response.destroy());
  });

  async function handOn(request, response) {
    const body = await bodyOf(request);
    if (ENDS_SESSION.test(request.url.split('?')[0])) return response.writeHead(404).end();
    let answer = await send(request, body);
    if (answer.status === 302 && String(answer.headers.location).startsWith('/sign-in')) {
      await comeIn(session, url);
      answer = await send(request, body);
    }
    const { 'transfer-encoding': _parts, 'content-length': _length, connection: _kept, ...headers } = answer.headers;
    response.writeHead(answer.status, headers).end(answer.bytes);
  }

  function send(request, body) {
    const { connection: _kept, 'content-length': _length, cookie = '', ...headers } = request.headers;
    const own = cookie.split('; ').filter((each) => each && !/^(?:_csrf|homeward-session)=/.test(each));
    const cookies = [session.cookie, ...own].filter(Boolean).join('; ');
    // A token that the scanner has changed would stop everything else that it tries.
    const text = body.toString('latin1').replace(/(^|&)_csrf=[^&]*/g, `$1_csrf=${session.token}`);
    const sent = Buffer.from(text, 'latin1');
    return overHttp(url, {
      method: request.method,
      path: request.url,
      headers: { ...headers, cookie: cookies },
      body: sent,
    });
  }

  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** Signs in, and gets a token from a page with a form. */
async function comeIn(session, url) {
  await session.signIn();
  const page = { method: 'GET', path: '/homes', headers: session.headers };
  await session.remember(page, await overHttp(url, page));
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}
