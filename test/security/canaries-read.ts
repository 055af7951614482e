import { inflateRawSync, inflateSync } from 'node:zlib';

/*
 * What a person would read in an answer, whatever its form: its headers, and the text of the page, the file, the cells
 * of a workbook or the lines of a PDF, where words stand as numbers of drawn letters.
 */

export interface Answer {
  readonly path: string;
  readonly status: number;
  readonly type: string;
  readonly location: string | null;
  /** The headers, without what changes from one answer to the next. */
  readonly headers: string;
  readonly text: string;
}

const CHANGES = /^(date|content-length|etag|set-cookie|content-security-policy|keep-alive|x-request-id)$/;

export async function answerOf(path: string, response: Response): Promise<Answer> {
  const type = response.headers.get('content-type') ?? '';
  const body = Buffer.from(await response.arrayBuffer());
  return {
    path,
    status: response.status,
    type,
    location: response.headers.get('location'),
    headers: [...response.headers]
      .filter(([name]) => !CHANGES.test(name))
      .map(([name, value]) => `${name}: ${decoded(value)}`)
      .concat(response.headers.getSetCookie().map((line) => `set-cookie: ${decoded(line)}`))
      .join('\n'),
    text: textOf(type, body),
  };
}

/** An address may carry a word as %51z… */
function decoded(value: string): string {
  try {
    return `${value} ${decodeURIComponent(value)}`;
  } catch {
    return value;
  }
}

export function textOf(type: string, body: Buffer): string {
  if (/spreadsheetml|wordprocessingml/.test(type))
    return [...unzip(body)].map(([name, text]) => `${name}\n${text}`).join('\n');
  if (type.includes('pdf')) return textOfPdf(body);
  return body.toString('utf8');
}

/** The parts of a zip file, by the list at its end. */
export function unzip(file: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const packed = file.readUInt16LE(at + 10) === 8;
    const size = file.readUInt32LE(at + 20);
    const name = file.readUInt16LE(at + 28);
    const local = file.readUInt32LE(at + 42);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const data = file.subarray(start, start + size);
    parts.set(file.toString('utf8', at + 46, at + 46 + name), (packed ? inflateRawSync(data) : data).toString('utf8'));
    at += 46 + name + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return parts;
}

/**
 * The words of a PDF. Its fonts hold only the letters that are used, by numbers of their own, each font with the list
 * of what they mean (ISO 32000-1, 9.10.3 ToUnicode CMaps); a page says which font, then the numbers, with spacing between.
 */
export function textOfPdf(file: Buffer): string {
  const objects = new Map<string, { head: string; stream: string }>();
  const raw = file.toString('latin1');
  for (const [, id = '', body = ''] of raw.matchAll(/(?:^|\n)(\d+) 0 obj\s([\s\S]*?)\nendobj/g)) {
    const at = body.indexOf('stream\n');
    const head = at < 0 ? body : body.slice(0, at);
    const packed = at < 0 ? null : Buffer.from(body.slice(at + 7, body.lastIndexOf('\nendstream')), 'latin1');
    const stream = !packed || /FontFile|Length1/.test(head) ? '' : unpacked(head, packed);
    objects.set(id, { head, stream });
  }
  const maps = new Map<string, Map<number, string>>();
  for (const { head } of objects.values())
    for (const [, name = '', font = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const [, map] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.head ?? '') ?? [];
      if (map) maps.set(name, lettersOf(objects.get(map)?.stream ?? ''));
    }
  // A picture stands in the file as it is.
  const pictures = [...objects.values()].filter(({ head }) => /DCTDecode/.test(head)).map(({ stream }) => stream);
  const lines = [...objects.values()]
    .filter(({ stream }) => /\bTJ\b|\bTj\b/.test(stream))
    .map(({ stream }) => drawn(stream, maps));
  // What the file says of itself: title, author.
  return [raw.replace(/stream\n[\s\S]*?\nendstream/g, ''), ...pictures, ...lines].join('\n');
}

function unpacked(head: string, data: Buffer): string {
  try {
    return (/FlateDecode/.test(head) ? inflateSync(data) : data).toString('latin1');
  } catch {
    return '';
  }
}

function lettersOf(map: string): Map<number, string> {
  const letters = new Map<number, string>();
  const word = (hex: string) =>
    (hex.match(/.{4}/g) ?? []).map((each) => String.fromCharCode(Number.parseInt(each, 16))).join('');
  for (const [, block = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', list = ''] of block.matchAll(/<(\w+)>\s*<\w+>\s*\[([^\]]*)\]/g))
      for (const [n, [, hex = '']] of [...list.matchAll(/<([\w ]*)>/g)].entries())
        letters.set(Number.parseInt(from, 16) + n, word(hex.replaceAll(' ', '')));
  return letters;
}

function drawn(page: string, maps: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let letters: ReadonlyMap<number, string> = new Map();
  let text = '';
  for (const [, font, array] of page.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font) letters = maps.get(font) ?? new Map();
    else {
      for (const [, hex = ''] of (array ?? '').matchAll(/<(\w+)>/g))
        for (const [number] of hex.matchAll(/\w{4}/g)) text += letters.get(Number.parseInt(number, 16)) ?? '';
      text += '\n';
    }
  }
  return text;
}
