import { randomBytes } from 'node:crypto';
import { newToken, type OidcSettings, type PublicAddress, publicAddress } from '../src/accounts/index.ts';
import { type Database, insertAll, sql } from '../src/db/index.ts';
import { englandDate } from '../src/kernel/index.ts';
import { createApp } from '../src/web/index.ts';

/** Homeward with a provider set, listening on a free port of this machine, and two organisations. */
export interface OidcWorld {
  readonly url: string;
  readonly database: Database;
  readonly log: object[];
  /** Moves Homeward's clock on from the real one. */
  later(seconds: number): void;
  /** A post that nobody signs in to yet, and an invitation to it that is open. @returns its id */
  invite(email: string, post?: Partial<InvitedPost>): Promise<string>;
  visitor(): Visitor;
  close(): Promise<void>;
}

export interface InvitedPost {
  readonly organisation: 'north' | 'south';
  readonly name: string;
  readonly role: string;
  /** Days until the invitation ends; negative: it has. */
  readonly days: number;
  /** A post that somebody has been invited to before. */
  readonly again: string;
}

/** Starts Homeward over a database. */
export async function oidcWorld(database: Database, settings: Omit<OidcSettings, 'insecure'>): Promise<OidcWorld> {
  await database.asSystem(async (tx) => {
    const each = { kind: 'authority', sector: 'authority' };
    await insertAll(tx, 'organisation', [
      { id: 'north', name: 'Northshire', ...each },
      { id: 'south', name: 'Southshire', ...each },
    ]);
  });
  let ahead = 0;
  const clock = () => new Date(Date.now() + ahead * 1000);
  const log: object[] = [];
  const address: { -readonly [Key in keyof PublicAddress]: PublicAddress[Key] } = { ...publicAddress({}, 3000) };
  const app = await createApp({
    database,
    clock,
    today: () => englandDate(clock()),
    cookieKey: randomBytes(32).toString('hex'),
    address,
    oidc: { ...settings, insecure: true },
    log: (line) => void log.push(line),
  });
  address.origin = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url: address.origin,
    database,
    log,
    later: (seconds) => {
      ahead += seconds;
    },
    visitor: () => new Visitor(address.origin),
    close: () => app.close(),
    invite: (email, { organisation = 'north', name = 'Nia Holt', role = 'home-finder', days = 5, again } = {}) =>
      database.asSystem(async (tx) => {
        const id = again ?? `actor_${randomBytes(4).toString('hex')}`;
        if (!again) await insertAll(tx, 'actor', [{ organisation_id: organisation, id, name, role }]);
        const now = clock().getTime();
        await insertAll(tx, 'sign_in_link', [
          {
            digest: newToken(),
            purpose: 'invitation',
            organisation_id: organisation,
            actor_id: id,
            email,
            at: new Date(now + Math.min(0, days - 1) * 86_400_000),
            by: 'administrator',
            expires_at: new Date(now + days * 86_400_000),
          },
        ]);
        return id;
      }),
  };
}

export interface Answer {
  readonly status: number;
  readonly location: string;
  readonly html: string;
  readonly headers: Headers;
}

/** A browser's cookies for several sites, without the browser. Redirects are followed only by `follow`. */
export class Visitor {
  readonly #home: string;
  readonly #jars = new Map<string, Map<string, string>>();

  constructor(home: string) {
    this.#home = home;
  }

  cookies(site = this.#home): Map<string, string> {
    const jar = this.#jars.get(new URL(site).origin) ?? new Map<string, string>();
    this.#jars.set(new URL(site).origin, jar);
    return jar;
  }

  get(address: string): Promise<Answer> {
    return this.#ask(address, {});
  }

  /** Sends a form, with the token of the page it came from where it had one. */
  post(address: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    return this.#ask(address, { method: 'POST', body: new URLSearchParams(fields) });
  }

  /** Goes on as long as it is sent on. @returns the page where it ends, and its address */
  async follow(address: string, until: (next: URL) => boolean = () => false): Promise<Answer & { at: string }> {
    let at = new URL(address, this.#home).href;
    for (let steps = 0; steps < 12; steps++) {
      const answer = await this.get(at);
      if (answer.location === '') return { ...answer, at };
      at = new URL(answer.location, at).href;
      if (until(new URL(at))) return { ...answer, at };
    }
    throw new Error('sent on without end');
  }

  /**
   * Goes to the provider, signs in there as `login` and comes back as far as the callback, which is not opened.
   * @returns the address of the callback
   */
  async goAndProve(start: string, login: string): Promise<string> {
    const back = (next: URL) => next.origin === this.#home && next.pathname.endsWith('/callback');
    const asked = await this.follow(start, back);
    if (back(new URL(asked.at))) return asked.at;
    const done = await this.post(asked.at, { login });
    return (await this.follow(new URL(done.location, asked.at).href, back)).at;
  }

  /** The whole way: to the provider, back, and on to where Homeward leads. */
  async signIn(login: string, start = '/sign-in/oidc?next=/homes'): Promise<Answer & { at: string }> {
    return this.follow(await this.goAndProve(start, login));
  }

  async #ask(address: string, init: RequestInit): Promise<Answer> {
    const url = new URL(address, this.#home);
    const jar = this.cookies(url.origin);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, headers: { cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (pair.slice(at + 1) === '') jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = response.headers.get('location') ?? '';
    return { status: response.status, location, html: await response.text(), headers: response.headers };
  }
}

/** How many rows a table holds, under a condition. */
export function countOf(database: Database, table: string, where = 'true'): Promise<number> {
  return database.asSystem(async (tx) => {
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from ${sql.table(table)} where ${sql.raw(where)}`.execute(tx);
    return rows[0]?.n ?? 0;
  });
}
