import { child, ended, episode, returnFiles } from '../../test/returns.ts';
import { date } from '../kernel/index.ts';
import type { ReturnFile } from '../ssda903/index.ts';

/** K2's episode ends before it begins (rule 356), K1's does not. With `more`, K3's does as well. */
export const BROKEN = (more = false) =>
  returnFiles(2026, {
    Header: [child('K1'), child('K2'), ...(more ? [child('K3')] : [])],
    Episodes: [
      episode('K1', '2025-05-01'),
      episode('K2', '2025-06-01', ended('2025-05-01', 'E3', null)),
      ...(more ? [episode('K3', '2025-08-01', ended('2025-07-01', 'E3', null))] : []),
    ],
  });

/** A boy born in 2023, of whom Header alone says everything it has to. */
export const WITHOUT_MISTAKE = () =>
  returnFiles(2026, { Header: [child('K1', { SEX: 'male', DOB: date('2023-05-06') })] }).filter(({ name }) =>
    /header/i.test(name),
  );

/** Files as a form sends them. */
export async function blobs(files: readonly ReturnFile[], field = 'files'): Promise<[string, Blob, string][]> {
  return Promise.all(
    files.map(async (file): Promise<[string, Blob, string]> => {
      const pieces: Uint8Array[] = [];
      for await (const piece of file.open()) pieces.push(piece);
      return [field, new Blob([Buffer.concat(pieces)]), file.name];
    }),
  );
}

export function form(year: string, files: readonly (readonly [string, Blob, string])[], again = false): FormData {
  const data = new FormData();
  data.append('year', year);
  if (again) data.append('again', 'yes');
  for (const [field, blob, name] of files) data.append(field, blob, name);
  return data;
}

/** The words of a page. */
export const text = (html: string) =>
  html
    .replace(/<(script|style).*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, '’')
    .replace(/\s+/g, ' ');
