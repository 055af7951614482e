import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allOf, readPicture } from '../../test/pictures.ts';
import { COLOURS, tone } from './palette.ts';
import { element, escapeText, GREY, INK, picture, written } from './svg.ts';
import { fitted, textWidth, wrapped } from './text-width.ts';

test('markup in a text is shown as text', () => {
  assert.equal(escapeText(`<script>"&'`), '&lt;script&gt;&quot;&amp;&#39;');
});

/** The production Char of XML 1.0 (2.2). */
function allowed(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
}

test('any text, as content and as attribute, is read back as it was, save for what XML forbids', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const root = readPicture(picture({ width: 1, height: 1 }, text, '', [element('g', {}, written(text, 0, 0, 12))]));
      const expected = [...text].map((character) => (allowed(character) ? character : '\ufffd')).join('');
      // A parser turns line ends into one form, and white space in attributes into spaces: XML 1.0, 2.11 and 3.3.3.
      const lines = expected.replace(/\r\n?/g, '\n');
      assert.equal(allOf(root, (each) => each.name === 'text')[0]?.text, lines);
      assert.equal(root.attributes['aria-label'], lines.replace(/[\n\t]/g, ' '));
    }),
  );
});

test('a number that is none is refused', () => {
  assert.throws(() => element('rect', { x: Number.NaN }), /NaN/);
});

/** Contrast by WCAG 2.2: relative luminance of sRGB. */
function contrastOnWhite(colour: string): number {
  const channel = (start: number) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return 1.05 / (luminance + 0.05);
}

test('fills are at least 3:1 on white, text 4.5:1', () => {
  for (const colour of COLOURS) assert.ok(contrastOnWhite(colour) >= 3, `${colour} ${contrastOnWhite(colour)}`);
  for (const colour of [INK, GREY]) assert.ok(contrastOnWhite(colour) >= 4.5, colour);
});

test('the first 24 categories all look different, and neighbours differ in colour and in texture', () => {
  const tones = Array.from({ length: 24 }, (_, index) => tone(index));
  assert.equal(new Set(tones.map((each) => `${each.colour} ${each.texture}`)).size, 24);
  tones.slice(1).forEach((each, index) => {
    assert.notEqual(each.colour, tones[index]?.colour);
    assert.notEqual(each.texture, tones[index]?.texture);
  });
});

test('cut and wrapped text stays within its width', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 20, max: 300 }), (text, width) => {
      assert.ok(textWidth(fitted(text, width, 12), 12) <= width);
      const lines = wrapped(text, width, 12, 2);
      assert.ok(lines.length <= 2 && lines.every((line) => textWidth(line, 12) <= width));
    }),
  );
  // The first three words are 12.29 em by the table of widths: 147.5 pixels.
  assert.deepEqual(wrapped('Feelings and emotional wellbeing', 147, 12, 2), ['Feelings and', 'emotional wellbeing']);
});
