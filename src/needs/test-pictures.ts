import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** What a camera, a telephone or a program may write into a picture; none of it may come out again. */
export const SECRET = 'CANARY-51.4779N-0.0015W';

type Colour = 'red' | 'blue';
const RGB: Readonly<Record<Colour, readonly number[]>> = { red: [255, 0, 0], blue: [0, 0, 255] };

/** A picture whose left half is red and whose right half is blue. */
export function halves(width: number, height: number): Sharp {
  const raw = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at++) raw.set(RGB[at % width < width / 2 ? 'red' : 'blue'], at * 3);
  return sharp(raw, { raw: { width, height, channels: 3 } });
}

/** The colour of a point, told by what there is more of. */
export async function colourAt(picture: Buffer, x: number, y: number): Promise<Colour> {
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return (data[at] ?? 0) > (data[at + 2] ?? 0) ? 'red' : 'blue';
}

/**
 * EXIF as a camera writes it (EXIF 2.32, TIFF 6.0): the way the camera was held, a description, and where it was.
 * @param orientation 1 to 8; 6 is a telephone held upright
 */
export function exif(orientation: number): Buffer {
  const words = Buffer.from(`${SECRET}\0`, 'latin1');
  const entry = (tag: number, type: number, count: number, value: number) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16LE(tag, 0);
    bytes.writeUInt16LE(type, 2);
    bytes.writeUInt32LE(count, 4);
    if (type === 3) bytes.writeUInt16LE(value, 8);
    else bytes.writeUInt32LE(value, 8);
    return bytes;
  };
  const folder = (entries: Buffer[]) => {
    const count = Buffer.alloc(2);
    count.writeUInt16LE(entries.length);
    return Buffer.concat([count, ...entries, Buffer.alloc(4)]);
  };
  const first = 8;
  const gps = first + 2 + 3 * 12 + 4;
  const text = gps + 2 + 2 * 12 + 4;
  const main = folder([
    entry(0x010e, 2, words.length, text), // description
    entry(0x0112, 3, 1, orientation),
    entry(0x8825, 4, 1, gps), // where the GPS folder is
  ]);
  const place = folder([entry(0x0012, 2, words.length, text), entry(0x001b, 7, words.length, text)]); // datum, method
  return Buffer.concat([Buffer.from('II*\0\x08\0\0\0', 'latin1'), main, place, words]);
}

const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="${SECRET}"/></rdf:RDF></x:xmpmeta>`;

/** A JPEG with EXIF, a small picture in it, XMP, a colour profile, IPTC, a comment, and more behind its end. */
export function jpegWithSecrets(plain: Buffer, orientation = 1): Buffer {
  const segment = (marker: number, content: Buffer | string) => {
    const bytes = Buffer.from(content as string, 'latin1');
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(bytes.length + 2, 2);
    return Buffer.concat([head, bytes]);
  };
  return Buffer.concat([
    plain.subarray(0, 2),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif(orientation)])),
    segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${XMP}`),
    segment(0xe2, `MPF\0${SECRET}`),
    segment(0xed, `Photoshop 3.0\0${SECRET}`),
    segment(0xfe, `a comment ${SECRET}`),
    plain.subarray(2),
    Buffer.from(`<script>alert("${SECRET}")</script>PK\x03\x04${SECRET}`, 'latin1'),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const name = Buffer.from(type, 'latin1');
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(Buffer.concat([name, content])));
  return Buffer.concat([length, name, content, sum]);
}

const PNG_HEAD = 8 + 25;

/** A PNG with texts, plain and packed, EXIF, a time, and more behind its end. */
export function pngWithSecrets(plain: Buffer): Buffer {
  const text = (words: string) => Buffer.from(words, 'latin1');
  return Buffer.concat([
    plain.subarray(0, PNG_HEAD),
    chunk('tEXt', text(`Comment\0${SECRET}`)),
    chunk('zTXt', Buffer.concat([text('Author\0\0'), deflateSync(text(SECRET))])),
    chunk('iTXt', text(`XML:com.adobe.xmp\0\0\0\0\0${XMP}`)),
    chunk('eXIf', exif(1)),
    plain.subarray(PNG_HEAD),
    text(SECRET),
  ]);
}

/** A WebP of the long kind (RFC 9649 2.7) with EXIF and XMP. */
export function webpWithSecrets(plain: Buffer, width: number, height: number): Buffer {
  const part = (name: string, content: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(content.length);
    return Buffer.concat([Buffer.from(name, 'latin1'), length, content, Buffer.alloc(content.length % 2)]);
  };
  const head = Buffer.alloc(10);
  head[0] = 0x08 | 0x04; // EXIF and XMP follow
  head.writeUIntLE(width - 1, 4, 3);
  head.writeUIntLE(height - 1, 7, 3);
  const xmp = part('XMP ', Buffer.from(XMP, 'latin1'));
  const body = Buffer.concat([part('VP8X', head), plain.subarray(12), part('EXIF', exif(1)), xmp]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length + 4);
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), length, Buffer.from('WEBP', 'latin1'), body]);
}

/** A PNG of a few hundred bytes that says it is 50,000 points wide and high. */
export function bombPng(): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(50_000, 0);
  head.writeUInt32BE(50_000, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(150_001));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}
