import { importBenchmarks } from '../returns/index.ts';
import { counted, importFile } from './import-file.ts';
import type { Output } from './output.ts';

/** `homeward import benchmarks FILE.csv`: published figures, to stand beside the authority's own (docs/methods/indicators.md). */
export async function importBenchmarksCommand(args: readonly string[], output: Output): Promise<number> {
  return importFile(args, output, {
    usage: 'import benchmarks FILE.csv [--json]',
    authority: false,
    run: (database, source) => database.asSystem((tx) => importBenchmarks(tx, source)),
    notices: (done) => done.notices,
    words: (done, name) => [
      `${name}: ${counted(done.read, 'row')} read, ${counted(done.metrics, 'indicator')} of ${counted(done.places, 'place')}.`,
      ...(done.replaced > 0
        ? [`${counted(done.replaced, 'row')} of the same indicators and years were here before and went.`]
        : []),
      `${counted(done.compared, 'indicator')} will stand beside figures of your own.`,
    ],
  });
}
