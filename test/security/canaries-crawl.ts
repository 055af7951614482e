import { addressOf, type Route } from '../every-route.ts';
import type { TestServer, Visitor } from '../server.ts';
import { type Answer, answerOf } from './canaries-read.ts';
import { type Canaries, type Canary, called } from './canaries-words.ts';
import { idOf } from './canaries-world.ts';

/** A canary that somebody was told, and where they were told it first. */
export interface Told {
  readonly canary: Canary;
  readonly at: string;
}

/** Says nothing of anybody, costs much, or ends the session. */
const NOT_CALLED = /^\/(assets|sign-out|sign-in\/oidc\/callback)/;

/** The values of a parameter in the sets of rows of these owners; a set is one turn. */
function valuesOf(parameter: string, owner: string, canaries: Canaries): readonly string[] {
  const [organisation = ''] = owner.split(' ');
  const tables: Readonly<Record<string, string>> = {
    childId: 'child',
    searchId: 'search',
    homeId: 'home',
    roomId: 'room',
    disclosureId: 'disclosure',
    addressId: 'confidential_address',
    requestId: 'subject_request',
    openingId: 'break_glass',
    actorId: 'actor',
  };
  if (parameter === 'organisationId') return [organisation];
  if (parameter === 'regionId') return ['region'];
  if (parameter === 'agreementId') return [canaries.word('region', 'sharing_agreement', 'id')];
  if (parameter === 'token') return [canaries.word(owner, 'sign_in_link', 'digest')];
  if (parameter === 'section') return ['words', 'belonging', 'risks', 'places'];
  const table = tables[parameter];
  if (!table) throw new Error(`say what stands for :${parameter} of a new route`);
  return [idOf(canaries, owner, table)];
}

/** Every address of the routes, with the ids of each owner in turn; where there are several ids also one of another’s. */
export function addresses(
  routes: readonly Route[],
  method: string,
  owners: readonly string[],
  canaries: Canaries,
): string[] {
  const found = new Set<string>();
  for (const route of routes) {
    if (route.method !== method || route.url.includes('*') || NOT_CALLED.test(route.url)) continue;
    const names = [...route.url.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
    for (const owner of owners)
      for (let turn = 0; turn < (names.includes('section') ? 4 : 1); turn++)
        found.add(
          addressOf(route, (name) => {
            const values = valuesOf(name, owner, canaries);
            return encodeURIComponent(values[turn % values.length] ?? 'x');
          }),
        );
    const [first = '', last] = [names[0], names.at(-1)];
    // One’s own search and another’s home; one’s own organisation and another’s home.
    if (names.length > 1)
      for (const [one = '', other = ''] of [owners, [...owners].reverse()])
        found.add(
          addressOf(route, (name) =>
            encodeURIComponent(valuesOf(name, name === last && name !== first ? other : one, canaries)[0] ?? 'x'),
          ),
        );
  }
  return [...found];
}

/** One person who goes everywhere: what they were told, and the pages they may open. */
export class Crawler {
  readonly told = new Map<string, Told>();
  /** Pages that answered 200, with what they said. */
  readonly opened = new Map<string, Answer>();
  readonly statuses = new Map<number, number>();
  readonly faults: string[] = [];
  readonly #seen = new Set<string>();
  readonly visitor: Visitor;
  readonly #url: string;
  readonly #canaries: Canaries;

  constructor(server: TestServer, visitor: Visitor, canaries: Canaries) {
    this.visitor = visitor;
    this.#url = server.url;
    this.#canaries = canaries;
  }

  async get(path: string): Promise<Answer> {
    const init = { headers: { cookie: this.visitor.cookies() }, redirect: 'manual' } as const;
    return this.#note(path, '', await answerOf(path, await fetch(new URL(path, this.#url), init)));
  }

  async post(path: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    const page = await this.visitor.post(path, fields);
    const answer = { path, status: page.status, type: '', location: page.location, headers: page.location ?? '', text: page.html };
    return this.#note(`POST ${path}`, JSON.stringify(fields), answer);
  }

  #note(path: string, body: string, answer: Answer): Answer {
    this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1);
    if (answer.status >= 500 || answer.status === 429) this.faults.push(`${path}: ${answer.status}`);
    // What was asked for may be said back.
    const asked = new Set(this.#canaries.in(decodeURIComponent(`${path} ${body}`)));
    for (const canary of this.#canaries.in(`${answer.headers}\n${answer.text}`))
      if (!asked.has(canary) && !this.told.has(called(canary))) this.told.set(called(canary), { canary, at: path });
    return answer;
  }

  /** Opens the addresses, then whatever they lead to: links, files, and redirects. */
  async everywhere(list: readonly string[], most = 600): Promise<void> {
    const waiting = [...list];
    for (let path = waiting.shift(); path !== undefined && this.#seen.size < most; path = waiting.shift()) {
      if (this.#seen.has(path)) continue;
      this.#seen.add(path);
      const answer = await this.get(path);
      if (answer.status === 200) this.opened.set(path, answer);
      for (const link of linksOf(answer)) if (!this.#seen.has(link) && !NOT_CALLED.test(link)) waiting.push(link);
    }
  }

  /** The fields of every form of the opened pages that asks for something by an address: what is searched for in lists. */
  questions(): Map<string, Set<string>> {
    const found = new Map<string, Set<string>>();
    for (const [path, { text }] of this.opened)
      for (const [, form = '', inside = ''] of text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
        if (/method="post"/i.test(form)) continue;
        const action = attribute(form, 'action') || (path.split('?')[0] ?? path);
        for (const [input] of inside.matchAll(/<(?:input|select)\b[^>]*>/g)) {
          const name = attribute(input, 'name');
          if (name) found.set(action, (found.get(action) ?? new Set()).add(name));
        }
      }
    return found;
  }
}

const attribute = (tag: string, name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

function linksOf({ text, location, type }: Answer): string[] {
  const links = type.includes('html') ? [...text.matchAll(/\b(?:href|src)="(\/[^"#]*)/g)].map(([, link = '']) => link) : [];
  if (location?.startsWith('/')) links.push(location);
  return links.map((link) => link.replaceAll('&amp;', '&'));
}

/** A page without what differs each time, and without the word that was searched for. */
export function steady(text: string, ...words: readonly string[]): string {
  let plain = text
    .replace(/nonce="[^"]*"/g, '')
    .replace(/name="_csrf" value="[^"]*"/g, '')
    .replace(/\b[0-9a-f]{16,}\b/g, '');
  for (const word of words)
    for (const each of [word, encodeURIComponent(word), word.replaceAll(' ', '+')]) plain = plain.split(each).join('…');
  return plain;
}
