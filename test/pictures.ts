// For tests alone: reads a picture as an XML parser does, so that a test speaks of elements and not of text.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SaxesParser } from 'saxes';

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** The text inside it and inside its children. */
  readonly text: string;
}

interface Growing {
  name: string;
  attributes: Record<string, string>;
  children: Growing[];
  text: string;
}

/** Reads a well-formed document; throws where it is not. */
export function readPicture(xml: string): Element {
  const top: Growing = { name: '', attributes: {}, children: [], text: '' };
  const open: Growing[] = [top];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const element: Growing = { name: tag.name, attributes: { ...tag.attributes }, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    for (const element of open) element.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  const root = top.children[0];
  assert.ok(root !== undefined && top.children.length === 1, 'one root element');
  return root;
}

/** All elements inside, in the order of the document, that the question accepts. */
export function allOf(root: Element, accept: (element: Element) => boolean): Element[] {
  return root.children.flatMap((child) => [...(accept(child) ? [child] : []), ...allOf(child, accept)]);
}

export function ofClass(root: Element, name: string): Element[] {
  return allOf(root, (element) => (element.attributes.class ?? '').split(' ').includes(name));
}

/** The one layout of a chart that has two. */
export function layout(svg: string, size: 'compact' | 'wide'): Element {
  const found = ofClass(readPicture(svg), `hw-chart-${size}`);
  assert.equal(found.length, 1);
  return found[0] as Element;
}

export function numberOf(element: Element, attribute: string): number {
  const value = Number(element.attributes[attribute]);
  assert.ok(Number.isFinite(value), `${attribute} of <${element.name}> is a number`);
  return value;
}

/** What must hold of every picture, whatever was drawn. Returns the root, to ask it more. */
export function assertSound(svg: string): Element {
  const root = readPicture(svg);
  const elements = allOf(root, () => true);
  for (const { name, attributes } of elements) {
    assert.ok(!['style', 'script', 'foreignObject', 'image', 'a'].includes(name), `no <${name}>`);
    for (const [key, value] of Object.entries(attributes)) {
      assert.ok(key !== 'style' && key !== 'id' && !key.startsWith('on') && !key.endsWith('href'), `no ${key}`);
      if (!['aria-label', 'class'].includes(key)) {
        assert.doesNotMatch(value, /NaN|Infinity|undefined|null|e[+-]\d/, `${key} of <${name}>`);
      }
    }
  }
  const pictures = elements.filter((element) => element.name === 'svg' && element.attributes.role === 'img');
  assert.ok(pictures.length > 0 && pictures.every((each) => (each.attributes['aria-label'] ?? '') !== ''));
  const texts = elements.filter((element) => element.name === 'text');
  for (const each of [...pictures, ...texts.filter(({ attributes }) => attributes['font-size'] !== undefined)]) {
    assert.ok(numberOf(each, 'font-size') >= 11, `text of at least 11 pixels: ${each.text}`);
  }
  return root;
}

/**
 * Compares with the picture that a person has looked at. After a change that is meant, run the tests with
 * UPDATE_SNAPSHOTS=1, look at what changed, and commit it.
 */
export function assertAsReviewed(name: string, svg: string): void {
  const path = join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'charts', 'snapshots', `${name}.svg`);
  const readable = `${svg.replaceAll('><', '>\n<')}\n`;
  if (process.env.UPDATE_SNAPSHOTS === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, readable);
  }
  assert.ok(existsSync(path), `no reviewed picture ${name}: run with UPDATE_SNAPSHOTS=1 and look at it`);
  assert.equal(readable, readFileSync(path, 'utf8'));
}
