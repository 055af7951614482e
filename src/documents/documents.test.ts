import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { textOfPdf, unzip } from '../../test/security/canaries-read.ts';
import { type Document, writeApart, writePdf, writeWebPage, writeWord } from './index.ts';

// Files are read back here part by part, and not by the libraries that wrote them.

const HOSTILE = '=1+1 <script>alert(1)</script> & “Zoë” \u{1f3e0} {{ 7 * 7 }}';
const DOCUMENT: Document = {
  title: 'Homes & children',
  subtitle: 'Counted on 22 November 2026',
  contents: true,
  sections: [
    {
      heading: 'What there is',
      blocks: [
        { kind: 'paragraph', text: HOSTILE },
        { kind: 'heading', text: 'By age' },
        { kind: 'list', items: ['One thing', 'Another thing'] },
        {
          kind: 'table',
          caption: 'Children by age',
          head: ['Age', 'Children'],
          rows: Array.from({ length: 70 }, (_, at) => [`${at} years`, at % 2 ? '5 or fewer' : '1,234']),
        },
        {
          kind: 'chart',
          words: 'One bar, as long as 12 is.',
          figure: {
            width: 300,
            height: 60,
            shapes: [
              { is: 'box', x: 10, y: 10, width: 120, height: 20, fill: '#12436d' },
              { is: 'text', text: 'Twelve', x: 140, y: 25, size: 14, from: 'start' },
              {
                is: 'line',
                points: [
                  [0, 0],
                  [300, 0],
                ],
                colour: '"/><script>',
                thick: 1,
                dashed: true,
              },
              {
                is: 'area',
                points: [
                  [0, 50],
                  [20, 40],
                  [40, 50],
                ],
                fill: '#bfd3e6',
              },
            ],
          },
        },
        { kind: 'facts', facts: [{ name: 'Version', value: '1' }] },
      ],
    },
    { heading: 'What is missing', blocks: [{ kind: 'paragraph', text: 'Nothing.' }] },
  ],
};

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(HOSTILE, '\u0001', '\ud800', '\uffff', '=cmd', ']]>', '<!--', '&amp;', '\u202e', '{{ x }}'),
);

const MADE = new Date('2026-11-22T10:00:00Z');

/** Elements of an XML text in their order, with attributes; throws where it is not well formed. */
function elementsOf(xml: string): { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[] {
  const found: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => assert.fail(error));
  parser.on('opentag', ({ name, attributes }) =>
    found.push({ name, attributes: attributes as Record<string, string> }),
  );
  parser.write(xml).close();
  return found;
}

test('a Word file has real headings, a table with a header row on each page, and words for pictures', async () => {
  const parts = unzip(await writeWord(DOCUMENT, MADE));
  for (const [name, text] of parts) if (/\.(xml|rels)$/.test(name)) elementsOf(text);
  const xml = parts.get('word/document.xml') ?? '';
  const elements = elementsOf(xml);
  const styles = elements.filter(({ name }) => name === 'w:pStyle').map(({ attributes }) => attributes['w:val']);
  assert.deepEqual(
    styles.filter((style) => /^(Title|Heading)/.test(style ?? '')),
    ['Title', 'Heading1', 'Heading2', 'Heading1'],
  );
  assert.equal(elements.filter(({ name }) => name === 'w:tbl').length, 1);
  assert.equal(elements.filter(({ name }) => name === 'w:tr').length, 71);
  assert.equal(elements.filter(({ name }) => name === 'w:tblHeader').length, 1);
  assert.equal(elements.filter(({ name }) => name === 'w:cantSplit').length, 71);
  const pictures = elements.filter(({ name }) => name === 'wp:docPr');
  assert.deepEqual(
    pictures.map(({ attributes }) => attributes.descr),
    ['One bar, as long as 12 is.'],
  );
  // Each name in the contents leads to a bookmark that is there.
  const leads = elements.filter(({ name }) => name === 'w:hyperlink').map(({ attributes }) => attributes['w:anchor']);
  const marks = elements.filter(({ name }) => name === 'w:bookmarkStart').map(({ attributes }) => attributes['w:name']);
  assert.deepEqual(leads, ['section-1', 'section-2']);
  assert.deepEqual(marks, leads);
  const again = unzip(await writeWord(DOCUMENT, MADE));
  assert.equal(again.get('docProps/core.xml'), parts.get('docProps/core.xml'));
  assert.match(parts.get('docProps/core.xml') ?? '', /2026-11-22T10:00:00\.000Z/);
  assert.match(parts.get('word/styles.xml') ?? '', /<w:lang w:val="en-GB"/);
  assert.match(parts.get('docProps/core.xml') ?? '', /<dc:title>Homes &amp; children<\/dc:title><dc:creator>Homeward</);
});

