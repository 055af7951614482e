import type { Route } from '../every-route.ts';
import { addresses, type Crawler } from './canaries-crawl.ts';
import { type Canaries, idOf } from './canaries-words.ts';

/** Ends one’s own session or post, so that whatever comes after would be refused for that. */
const ENDS_ONESELF = /^\/(sign-out|account|sign-in|first|region$|kept-form)/;

/**
 * Sends every form, with South’s ids in its address and in its fields: refused, or done for the sender’s own.
 * @returns how many were read, which is every one that the sender’s role may send
 */
export async function postForms(crawler: Crawler, routes: readonly Route[], canaries: Canaries): Promise<number> {
  const fields = fieldsOf(canaries);
  const refused = new Set<string>();
  let read = 0;
  for (const { route, first, others } of addresses(routes, 'POST', ['south', 'south', 'south closed'], canaries)) {
    // Whose role has not the permission is refused by every route that asks for it, before any id is looked at.
    if (ENDS_ONESELF.test(route.url) || refused.has(route.permission)) continue;
    const answers = [];
    for (const path of first) answers.push(await crawler.post(path, fields));
    if (answers.every(({ status }) => status === 403)) {
      refused.add(route.permission);
      continue;
    }
    for (const path of others) answers.push(await crawler.post(path, fields));
    read += answers.length;
  }
  return read;
}

/** Fields that forms of ours have: ids are South’s, the rest lets a request get past the reading of the form. */
function fieldsOf(canaries: Canaries): Readonly<Record<string, string>> {
  const id = (table: string) => idOf(canaries, 'south', table);
  return {
    ...{ child: id('child'), children: id('child'), other: id('child'), subject: id('child'), with: id('child') },
    ...{ actor: id('actor'), provider: 'acorn', home: id('home'), room: id('room'), profile: id('profile') },
    ...{ correction: id('correction'), end: id('record_hold'), allocation: id('allocation'), cover: id('team_cover') },
    ...{ team: id('team'), member: id('household_member'), id: id('child'), account: id('account') },
    ...{ given: 'A', family: 'B', born: 'age', age: '9', sex: 'female', when: 'today', action: 'join' },
    ...{ what: 'Something is wrong here', why: 'home found', reason: 'a reason long enough', outcome: 'changed' },
    ...{ words: 'some words', decision: 'keep', relation: 'social worker', edition: '1', stage: 'summary' },
    ...{ by: 'somebody known', name: 'A name', role: 'social-worker', email: 'somebody@north.example', note: 'A note' },
    ...{ 'asked-day': '1', 'asked-month': '11', 'asked-year': '2026', purpose: 'A purpose', fields: 'homes' },
  };
}
