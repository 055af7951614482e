import { type SeededRandom, seededRandom } from '../../src/kernel/index.ts';
import { addressOf, type Route } from '../every-route.ts';
import { faultsOf } from './fuzz-faults.ts';
import { type FuzzAnswer, type FuzzRequest, FuzzSession, type FuzzVisitor } from './fuzz-session.ts';
import {
  encoded,
  formOf,
  hostileFields,
  hostilePart,
  hostileText,
  MARK,
  NEITHER,
  percent,
  SHARPEST,
  strangeBody,
} from './hostile-values.ts';

export interface FuzzOptions {
  readonly routes: readonly Route[];
  readonly visitors: readonly FuzzVisitor[];
  readonly ask: (request: FuzzRequest) => Promise<FuzzAnswer>;
  readonly seed: number;
  /** How often each route is asked by each visitor with something of everything. */
  readonly rounds: number;
  /** Values of parameters that are right for somebody else, or of another kind. */
  readonly others: readonly string[];
}

export interface Finding {
  readonly what: string;
  readonly as: string;
  readonly request: FuzzRequest;
  readonly answer: string;
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** So many pages that links lead to are looked at for their forms. */
const FURTHER = 40;

/** So many fields of a form are spoilt in turn, for each round. */
const LONGEST_FORM = 12;

/**
 * Asks every route with what nobody would send, as everybody. First each visitor looks at every page, so that the forms
 * with their fields are known. Then every field of them is spoilt in turn, the rest as it was shown: that gets further
 * than rubbish does. Then comes something of everything. It depends on nothing but the seed and the answers.
 * @returns what was found, and how many answers of each status there were
 */
export async function fuzz(options: FuzzOptions): Promise<{ findings: Finding[]; answers: Map<number, number> }> {
  const findings: Finding[] = [];
  const answers = new Map<number, number>();
  const random = seededRandom(options.seed);
  for (const visitor of options.visitors) {
    const session = new FuzzSession(visitor);
    await session.signIn();
    const send = async (request: FuzzRequest): Promise<void> => {
      const answer = await options.ask(request);
      answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1);
      for (const what of faultsOf(request, answer)) {
        findings.push({ what, as: visitor.name, request, answer: `${answer.status} ${answer.body.slice(0, 200)}` });
      }
      await session.remember(request, answer);
    };
    await lookAround(session, options.routes, send);
    for (const request of everyFieldInTurn(session, options, random)) await send(request());
    for (const route of options.routes) {
      // HEAD comes from the same code as GET.
      if (route.method === 'HEAD' && random.chance(0.7)) continue;
      for (let left = roundsOf(route, visitor, options.rounds); left > 0; left--) {
        await send(spoilt(session, route, options, random));
      }
    }
  }
  return { findings, answers };
}

/** A form has more ways to be wrong than a page, and no one is turned away at the door of most. */
function roundsOf({ method, permission }: Route, { knocks }: FuzzVisitor, rounds: number): number {
  if (method === 'HEAD' || (knocks && permission !== 'public')) return 1;
  return method === 'GET' ? rounds : rounds * 2;
}

/** Every page of the list, then those that they lead to. */
export async function lookAround(
  session: FuzzSession,
  routes: readonly Route[],
  send: (request: FuzzRequest) => Promise<void>,
): Promise<void> {
  const pages = routes.filter(({ method }) => method === 'GET');
  const listed = new Set(pages.map((route) => addressOf(route, (name) => session.rightId(name))));
  for (const path of listed) await send({ method: 'GET', path, headers: session.headers });
  const further = [...session.addresses].filter((path) => !listed.has(path) && !path.startsWith('/assets/'));
  for (const path of further.slice(0, FURTHER)) await send({ method: 'GET', path, headers: session.headers });
}

/**
 * Every field of every form that was shown, the rest of the form as it was shown, and every parameter of every address;
 * of a long form only some, by the seed. Each request is put together when its turn comes: the token may have changed.
 */
function everyFieldInTurn(
  session: FuzzSession,
  { routes, rounds }: FuzzOptions,
  random: SeededRandom,
): (() => FuzzRequest)[] {
  const requests: (() => FuzzRequest)[] = [];
  for (const [path, { method, fields }] of session.forms) {
    const right = new Map(fields.map(({ name, value }) => [name, value]));
    const names = random.shuffle([...right.keys()]).slice(0, rounds * LONGEST_FORM);
    const spoilt = names.map((name) => [...new Map([...right, [name, SHARPEST]])]);
    const wholly = NEITHER.map((text) => [...right.keys()].map((name): [string, string] => [name, text]));
    for (const sent of [...spoilt, ...wholly]) {
      requests.push(() =>
        method === 'GET'
          ? { method, path: `${path}?${formOf(sent)}`, headers: session.headers }
          : {
              method,
              path,
              headers: { ...session.headers, ...FORM },
              body: formOf([...sent, ['_csrf', session.token]]),
            },
      );
    }
  }
  for (const route of routes.filter(({ method }) => method === 'GET')) {
    for (const [, wrong = ''] of route.url.matchAll(/:(\w+)/g)) {
      const text = random.pick([SHARPEST, ...NEITHER]);
      const path = addressOf(route, (name) => (name === wrong ? percent(text) : session.rightId(name)));
      requests.push(() => ({ method: 'GET', path, headers: session.headers }));
    }
  }
  return requests;
}