test('a Word file holds no macro, no outside link and no field but page numbers', async () => {
  const parts = unzip(await writeWord(DOCUMENT, MADE));
  assert.deepEqual(
    [...parts.keys()].filter((name) => /vba|macro|embed|activeX/i.test(name)),
    [],
  );
  assert.doesNotMatch([...parts.values()].join(''), /TargetMode="External"/);
  const fields = [...parts.values()].join('').match(/<w:instrText[^>]*>[^<]*/g) ?? [];
  assert.deepEqual(fields.map((field) => field.replace(/<[^>]*>/, '').trim()).sort(), ['NUMPAGES', 'PAGE']);
});

test('property: any text comes back from the Word file and the web page as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 20 }), async (texts) => {
      const said = texts.map((text) => text.replace(/[\n\r\t]/g, ' '));
      const document = {
        ...DOCUMENT,
        sections: [{ heading: 'Texts', blocks: [{ kind: 'list' as const, items: said }] }],
      };
      const xml = unzip(await writeWord(document, MADE)).get('word/document.xml') ?? '';
      elementsOf(xml);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 does not allow.
      const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
      const shown = said.map((text) => text.toWellFormed().replace(forbidden, '\ufffd'));
      let whole = '';
      const parser = new SaxesParser();
      parser.on('text', (text) => (whole += text));
      parser.write(xml).close();
      for (const text of shown) assert.ok(whole.includes(text), JSON.stringify(text));
      const page = writeWebPage(document).toString();
      assert.doesNotMatch(page.replace(/<style>[\s\S]*<\/style>/, ''), /<script|<style/i);
    }),
    { numRuns: 25 },
  );
});

test('a PDF is tagged: headings, list, a table whose headers say what they head, a figure with words', async () => {
  const bytes = await writePdf(DOCUMENT, new Date('2026-11-22T10:00:00Z'));
  const raw = bytes.toString('latin1');
  assert.match(raw, /\/Lang \(en-GB\)/);
  assert.match(raw, /\/Marked true/);
  for (const tag of ['H1', 'H2', 'H3', 'L', 'LI', 'LBody', 'Table', 'Caption', 'TOC', 'Figure', 'Link'])
    assert.match(raw, new RegExp(`/S /${tag}\\b`), tag);
  assert.equal((raw.match(/\/S \/TR\b/g) ?? []).length, 71, 'a header that stands on a page again is no row');
  assert.equal((raw.match(/\/Scope \/Column/g) ?? []).length, 2);
  assert.equal((raw.match(/\/Scope \/Row/g) ?? []).length, 70);
  assert.match(raw, /\/Alt \(One bar, as long as 12 is\.\)/);
  elementsOf(raw.slice(raw.indexOf('<x:xmpmeta'), raw.indexOf('</x:xmpmeta>') + 12));
  assert.match(raw, /x-default">Homes &amp; children</);
  const words = textOfPdf(bytes);
  for (const word of ['Children by age', 'Twelve', '<script>alert(1)</script>', '69 years'])
    assert.ok(words.includes(word), word);
  assert.deepEqual(
    await writePdf(DOCUMENT, new Date('2026-11-22T10:00:00Z')),
    bytes,
    'the same document, the same bytes',
  );
});

test('a web page needs nothing else, and what stands in it is text', async () => {
  const html = writeWebPage(DOCUMENT).toString();
  assert.match(html, /^<!DOCTYPE html>\n<html lang="en-GB">/);
  assert.doesNotMatch(html, /<script|https?:\/\/(?!www\.w3\.org)|<link|<img/);
  assert.match(html, /=1\+1 &lt;script&gt;/);
  assert.match(html, /<caption[^>]*>Children by age<\/caption>/);
  assert.match(html, /<th scope="col"[^>]*>Age<\/th>/);
  assert.match(html, /<th scope="row"[^>]*>69 years<\/th>/);
  assert.match(html, /<svg [^>]*role="img" aria-label="One bar, as long as 12 is\."/);
});

test('a file written apart is the same, and one that cannot be written is refused', async () => {
  const made = new Date('2026-11-22T10:00:00Z');
  const [html, pdf] = await Promise.all([writeApart(DOCUMENT, 'html', made), writeApart(DOCUMENT, 'pdf', made)]);
  assert.deepEqual(html, writeWebPage(DOCUMENT));
  assert.deepEqual(pdf, await writePdf(DOCUMENT, made));
  const broken = { ...DOCUMENT, sections: null } as unknown as Document;
  await assert.rejects(writeApart(broken, 'pdf', made));
  assert.deepEqual(await writeApart(DOCUMENT, 'html', made), html, 'and the next is written all the same');
});
