import { englandDate, inWords } from '../kernel/index.ts';
import type { ImportCounts, ImportedReturn } from '../returns/index.ts';
import { type Problem, problemWords, returnYearWords } from '../ssda903/index.ts';

/** One line for the terminal; `wrong` goes to standard error. */
export interface Line {
  readonly text: string;
  readonly wrong: boolean;
}

/** How many problems that stop an import are listed one by one; the rest are counted. */
const MOST_LISTED = 50;
const MOST_KINDS_OF_NOTICE = 12;

/** What an import did, in words. */
export function importWords(authority: string, imported: readonly ImportedReturn[]): Line[] {
  const stopped = imported.at(-1)?.is === 'stopped';
  return imported.flatMap((one) => {
    if (one.is === 'already imported') {
      const on = inWords(englandDate(one.at));
      return [said(`The return ${returnYearWords(one.year)} was already imported on ${on}; nothing changed.`)];
    }
    if (one.is === 'stopped') return stoppedLines(one);
    if (stopped) return []; // it was rolled back with the one that stopped
    return [
      said(`Imported ${countWords(one.counts)} for authority ${authority}, return ${returnYearWords(one.year)}.`),
      ...moreLines(one.counts).map(said),
      ...noticeLines(one.problems, one.notices).map(said),
    ];
  });
}

function countWords(counts: ImportCounts): string {
  const { children, episodes, homes, moves } = counts;
  return `${number(children, 'child', 'children')}, ${number(episodes, 'episode')}, ${number(homes, 'home')}, ${number(moves, 'move')}`;
}

function moreLines(counts: ImportCounts): string[] {
  const lines: string[] = [];
  const others = Object.entries(counts.otherRows).map(
    ([table, rows]) => `${table === 'mother' ? 'mothers in Header' : table} ${rows.toLocaleString('en-GB')}`,
  );
  if (others.length > 0) lines.push(`Rows of its other tables: ${others.join(', ')}.`);
  if (counts.withdrawnOtherRows > 0) {
    lines.push(
      `${number(counts.withdrawnOtherRows, 'row')} of other tables of an earlier import of this year ${counts.withdrawnOtherRows === 1 ? 'is' : 'are'} no longer in the return and ${counts.withdrawnOtherRows === 1 ? 'was' : 'were'} taken out.`,
    );
  }
  if (counts.withdrawnEpisodes > 0) {
    lines.push(
      `${number(counts.withdrawnEpisodes, 'episode')} of an earlier import of this year ${counts.withdrawnEpisodes === 1 ? 'is' : 'are'} no longer in the return and ${counts.withdrawnEpisodes === 1 ? 'was' : 'were'} taken out.`,
    );
  }
  if (counts.notInNextReturn > 0) {
    lines.push(
      `${number(counts.notInNextReturn, 'child', 'children')} had an open episode in a year’s return and ${counts.notInNextReturn === 1 ? 'is' : 'are'} not in the next: taken to have left on the last day of that year. Please check.`,
    );
  }
  if (counts.homesUnclear > 0) {
    lines.push(
      `${number(counts.homesUnclear, 'Ofsted number')} of homes: nothing says who runs the home, so it was not added to the list of homes.`,
    );
  }
  return lines;
}

function stoppedLines(one: Extract<ImportedReturn, { is: 'stopped' }>): Line[] {
  const stops = one.problems.filter((problem) => problem.stops);
  const listed = stops.slice(0, MOST_LISTED);
  const rest = one.stops - listed.length;
  const year = one.year === null ? '' : ` of the return ${returnYearWords(one.year)}`;
  return [
    wrong(
      `Nothing was imported. ${number(one.stops, 'problem')}${year} ${one.stops === 1 ? 'has' : 'have'} to be put right first:`,
    ),
    ...listed.map((problem) => wrong(`  ${problemWords(problem)}`)),
    ...(rest > 0 ? [wrong(`  … and ${number(rest, 'more', 'more')}. With --json up to 1,000 are listed.`)] : []),
  ];
}

/** Notices of one sort (the same column, the same words) are one line with an example. */
function noticeLines(problems: readonly Problem[], all: number): string[] {
  if (all === 0) return [];
  const notices = problems.filter((problem) => !problem.stops);
  const sorts = [...Map.groupBy(notices, ({ file, column, expected }) => `${file}\n${column}\n${expected}`).values()]
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_KINDS_OF_NOTICE);
  const listed = sorts.reduce((sum, sort) => sum + sort.length, 0);
  return [
    `${number(all, 'notice')}; these rows were read all the same:`,
    ...sorts.flatMap((sort) => {
      const [example] = sort;
      const times = sort.length > 1 ? ` (${sort.length.toLocaleString('en-GB')} times)` : '';
      return example ? [`  ${problemWords(example)}${times}`] : [];
    }),
    ...(all > listed ? [`  … and ${number(all - listed, 'more', 'more')}. With --json up to 1,000 are listed.`] : []),
  ];
}

function number(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

const said = (text: string): Line => ({ text, wrong: false });
const wrong = (text: string): Line => ({ text, wrong: true });
