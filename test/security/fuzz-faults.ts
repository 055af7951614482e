import type { FuzzAnswer, FuzzRequest } from './fuzz-session.ts';
import { MARK, RAN } from './hostile-values.ts';

const DATABASE_WORDS =
  /syntax error at|relation "|violates|column "|duplicate key|invalid input syntax|invalid byte sequence|PGlite|SQLSTATE|pg_catalog|row-level security/i;

/** What no page may hold, whoever asked and whatever was asked. */
const LEAKS: readonly (readonly [string, RegExp])[] = [
  ['a stack trace', /\n\s+at .+:\d+:\d+|\.(?:ts|js|mjs):\d+:\d+|node_modules|file:\/\/\//],
  ['words of the database', DATABASE_WORDS],
  [
    'words of the program',
    /FST_ERR|Internal Server Error|Cannot read propert|is not a function|is not iterable|Unexpected token/,
  ],
  ['a template that ran', new RegExp(RAN)],
];

/** In HTML alone: in a text file a tag is a text. */
const ESCAPES: readonly (readonly [string, RegExp])[] = [
  ['a text that became a tag', new RegExp(`<(?:/?${MARK}|script>${MARK}|svg/onload=${MARK})`)],
  ['a text that left its quotation marks', new RegExp(`x"${MARK}|x'${MARK}' onx='`)],
];

/** What is wrong with an answer, one line each. */
export function faultsOf(request: FuzzRequest, answer: FuzzAnswer): string[] {
  const found: string[] = [];
  // The sign-in service of these tests is away, and its routes say so in words: that is no fault.
  const away = answer.status === 503 && request.path.startsWith('/sign-in/oidc');
  if (answer.status >= 500 && !away) found.push(`status ${answer.status}`);
  const html = String(answer.headers['content-type'] ?? '').includes('html');
  for (const [what, pattern] of [...LEAKS, ...(html ? ESCAPES : [])]) if (pattern.test(answer.body)) found.push(what);
  const { location, ...headers } = answer.headers;
  if (location !== undefined && !/^\/(?![/\\])[\x21-\x7e]*$/.test(String(location)))
    found.push(`a way out: ${location}`);
  if (JSON.stringify(headers).includes(MARK)) found.push('a text in the headers');
  if (request.method === 'HEAD' && answer.body !== '') found.push('a body to HEAD');
  return found;
}
