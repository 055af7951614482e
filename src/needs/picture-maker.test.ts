import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { sizeOfBarePicture } from './picture.ts';
import { makePicture } from './picture-maker.ts';
import {
  bombPng,
  colourAt,
  exif,
  halves,
  jpegWithSecrets,
  pngWithSecrets,
  SECRET,
  webpWithSecrets,
} from './test-pictures.ts';

const folder = mkdtempSync(join(tmpdir(), 'homeward-pictures-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function make(bytes: Buffer) {
  const file = join(folder, 'sent');
  writeFileSync(file, bytes);
  return makePicture(file);
}
async function made(bytes: Buffer) {
  const answer = await make(bytes);
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}
const refusedAs = async (bytes: Buffer) => {
  const answer = await make(bytes);
  return answer.ok ? 'made' : answer.problem;
};

test('nothing of what a camera or a program wrote into a picture comes out again', async () => {
  const plain = halves(60, 40);
  const sent: readonly (readonly [string, Buffer])[] = [
    ['JPEG', jpegWithSecrets(await plain.clone().jpeg().toBuffer())],
    ['PNG', pngWithSecrets(await plain.clone().png().toBuffer())],
    ['WebP', webpWithSecrets(await plain.clone().webp().toBuffer(), 60, 40)],
  ];
  for (const [kind, bytes] of sent) {
    assert.ok(bytes.includes(SECRET), `${kind}: the secret is in what is sent`);
    const { exif: there } = await sharp(bytes).metadata();
    assert.ok(there?.includes(SECRET), `${kind}: and other programs find it`);
    const picture = await made(bytes);
    assert.ok(!picture.bytes.includes(SECRET) && !picture.bytes.includes('CANARY'), kind);
    const told = await sharp(picture.bytes).metadata();
    const parts = { exif: told.exif, xmp: told.xmp, icc: told.icc, iptc: told.iptc, orientation: told.orientation };
    assert.deepEqual(
      parts,
      { exif: undefined, xmp: undefined, icc: undefined, iptc: undefined, orientation: undefined },
      kind,
    );
    assert.deepEqual([picture.width, picture.height], [60, 40]);
    assert.equal(await colourAt(picture.bytes, 5, 20), 'red');
    assert.equal(await colourAt(picture.bytes, 54, 20), 'blue');
  }
});

test('a picture is turned upright before what says how it was held is thrown away', async () => {
  const plain = await halves(60, 40).jpeg().toBuffer();
  // EXIF 2.32, tag 0x0112: what is drawn at the left belongs at the top (6), the right (3), the bottom (8).
  const turned: readonly (readonly [number, number, number, readonly [number, number]])[] = [
    [1, 60, 40, [5, 20]],
    [3, 60, 40, [54, 20]],
    [6, 40, 60, [20, 5]],
    [8, 40, 60, [20, 54]],
  ];
  for (const [orientation, width, height, [x, y]] of turned) {
    const picture = await made(jpegWithSecrets(plain, orientation));
    assert.deepEqual([picture.width, picture.height], [width, height], `${orientation}`);
    assert.equal(await colourAt(picture.bytes, x, y), 'red', `${orientation}`);
    assert.equal(await colourAt(picture.bytes, width - 1 - x, height - 1 - y), 'blue', `${orientation}`);
  }
});

test('a large picture is made smaller, a small one stays as it is', async () => {
  const size = async (width: number, height: number) => {
    const picture = await made(await halves(width, height).png().toBuffer());
    return [picture.width, picture.height];
  };
  assert.deepEqual(await size(3000, 2000), [1200, 800]);
  assert.deepEqual(await size(1000, 4000), [300, 1200]);
  assert.deepEqual(await size(30, 20), [30, 20]);
});

test('what has no picture in it, half of one, or too many points is refused', async () => {
  const jpeg = await halves(600, 400).jpeg().toBuffer();
  const png = await halves(600, 400).png().toBuffer();
  assert.equal(await refusedAs(jpeg.subarray(0, jpeg.length / 2)), 'unreadable');
  assert.equal(await refusedAs(png.subarray(0, png.length / 2)), 'unreadable');
  assert.equal(await refusedAs(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])), 'unreadable');
  assert.equal(
    await refusedAs(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
    'unreadable',
  );
  assert.equal(await refusedAs(await halves(60, 40).tiff().toBuffer()), 'unreadable');
  assert.equal(await refusedAs(await halves(60, 40).gif().toBuffer()), 'unreadable');
  assert.ok(bombPng().length < 1_000);
  assert.equal(await refusedAs(bombPng()), 'too-many-pixels');
});

test('a bare picture is told from one that holds anything else', async () => {
  const bare = await made(await halves(60, 40).png().toBuffer());
  assert.deepEqual(sizeOfBarePicture(bare.bytes), { width: 60, height: 40 });
  const segment = (marker: number, words: string) =>
    Buffer.concat([Buffer.from([0xff, marker, 0, words.length + 2]), Buffer.from(words)]);
  const withSegment = (marker: number, words: string) =>
    Buffer.concat([bare.bytes.subarray(0, 2), segment(marker, words), bare.bytes.subarray(2)]);
  for (const marker of [0xe1, 0xe2, 0xed, 0xee, 0xfe]) assert.equal(sizeOfBarePicture(withSegment(marker, 'x')), null);
  assert.equal(sizeOfBarePicture(withSegment(0xe0, 'JFXX')), null);
  assert.equal(sizeOfBarePicture(Buffer.concat([bare.bytes, Buffer.from('x')])), null);
  assert.equal(sizeOfBarePicture(bare.bytes.subarray(0, -1)), null);
  assert.equal(sizeOfBarePicture(exif(1)), null);
  assert.equal(sizeOfBarePicture(Buffer.alloc(0)), null);
});
