import type { SeededRandom } from '../../src/kernel/index.ts';

/** A mark in hostile texts that no page of ours has: found with a raw `<` or quotation mark before it, a text got out. */
export const MARK = 'zq7';

/** What a sum in a hostile text comes to, where a template works it out. */
export const RAN = '22962963';

/** Texts that break programs which trust what they are sent: HTML, SQL, paths, templates, numbers, Unicode. */
const TEXTS: readonly string[] = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  'NaN',
  '99999999999999999999',
  '2147483648',
  '0x10',
  '1,5',
  'null',
  'undefined',
  'true',
  '[object Object]',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/etc/passwd\0.png',
  'a\0b',
  '\u0001\u001b[31m',
  '\uFEFF\u200B\u202E',
  '\uFFFF\uFFFE',
  'Zo\u0308e\u0301 \u{1F9F8} 家',
  '\u0130\u0131\u017F\u212A',
  'ﷺ'.repeat(50),
  `<${MARK} onx=1>`,
  `<script>${MARK}()</script>`,
  `x"${MARK}" autofocus onfocus="${MARK}()`,
  `x'${MARK}' onx='`,
  `</textarea></title><${MARK}>`,
  `<svg/onload=${MARK}()>`,
  `javascript:${MARK}()`,
  '{{7654321*3}}{% raw %}',
  `\${7654321*3}#{7654321*3}<%= 7654321*3 %>`,
  "' or '1'='1",
  "'; drop table child; --",
  '" or ""="',
  "1' union all select null, null, null -- ",
  "') or pg_sleep(0) is null -- ",
  '1; select pg_sleep(0)',
  '\\',
  "\\'",
  '%',
  '_%_',
  '%27%20or%201=1',
  '$1',
  ':childId',
  '{}',
  '[]',
  '{"$gt":""}',
  '`id`',
  '$(id)',
  '| id',
  'a\r\nSet-Cookie: zq7=1',
  `//evil.${MARK}`,
  `https://evil.${MARK}/`,
  `/\\evil.${MARK}`,
  `\t//evil.${MARK}`,
  '=1+1',
  '2026-02-30',
  '0000-00-00',
  '9999-99-99',
  '31',
  '2026',
  "a'b",
  'maya',
  'other',
  'far',
];

/** All that breaks out of a page or a query at once: tried on every field in turn. */
export const SHARPEST = `x"${MARK}'x'${MARK}' onx='<${MARK} onx=1></textarea></title><${MARK}>{{7654321*3}}' or 1=1 -- `;

/** What no text and no number may hold: tried on all fields of a form at once. */
export const NEITHER: readonly string[] = ['a\0b', '99999999999999999999'];

/** One hostile text; now and then a long one. */
export function hostileText(random: SeededRandom): string {
  if (random.chance(0.25)) return random.pick([SHARPEST, ...NEITHER]);
  if (random.chance(0.05))
    return random.pick(['a', '<', '"', '\u0000', 'é', '(', ',', ' ']).repeat(random.pick([300, 5_000]));
  const text = random.pick(TEXTS);
  return random.chance(0.15) ? text + random.pick(TEXTS) : text;
}

/** A form’s fields as they stand in an address or a body: repeated, nested, with names that objects have already. */
export function hostileFields(random: SeededRandom, names: readonly string[]): [string, string][] {
  const fields: [string, string][] = [];
  for (let left = random.between(1, 4); left > 0; left--) {
    const name = random.chance(0.75) && names.length > 0 ? random.pick(names) : hostileName(random);
    fields.push([twisted(random, name), hostileText(random)]);
    if (random.chance(0.3)) fields.push([name, hostileText(random)]);
  }
  return fields;
}

function hostileName(random: SeededRandom): string {
  return random.pick([
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'toString',
    '_csrf',
    'next',
    'page',
    'search',
    hostileText(random),
  ]);
}

function twisted(random: SeededRandom, name: string): string {
  if (!random.chance(0.25)) return name;
  return (
    name +
    random.pick([
      '[]',
      '[0]',
      '[a][b][c]',
      '[__proto__][zq7]',
      '[constructor][prototype][zq7]',
      '.',
      '[',
      ']',
      '%5B%5D',
    ])
  );
}

/** As a form sends fields; now and then with a percent sign that begins nothing. */
export function encoded(random: SeededRandom, fields: readonly (readonly [string, string])[]): string {
  const text = formOf(fields);
  return random.chance(0.05) ? text + random.pick(['&%zz=1', '%', '&&&=', '&=x', '&a=%c3%28', '&%00=%00']) : text;
}

/** As a form sends fields. */
export function formOf(fields: readonly (readonly [string, string])[]): string {
  return fields.map(([name, value]) => `${percent(name)}=${percent(value)}`).join('&');
}

/** In the path: encoded as a browser does, or as no browser would. */
export function hostilePart(random: SeededRandom): string {
  const text = hostileText(random).slice(0, random.chance(0.9) ? 60 : 500);
  return random.chance(0.9)
    ? percent(text)
    : random.pick(['%', '%zz', '%c0%ae%c0%ae', '%2e%2e%2f', '..;', '%ff', "'", '%252e']);
}

export function percent(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

export interface Body {
  readonly type: string | null;
  readonly text: string;
}

/** A body that is no form, or one that is broken. */
export function strangeBody(random: SeededRandom, form: string): Body {
  const deep = random.pick([50, 2_000]);
  return random.pick<() => Body>([
    () => ({ type: 'application/json', text: JSON.stringify({ _csrf: 1, [hostileText(random)]: [null, { a: [] }] }) }),
    () => ({ type: 'application/json', text: '{"__proto__":{"zq7":1},"constructor":{"prototype":{"zq7":1}}}' }),
    () => ({ type: 'application/json', text: `${'[{"a":'.repeat(deep)}1` }),
    () => ({ type: 'application/json', text: '{"a":' }),
    () => ({ type: 'application/json; charset=utf-16', text: '"\u0000"' }),
    () => ({
      type: 'multipart/form-data; boundary=x',
      text: '--x\r\nContent-Disposition: form-data; name="a"; filename="',
    }),
    () => ({ type: 'multipart/form-data', text: '--\r\n\r\n--' }),
    () => ({ type: 'text/xml', text: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>' }),
    () => ({ type: 'text/plain', text: form }),
    () => ({ type: null, text: form }),
    () => ({ type: `;;,${MARK}/"`, text: form }),
    () => ({ type: 'application/x-www-form-urlencoded; charset=utf-7', text: form }),
    () => ({ type: 'application/x-www-form-urlencoded', text: form.slice(0, random.between(0, form.length)) }),
    () => ({ type: 'application/x-www-form-urlencoded', text: `${form}&${'a=1&'.repeat(3_000)}` }),
    () => ({ type: 'application/x-www-form-urlencoded', text: `${form}&big=${'a'.repeat(1_100_000)}` }),
  ])();
}
