/** What a file is, by what is inside it; its name and what the browser says of it count for nothing. */
export type FileKind = 'jpeg' | 'png' | 'webp' | 'xlsx' | 'zip' | 'xml' | 'text';

/** How a kind is called on screens. */
export const FILE_KIND_WORDS: Readonly<Record<FileKind, string>> = {
  jpeg: 'JPEG picture',
  png: 'PNG picture',
  webp: 'WebP picture',
  xlsx: 'Excel workbook (.xlsx, without macros)',
  zip: 'zip file',
  xml: 'XML file',
  text: 'CSV file',
};

const HEAD = 512;
/** The list of what is inside a zip file stands at its end. */
const TAIL = 65_536;

/**
 * Says what a file is while its bytes pass by, and holds no more of it than its first and last bytes. Pictures and
 * archives are told by their first bytes (JPEG: ITU-T T.81 B.1.1.3; PNG: ISO/IEC 15948 5.2; WebP: RFC 9649 2.4; zip:
 * APPNOTE 4.3.7), text by having no byte in it that no text has. What looks like a web page is nothing we take.
 */
export class KindReader {
  #head: Buffer = Buffer.alloc(0);
  #tail: Buffer = Buffer.alloc(0);
  #text = true;

  see(chunk: Buffer): void {
    if (this.#head.length < HEAD) this.#head = Buffer.concat([this.#head, chunk.subarray(0, HEAD - this.#head.length)]);
    if (isZip(this.#head)) this.#tail = Buffer.concat([this.#tail, chunk]).subarray(-TAIL);
    else if (this.#text) this.#text = !chunk.some(isNoText);
  }

  /** What it can only be by now, however it goes on; null while that cannot be said. */
  soFar(): FileKind | 'other' | null {
    if (this.#head.length < 16) return null;
    return pictureKind(this.#head) ?? (isZip(this.#head) || this.#text ? null : 'other');
  }

  /** What it is, once all of it has passed by. */
  kind(): FileKind | 'other' {
    const picture = pictureKind(this.#head);
    if (picture) return picture;
    if (isZip(this.#head)) return archiveKind(this.#tail);
    return this.#text ? textKind(this.#head) : 'other';
  }
}

function pictureKind(head: Buffer): FileKind | null {
  if (head.subarray(0, 3).equals(JPEG)) return 'jpeg';
  if (head.subarray(0, 8).equals(PNG)) return 'png';
  return head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP' ? 'webp' : null;
}

const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

function isZip(head: Buffer): boolean {
  return head.subarray(0, 4).equals(ZIP);
}

/** A workbook is a zip file with a workbook in it; one with programs in it (macros) is nothing we take. */
function archiveKind(tail: Buffer): FileKind | 'other' {
  if (tail.includes('vbaProject.bin')) return 'other';
  return tail.includes('xl/workbook.xml') && tail.includes('[Content_Types].xml') ? 'xlsx' : 'zip';
}

function textKind(head: Buffer): FileKind | 'other' {
  const start = head
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (/^<(!doctype\s+html|html|head|body|script|svg|iframe)\b/i.test(start)) return 'other';
  return /^<[?!a-z_]/i.test(start) ? 'xml' : 'text';
}

/** Control characters that no text file has; whether the rest is UTF-8 is for its reader to say, who knows the line. */
function isNoText(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c;
}
