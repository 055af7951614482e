import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { renderSVG } from 'uqr';
import { slowDigest } from './password.ts';

/** The second step: a code of six digits from an app on the person's phone, another one every 30 seconds (RFC 6238). */
const PERIOD = 30; // seconds
/** Clocks of phones differ; one step earlier or later counts as well. */
const WINDOW = 1;

/** A new secret that the app and Homeward share, in the letters in which it can be typed. */
export function newCodeSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/**
 * Which step a code belongs to; null where it is none of now. The caller lets each step open the door once.
 * @param code as typed; spaces do not matter
 */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totp(secret, '').validate({ token, timestamp: now.getTime(), window: WINDOW });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / PERIOD) + delta;
}

/** The secret as a picture for the app's camera, in an address that an image can have. */
export function codePicture(secret: string, label: string): string {
  const svg = renderSVG(totp(secret, label).toString(), { border: 3, ecc: 'M' });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

/** In fours, as it is easiest to type. */
export function spaced(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}

function totp(secret: string, label: string): TOTP {
  return new TOTP({ issuer: 'Homeward', label, secret: Secret.fromBase32(secret), digits: 6, period: PERIOD });
}

const RECOVERY_CODES = 10;
const LETTERS = '23456789abcdefghjkmnpqrstvwxyz'; // none that is taken for another

/** Ten codes for when the phone is lost, such as `k7w2-9hfm-q3xd`: shown once, each used once. */
export function newRecoveryCodes(): string[] {
  const four = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: RECOVERY_CODES }, () => `${four()}-${four()}-${four()}`);
}

/** Null where what was typed cannot be a recovery code. */
export function typedRecoveryCode(text: string): string | null {
  const letters = text.toLowerCase().replace(/[\s-]/g, '');
  return /^[a-z0-9]{12}$/.test(letters) ? letters.replace(/(.{4})(?=.)/g, '$1-') : null;
}

/** What is kept of a recovery code: slow to compute, because twelve letters could otherwise be tried out (ASVS 5 V6.5.2). */
export function recoveryDigest(code: string, accountId: string): Promise<string> {
  return slowDigest(code, accountId);
}
