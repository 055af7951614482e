/** Whether a cell is a number, or stands in place of one. */
export function isFigure(words: string): boolean {
  return /^[-–−+£]?[\d,.]+( ?%)?$/.test(words);
}

/** The share of the width that each column gets, by the longest text and the longest word in it. */
export function columnWidths(head: readonly string[], rows: readonly (readonly string[])[]): number[] {
  const wanted = head.map((title, column) => {
    const texts = [title, ...rows.map((row) => row[column] ?? '')];
    const longest = Math.max(...texts.map(({ length }) => length));
    const word = Math.max(...texts.flatMap((each) => each.split(/\s+/).map(({ length }) => length)));
    return Math.max(Math.min(longest, 34), word + 1, 6);
  });
  const all = wanted.reduce((sum, each) => sum + each, 0);
  return wanted.map((each) => each / all);
}