/** One request to a route, with something wrong almost anywhere. */
function spoilt(session: FuzzSession, route: Route, options: FuzzOptions, random: SeededRandom): FuzzRequest {
  const path = spoiltPath(session, route, options, random);
  const shown = (session.forms.get(path)?.fields ?? []).map(({ name }) => name);
  const names = ['search', 'page', 'next', 'sort', 'homes', ...shown];
  const asks = random.chance(route.method === 'POST' ? 0.1 : 0.7);
  const target = asks ? `${path}?${encoded(random, hostileFields(random, names))}` : path;
  const method = random.chance(0.06) ? random.pick(['PUT', 'PATCH', 'DELETE', 'OPTIONS']) : route.method;
  const headers = { ...session.headers, ...strangeHeaders(session, random) };
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return { method, path: target, headers };
  const form = encoded(random, [...spoiltForm(session, path, random), ...tokenOf(session, random)]);
  const body = random.chance(0.25) ? strangeBody(random, form) : { type: FORM['content-type'], text: form };
  const type = body.type === null ? {} : { 'content-type': body.type };
  return { method, path: target, headers: { ...headers, ...type }, body: body.text };
}

function spoiltPath(session: FuzzSession, route: Route, { others }: FuzzOptions, random: SeededRandom): string {
  const right = random.chance(0.7);
  const named = right ? namedAddresses(session, route) : [];
  if (named.length > 0 && random.chance(0.6)) return random.pick(named);
  return addressOf(route, (name) => {
    if (right || random.chance(0.3)) return session.rightId(name);
    return random.chance(0.3) ? random.pick(others) : hostilePart(random);
  });
}

/** The addresses of a route that the visitor has been shown; a route without parameters has only its own. */
function namedAddresses(session: FuzzSession, { url }: Route): string[] {
  if (!url.includes(':')) return [];
  const pattern = new RegExp(`^${url.replace(/:\w+/g, '[^/]+')}$`);
  return [...session.addresses].filter((address) => pattern.test(address)).sort();
}

/** The fields of the form as it was shown, with some spoilt, doubled or left out. */
function spoiltForm(session: FuzzSession, path: string, random: SeededRandom): [string, string][] {
  const shown = session.forms.get(path)?.fields ?? [];
  const names = [...new Set(shown.map((field) => field.name))];
  const fields = new Map<string, string>();
  for (const { name, value } of random.shuffle(shown)) fields.set(name, value);
  for (let left = random.between(0, 2); left > 0 && names.length > 0; left--) {
    fields.set(random.pick(names), hostileText(random));
  }
  if (names.length > 0 && random.chance(0.1)) fields.delete(random.pick(names));
  return [...fields, ...(names.length === 0 || random.chance(0.3) ? hostileFields(random, names) : [])];
}

function tokenOf(session: FuzzSession, random: SeededRandom): [string, string][] {
  const right: [string, string] = ['_csrf', session.token];
  if (random.chance(0.92)) return [right];
  return random.pick<[string, string][]>([
    [],
    [['_csrf', hostileText(random)]],
    [['_csrf', 'a'], right],
    [['_csrf[a]', 'b']],
  ]);
}

function strangeHeaders(session: FuzzSession, random: SeededRandom): Record<string, string> {
  if (!random.chance(0.12)) return {};
  const text = `x"${MARK} <${MARK}>`;
  return random.pick<Record<string, string>>([
    { cookie: `${session.cookie}; _csrf=%; a=${text}` },
    { cookie: '_csrf=s%3A.; homeward-session=; =; ;;' },
    { 'x-forwarded-for': `${text}, 127.0.0.1`, 'x-forwarded-host': `evil.${MARK}`, 'x-forwarded-proto': 'https' },
    { 'x-http-method-override': 'DELETE', 'x-original-url': '/looks/unusual', 'x-rewrite-url': '/looks/unusual' },
    { accept: text, 'accept-language': text, 'user-agent': text, referer: `https://evil.${MARK}/` },
    { 'content-encoding': 'gzip', range: 'bytes=0-,-1', 'if-none-match': text },
    { origin: `https://evil.${MARK}`, 'sec-fetch-site': 'cross-site' },
  ]);
}
