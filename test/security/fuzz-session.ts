/** One request, as it goes over the wire. */
export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface FuzzAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: string;
}

/** Somebody who asks. */
export interface FuzzVisitor {
  readonly name: string;
  /** Their session as a cookie, or nothing for no one; asked again whenever what they sent signed them out. */
  readonly signIn: () => Promise<string>;
  /** What is right for them, by the parameter’s name, so that requests get beyond the first door. */
  readonly ids: Readonly<Record<string, string>>;
  /** Nobody knows them, so that most doors are closed and it is enough to knock once. */
  readonly knocks?: boolean;
}

export interface Field {
  readonly name: string;
  readonly value: string;
}

export interface Form {
  readonly method: 'GET' | 'POST';
  readonly fields: readonly Field[];
}

/** A visitor at work: who they are to the server, and what they have been shown. */
export class FuzzSession {
  readonly visitor: FuzzVisitor;
  token = '';
  /** By the address that the form is sent to. */
  readonly forms = new Map<string, Form>();
  /** Every address of ours that a page has named: links, and where forms are sent. */
  readonly addresses = new Set<string>();
  #cookie = '';

  constructor(visitor: FuzzVisitor) {
    this.visitor = visitor;
  }

  async signIn(): Promise<void> {
    this.#cookie = [await this.visitor.signIn(), ...this.#cookies('_csrf')].filter(Boolean).join('; ');
  }

  get cookie(): string {
    return this.#cookie;
  }

  get headers(): Record<string, string> {
    return this.#cookie ? { cookie: this.#cookie } : {};
  }

  rightId(name: string): string {
    return this.visitor.ids[name] ?? 'none';
  }

  /** Takes from an answer what a browser would: cookies, the token, the forms and links of a page. */
  async remember(request: FuzzRequest, answer: FuzzAnswer): Promise<void> {
    const set = [answer.headers['set-cookie'] ?? []].flat().map(String);
    if (set.some((cookie) => /^(?:__Host-homeward|homeward-session)=/.test(cookie))) await this.signIn();
    const token = /name="_csrf" value="([^"]+)"/.exec(answer.body)?.[1];
    const secret = set.find((cookie) => cookie.startsWith('_csrf='))?.split(';')[0];
    if (token) this.token = token;
    // A token is good only with the cookie that came with it.
    if (token && secret) this.#cookie = [...this.#cookies('homeward-session'), secret].join('; ');
    if (request.method === 'GET' && answer.status === 200) this.#look(request.path, answer.body);
  }

  #look(path: string, html: string): void {
    for (const [, address = ''] of html.matchAll(/\b(?:href|action)="(\/[^"?#]*)/g)) this.addresses.add(address);
    for (const [, attributes = '', inside = ''] of html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
      const action = /\baction="([^"]*)"/.exec(attributes)?.[1] || path;
      const target = action.split('?')[0] ?? '';
      const known = this.forms.get(target)?.fields ?? [];
      const fields = new Map([...known, ...fieldsOf(inside)].map((field) => [`${field.name}=${field.value}`, field]));
      const method = /\bmethod="post"/i.test(attributes) ? 'POST' : 'GET';
      this.forms.set(target, { method, fields: [...fields.values()].slice(0, 150) });
    }
  }

  #cookies(name: string): string[] {
    return this.#cookie.split('; ').filter((each) => each.startsWith(`${name}=`));
  }
}

function fieldsOf(html: string): Field[] {
  const fields: Field[] = [];
  for (const [tag] of html.matchAll(/<(?:input|textarea|button)\b[^>]*>/g)) {
    const name = /\bname="([^"]+)"/.exec(tag)?.[1];
    if (name && name !== '_csrf') fields.push({ name, value: /\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '12' });
  }
  for (const [, name = '', options = ''] of html.matchAll(
    /<select\b[^>]*?\bname="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g,
  )) {
    for (const [, value = ''] of options.matchAll(/<option\b[^>]*?\bvalue="([^"]*)"/g)) fields.push({ name, value });
  }
  return fields;
}
