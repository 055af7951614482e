import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { utf8Only } from './encoding.ts';
import { shown, Unreadable } from './problems.ts';

/** What the reader of one part of a workbook listens to; names are without their prefix. */
export interface PartListener {
  open?(name: string, attributes: { readonly [name: string]: string }): void;
  text?(text: string): void;
  close?(name: string): void;
}

const LONGEST_TEXT = 1_000_000;

/**
 * Goes through one XML part of a workbook. Nothing may be declared in it: entities of its own are refused.
 *
 * @param after called behind each piece of bytes, to hand on what was read
 * @throws Unreadable when it is not well-formed
 */
export async function* readPart<Made>(
  part: AsyncIterable<Uint8Array>,
  listener: PartListener,
  after: () => Made,
): AsyncGenerator<Made> {
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let lastTag = 0;
  parser.on('error', (error) => {
    throw new Unreadable(`a workbook of well-formed XML (${shown(error.message.replace(/^\d+:\d+:\s*/, ''))})`);
  });
  parser.on('doctype', () => {
    throw new Unreadable('a workbook without a DOCTYPE: declarations and entities of its own are refused');
  });
  parser.on('opentag', (tag: SaxesTagPlain) => {
    lastTag = parser.position;
    listener.open?.(localName(tag.name), tag.attributes);
  });
  parser.on('text', (text) => listener.text?.(text));
  parser.on('closetag', (tag) => {
    lastTag = parser.position;
    listener.close?.(localName(tag.name));
  });
  for await (const bytes of utf8Only(part)) {
    parser.write(decoder.decode(bytes, { stream: true }));
    if (parser.position - lastTag > LONGEST_TEXT) {
      throw new Unreadable(`texts of at most ${LONGEST_TEXT.toLocaleString('en-GB')} letters in a workbook`);
    }
    yield after();
  }
  parser.close();
  yield after();
}

async function readWhole(part: AsyncIterable<Uint8Array>, listener: PartListener): Promise<void> {
  for await (const _ of readPart(part, listener, () => null));
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

export interface SheetEntry {
  readonly name: string;
  /** The relation that tells which part holds it. */
  readonly relation: string;
}

/** The sheets of `xl/workbook.xml`, and whether days count from 1904 (old Macs) and not from 1900. */
export async function readSheets(
  part: AsyncIterable<Uint8Array>,
): Promise<{ readonly sheets: readonly SheetEntry[]; readonly from1904: boolean }> {
  const sheets: SheetEntry[] = [];
  let from1904 = false;
  await readWhole(part, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const relation = Object.entries(attributes).find(([key]) => localName(key) === 'id' && key !== 'id')?.[1] ?? '';
      sheets.push({ name: attributes.name ?? '', relation });
    },
  });
  return { sheets, from1904 };
}

/** Where each relation of the workbook leads: the path of a part by its id. */
export async function readRelations(part: AsyncIterable<Uint8Array>): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>();
  await readWhole(part, {
    open: (name, { Id, Target }) => {
      if (name !== 'Relationship' || Id === undefined || Target === undefined) return;
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`);
    },
  });
  return targets;
}

const MOST_TEXTS = 10_000_000;
const MOST_LETTERS = 400_000_000;

/** The texts that cells name by number; how they are said (phonetic runs) is left out. */
export async function readSharedTexts(part: AsyncIterable<Uint8Array>): Promise<readonly string[]> {
  const texts: string[] = [];
  let letters = 0;
  let current = '';
  let reads = false;
  let said = 0;
  await readWhole(part, {
    open: (name) => {
      if (name === 'si') current = '';
      if (name === 'rPh') said += 1;
      reads = name === 't' && said === 0;
    },
    text: (text) => {
      if (reads) current += text;
    },
    close: (name) => {
      reads = false;
      if (name === 'rPh') said -= 1;
      if (name !== 'si') return;
      letters += current.length;
      if (texts.length >= MOST_TEXTS || letters > MOST_LETTERS) throw new Unreadable('a workbook with fewer texts');
      texts.push(current);
    },
  });
  return texts;
}

/** How a style shows a number: as a day, as figures with zeros in front (so many), or as it is. */
export type Style = 'day' | 'number' | number;

/** The styles that cells name by number. */
export async function readStyles(part: AsyncIterable<Uint8Array>): Promise<readonly Style[]> {
  const formats = new Map<number, string>();
  const styles: Style[] = [];
  let inCells = false;
  await readWhole(part, {
    open: (name, attributes) => {
      if (name === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) styles.push(styleOf(Number(attributes.numFmtId ?? 0), formats));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

/** Formats below 164 are fixed (ECMA-376, 18.8.30): 14–17 and 22 are days, 27–36 and 50–58 days in East Asia. */
function styleOf(id: number, formats: ReadonlyMap<number, string>): Style {
  const code = formats.get(id);
  if (code === undefined) {
    const isDay = (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
    return isDay ? 'day' : 'number';
  }
  const plain = code.replace(/"[^"]*"|\[[^\]]*\]|\\.|General/gi, '');
  if (/[dy]/i.test(plain)) return 'day';
  return /^0{2,}$/.test(plain) ? plain.length : 'number';
}
