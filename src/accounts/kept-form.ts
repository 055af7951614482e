import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Permission } from '../access/index.ts';

/** A form that came in when its session had run out. Every form of Homeward is sent by POST. */
export interface KeptForm {
  /** Where it was sent, with its query. */
  readonly path: string;
  /** What sending it asks for, and the child it is about; empty where it is about none. */
  readonly permission: Permission;
  readonly childId: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** The field by which a form says that it is a kept one, sent again. */
export const KEPT_FIELD = '_kept';

/** Forms that prove who somebody is, and the pages of this capability itself. */
const NEVER = /^\/(sign-in|sign-out|first|kept-form)([/?]|$)/;

/** Fields that hold a secret; `postcode` is none. */
const SECRET = /passwor|passphrase|secret|(^|[-_])(code|codes|pin|token)$/i;

/**
 * What is kept of a form: every field but the form token. A form with a password or a code in it is not kept at all,
 * because without it, it could not be sent again, and with it, it must not lie anywhere.
 * @returns null for a form that is not kept
 */
export function formToKeep(
  sent: Pick<KeptForm, 'path' | 'permission' | 'childId'> & { readonly body: unknown },
): KeptForm | null {
  const { path, permission, childId, body } = sent;
  if (!/^\/(?![/\\])/.test(path) || NEVER.test(path) || typeof body !== 'object' || body === null) return null;
  const fields: (readonly [string, string])[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (SECRET.test(name)) return null;
    if (name === '_csrf' || name === KEPT_FIELD) continue;
    for (const each of Array.isArray(value) ? value : [value]) if (typeof each === 'string') fields.push([name, each]);
  }
  return { path, permission, childId, fields };
}

/** Fields by which a form knows its place, and in which nobody types. */
const OF_THE_FORM: ReadonlySet<string> = new Set(['profile', 'edition', 'seen', 'next', 'action']);

/** What was typed, for the person who typed it: the names of the fields are words already. */
export function typedIn({ fields }: KeptForm): { readonly label: string; readonly words: string }[] {
  const typed = fields.filter(([name, value]) => value.trim() !== '' && !OF_THE_FORM.has(name));
  return [...Map.groupBy(typed, ([name]) => name)].map(([name, values]) => {
    const words = name
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replace(/[-_]+/g, ' ')
      .trim()
      .toLowerCase();
    return {
      label: words.slice(0, 1).toUpperCase() + words.slice(1),
      words: values.map(([, value]) => value).join('\n'),
    };
  });
}

/**
 * The key that forms of one browser are sealed with. Half of it is the key of the cookies, the other half a secret that
 * only this browser has and the database never sees, so that a copy of the whole database opens nothing.
 * @param browserSecret what this browser's form tokens are made of, from its signed cookie
 */
export function keyOfKeptForms(cookieKey: string, browserSecret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', cookieKey, browserSecret, 'homeward kept form', 32));
}

/** Seals a form (AES-256-GCM). @param whose is authenticated with it, so that no row answers for another */
export function sealForm(form: KeptForm, key: Buffer, whose: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(whose));
  const words = Buffer.concat([cipher.update(JSON.stringify(form), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), words]).toString('base64');
}

/** Opens a sealed form; null where the key, the owner or a single bit is another. */
export function openForm(sealed: string, key: Buffer, whose: string): KeptForm | null {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      .setAAD(Buffer.from(whose))
      .setAuthTag(bytes.subarray(12, 28));
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'));
  } catch {
    return null;
  }
}

/** The same for the same form of the same browser, and no clue to what is in it. */
export function markOf(form: KeptForm, key: Buffer): string {
  return createHmac('sha256', key).update(JSON.stringify(form)).digest('hex');
}
