import { FuzzSession } from '../../test/security/fuzz-session.ts';
import { lookAround } from '../../test/security/fuzzer.ts';
import { overHttp } from './over-http.mjs';

/** What a visitor is shown: the links and forms of every page that they can open. */
export async function shownTo(visitor, routes, url) {
  const session = new FuzzSession(visitor);
  await session.signIn();
  await lookAround(session, routes, async (each) => session.remember(each, await overHttp(url, each)));
  return session;
}
