import { addressOf, type Route } from '../every-route.ts';
import type { TestServer, Visitor } from '../server.ts';
import { type Answer, answerOf } from './canaries-read.ts';
import { type Canaries, type Canary, called, idOf } from './canaries-words.ts';

/** A canary that somebody was told, and where they were told it first. */
export interface Told {
  readonly canary: Canary;
  readonly at: string;
}

/** Says nothing of anybody, costs much, or ends the session. */
const NOT_CALLED = /^\/(assets|sign-out|sign-in\/oidc)/;

/** How often a page is opened that differs by its query alone. */
const MOST_OF_A_QUESTION = 4;

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
    checkId: 'return_check',
    forecastId: 'forecast_run',
    scenarioId: 'planning_scenario',
    caseId: 'invest_case',
    projectId: 'home_project',
    strategyId: 'strategy',
    placementId: 'placement',
    contractId: 'block_contract',
    actionId: 'strategy_action',
  };
  if (parameter === 'organisationId') return [organisation];
  if (parameter === 'regionId') return ['region'];
  if (parameter === 'agreementId') return [canaries.word('region', 'sharing_agreement', 'id')];
  if (parameter === 'token') return [canaries.word(owner, 'sign_in_link', 'digest')];
  if (parameter === 'section') return ['words', 'belonging', 'risks', 'places'];
  if (parameter === 'format') return ['html'];
  if (parameter === 'rule') return ['101'];
  if (parameter === 'table') return ['Episodes'];
  if (parameter === 'place') return ['0'];
  if (parameter === 'what' || parameter === 'file') return ['x'];
  const table = tables[parameter];
  if (!table) throw new Error(`say what stands for :${parameter} of a new route`);
  return [idOf(canaries, owner, table)];
}

/** The addresses of one route: first with the person’s own ids and the nearest of the others’, then with all the rest. */
export interface Tried {
  readonly route: Route;
  readonly first: readonly string[];
  /** Where the role may not open the route at all, these the others are refused before any id is looked at, and not asked. */
  readonly others: readonly string[];
}

