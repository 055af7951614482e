import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { KindReader } from './file-kind.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const kindOf = (...chunks: Buffer[]) => {
  const reader = new KindReader();
  for (const chunk of chunks) reader.see(chunk);
  return reader.kind();
};

// First bytes as the formats' own standards give them (see KindReader).
const JPEG = bytes('\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00');
const PNG = bytes('\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00');
const WEBP = bytes('RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x00');
const ZIP = bytes('PK\x03\x04\x14\x00\x00\x00\x08\x00inside.csv');

test('a file is what its first bytes say', () => {
  assert.equal(kindOf(JPEG), 'jpeg');
  assert.equal(kindOf(PNG), 'png');
  assert.equal(kindOf(WEBP), 'webp');
  assert.equal(kindOf(ZIP), 'zip');
  assert.equal(kindOf(bytes('<?xml version="1.0"?><CHILDREN/>')), 'xml');
  assert.equal(kindOf(bytes('\xef\xbb\xbf<CHILDREN/>')), 'xml');
  assert.equal(kindOf(bytes('CHILD,SEX\r\n1,1\r\n')), 'text');
});

test('what nobody asks for is nothing', () => {
  assert.equal(kindOf(bytes('GIF89a\x01\x00\x01\x00')), 'other');
  assert.equal(kindOf(bytes('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00')), 'other');
  assert.equal(kindOf(bytes('MZ\x90\x00\x03')), 'other');
  assert.equal(kindOf(bytes('RIFF\x24\x00\x00\x00WAVEfmt ')), 'other');
  for (const page of ['<!DOCTYPE html><p>', '\n <HTML>', '<script>alert(1)</script>', '<svg onload="x()"/>']) {
    assert.equal(kindOf(bytes(page)), 'other', page);
  }
});

test('an SVG picture is XML at most, and never a picture', () => {
  assert.equal(kindOf(bytes('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')), 'xml');
});

test('a workbook is told by its list at the end, and one with macros is refused', () => {
  const list = (...names: string[]) => bytes(names.map((name) => `PK\x01\x02...${name}`).join(''));
  const filling = Buffer.alloc(200_000, 7);
  assert.equal(kindOf(ZIP, filling, list('[Content_Types].xml', 'xl/workbook.xml')), 'xlsx');
  assert.equal(kindOf(ZIP, filling, list('[Content_Types].xml', 'xl/workbook.xml', 'xl/vbaProject.bin')), 'other');
  assert.equal(kindOf(ZIP, filling, list('Header.csv', 'Episodes.csv')), 'zip');
});

test('one byte that no text has makes it no text, wherever it stands', () => {
  assert.equal(kindOf(bytes('CHILD,SEX\n'), bytes('1,1\n'.repeat(5_000)), bytes('2,\x002\n')), 'other');
});

test('the pieces in which a file comes do not change what it is', () => {
  const files: readonly (readonly [Buffer, string])[] = [
    [JPEG, 'jpeg'],
    [PNG, 'png'],
    [WEBP, 'webp'],
    [ZIP, 'zip'],
    [bytes('CHILD,SEX\r\n1,1\r\n2,2\r\n'), 'text'],
  ];
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.integer({ min: 1, max: 30 }), ([file, kind], size) => {
      const chunks = Array.from({ length: Math.ceil(file.length / size) }, (_, n) =>
        file.subarray(n * size, (n + 1) * size),
      );
      assert.equal(kindOf(...chunks), kind);
    }),
  );
});

test('what it can only be is known early for pictures, and late for the rest', () => {
  const soFar = (chunk: Buffer) => {
    const reader = new KindReader();
    reader.see(chunk);
    return reader.soFar();
  };
  assert.equal(soFar(JPEG), 'jpeg');
  assert.equal(soFar(bytes('\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f')), 'other');
  assert.equal(soFar(ZIP), null);
  assert.equal(soFar(bytes('CHILD,SEX,DOB,ETHNIC,UPN')), null);
  assert.equal(soFar(bytes('CHILD')), null);
});
