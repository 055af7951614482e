import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';

/** OWASP's least for argon2id: 19 MiB, two passes, one lane. Kept in each hash, so that it can grow later. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG = 32; // bytes

/** What is kept of a password: argon2id in the usual form, `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  return phc(nonce, await derive(password, nonce, COST));
}

/**
 * Whether a password is the one that was hashed. Without a hash (no such account) it works as long and says no.
 * @throws Error where the hash is not one of ours
 */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const found = parts(hash ?? NOBODY);
  const derived = await derive(password, found.nonce, found);
  return timingSafeEqual(derived, found.tag) && hash !== null;
}

/**
 * A slow digest of a short secret, the same each time, so that one of several can be looked up by it. @param salt
 * random letters that belong to the owner
 */
export async function slowDigest(secret: string, salt: string): Promise<string> {
  return (await derive(secret, Buffer.from(salt.padEnd(16, '.')), COST)).toString('base64url');
}

type Cost = Readonly<Record<keyof typeof COST, number>>;

function derive(password: string, nonce: Buffer, { memory, passes, parallelism }: Cost): Promise<Buffer> {
  // The same letters may be typed in several ways of Unicode; NIST SP 800-63B asks for one of them.
  const message = Buffer.from(password.normalize('NFKC'));
  const parameters: Argon2Parameters = { message, nonce, memory, passes, parallelism, tagLength: TAG };
  return new Promise((resolve, reject) =>
    argon2('argon2id', parameters, (error, derived) => (error ? reject(error) : resolve(derived))),
  );
}

function phc(nonce: Buffer, tag: Buffer): string {
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`;
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

/** The hash of no password, so that somebody unknown costs as much time as somebody known. */
const NOBODY = phc(randomBytes(16), randomBytes(TAG));

function parts(hash: string): Cost & { nonce: Buffer; tag: Buffer } {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash);
  if (!found) throw new Error('a password is kept in a form that this version does not know');
  const [, memory, passes, parallelism, nonce = '', tag = ''] = found;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(nonce, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}