/** Every route with the ids of each owner in turn; where there are several ids also one’s own with one of another. */
export function addresses(
  routes: readonly Route[],
  method: string,
  [mine = '', other = '', ...rest]: readonly string[],
  canaries: Canaries,
): Tried[] {
  return routes
    .filter((route) => route.method === method && !route.url.includes('*') && !NOT_CALLED.test(route.url))
    .map((route) => {
      const names = [...route.url.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
      const turns = names.includes('section') ? [0, 1, 2, 3] : [0];
      const last = names.at(-1);
      const at = (owner: string, ofLast = owner) =>
        turns.map((turn) =>
          addressOf(route, (name) => {
            const values = valuesOf(name, name === last ? ofLast : owner, canaries);
            return encodeURIComponent(values[turn % values.length] ?? 'x');
          }),
        );
      const mixed = names.length > 1 ? [...at(mine, other), ...at(other, mine)] : [];
      return {
        route,
        first: [...new Set([...at(mine), ...at(other)])],
        others: [
          ...new Set([...rest.filter((owner) => has(owner, names)).flatMap((owner) => at(owner)), ...mixed]),
        ].filter(() => route.permission !== 'public'),
      };
    });
}

/** An agency has homes and people, and no children of its own. */
const has = (owner: string, names: readonly string[]): boolean =>
  owner !== 'acorn' || names.includes('homeId') || names.includes('actorId');

/** One person who goes everywhere: what they were told, and the pages they may open. */
export class Crawler {
  readonly told = new Map<string, Told>();
  /** Pages that answered 200, with what they said. */
  readonly opened = new Map<string, Answer>();
  readonly faults: string[] = [];
  readonly #seen = new Set<string>();
  #sends: { cookie: string; token: string } | null = null;
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

  /** Sends a form as a browser would, with the token that every page with a form carries. */
  async post(path: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    const { cookie, token } = await this.#form();
    const init = { method: 'POST', redirect: 'manual', headers: { cookie } } as const;
    const body = new URLSearchParams({ _csrf: token, ...fields });
    const answer = await answerOf(path, await fetch(new URL(path, this.#url), { ...init, body }));
    return this.#note(`POST ${path}`, JSON.stringify(fields), answer);
  }

  async #form(): Promise<{ cookie: string; token: string }> {
    if (this.#sends) return this.#sends;
    const page = await fetch(new URL('/account', this.#url), { headers: { cookie: this.visitor.cookies() } });
    const mark = page.headers.getSetCookie().find((each) => each.startsWith('_csrf=')) ?? '';
    const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec(await page.text()) ?? [];
    this.#sends = { cookie: `${this.visitor.cookies()}; ${mark.split(';')[0]}`, token };
    return this.#sends;
  }

  #note(path: string, body: string, answer: Answer): Answer {
    if (answer.status >= 500 || answer.status === 429) this.faults.push(`${path}: ${answer.status}`);
    // What was asked for may be said back.
    const asked = new Set(this.#canaries.in(decodeURIComponent(`${path} ${body}`)));
    for (const canary of this.#canaries.in(`${answer.headers}\n${answer.text}`))
      if (!asked.has(canary) && !this.told.has(called(canary))) this.told.set(called(canary), { canary, at: path });
    return answer;
  }

  /** Opens the addresses, then whatever they lead to: links, files, and redirects. */
  async everywhere(list: readonly Tried[], more: readonly string[] = []): Promise<void> {
    const found: string[] = [...more];
    const refused = new Set<string>();
    for (const { route, first, others } of list) {
      const answers: Answer[] = [];
      for (const path of refused.has(route.permission) ? first.slice(-1) : first)
        answers.push(...(await this.#open(path, found)));
      if (answers.every(({ status }) => status === 403)) {
        refused.add(route.permission);
        continue;
      }
      for (const path of others) await this.#open(path, found);
    }
    const asked = new Map<string, number>();
    for (let path = found.shift(); path !== undefined; path = found.shift()) {
      if (this.#seen.size > 1_500) throw new Error(`there is no end of pages: ${path}`);
      // The same question in other words (one of twelve parts of life, the next page) is asked a few times only.
      const question = path.includes('?') ? path.replace(/=[^&]*/g, '=') : '';
      const times = asked.get(question) ?? 0;
      asked.set(question, times + 1);
      if (question === '' || times < (path.startsWith('/plans') ? 2 : MOST_OF_A_QUESTION))
        await this.#open(path, found);
    }
  }

  async #open(path: string, found: string[]): Promise<Answer[]> {
    if (this.#seen.has(path)) return [];
    this.#seen.add(path);
    const answer = await this.get(path);
    if (answer.status === 200) this.opened.set(path, answer);
    found.push(...linksOf(answer).filter((link) => !NOT_CALLED.test(link)));
    return [answer];
  }

  /** What may be typed into the forms of the opened pages that ask by an address: what is searched for in lists. */
  questions(): Map<string, Set<string>> {
    const found = new Map<string, Set<string>>();
    const pages = new Set<string>();
    for (const [path, { text }] of this.opened)
      for (const [, form = '', inside = ''] of text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
        if (/method="post"/i.test(form)) continue;
        const action = attribute(form, 'action') || (path.split('?')[0] ?? path);
        for (const [input] of inside.matchAll(/<input\b(?![^>]*type="(?:hidden|radio|checkbox|submit)")[^>]*>/g)) {
          const name = attribute(input, 'name');
          // The same page of another child asks the same.
          const page = `${action.replace(/Qz\w{8}/g, '')} ${name}`;
          if (!name || pages.has(page)) continue;
          pages.add(page);
          found.set(action, (found.get(action) ?? new Set()).add(name));
        }
      }
    return found;
  }
}

const attribute = (tag: string, name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

function linksOf({ text, location, type }: Answer): string[] {
  const links = type.includes('html')
    ? [...text.matchAll(/\b(?:href|src)="(\/[^"#]*)/g)].map(([, link = '']) => link)
    : [];
  if (location?.startsWith('/')) links.push(location);
  return links.map((link) => link.replaceAll('&amp;', '&'));
}

/** A page without what differs each time, and without the word that was searched for. */
export function steady(text: string, ...words: readonly string[]): string {
  let plain = text
    .replace(/nonce="[^"]*"/g, '')
    .replace(/name="_csrf" value="[^"]*"/g, '')
    .replace(/\b[0-9a-f]{16,}\b/g, '')
    // An empty form draws anew the id of what it will write; what is here has ids of the canaries' own.
    .replace(/\b[a-z]+_[0-9a-z]{16}\b/g, '')
    // A Word file says when it was made, and its writer counts marks and pictures on from one file to the next.
    .replace(/<dcterms:(created|modified)[^>]*>[^<]*/g, '')
    .replace(/(<w:bookmark(?:Start|End)\b[^>]*|<wp:docPr\b[^>]*) ?w?:?id="\d+"/g, '$1')
    .replace(/\b(r:(?:id|embed)|Id)="rId[^"]*"/g, '');
  for (const word of words)
    for (const each of [word, encodeURIComponent(word), word.replaceAll(' ', '+')]) plain = plain.split(each).join('…');
  return plain;
}
