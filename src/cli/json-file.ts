import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Refusal } from '../kernel/index.ts';

/**
 * The data of a JSON file; `-` reads standard input.
 * @throws Refusal when it cannot be read, or is not JSON
 */
export async function readJsonFile(path: string): Promise<unknown> {
  try {
    const json = path === '-' ? await text(process.stdin) : await readFile(path, 'utf8');
    return JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch (problem) {
    if (problem instanceof SyntaxError) {
      throw new Refusal(`${path} is not JSON: it may be cut off, or of another kind.`);
    }
    const code = (problem as NodeJS.ErrnoException).code ?? 'unknown';
    throw new Refusal(`${path} cannot be read (${code}).`);
  }
}
