/** What was wrong with rows, counted by its words. */
export class Warnings {
  readonly #counts = new Map<string, number>();

  count(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  /** In the order of their words, whatever the order of the rows was. */
  words(): string[] {
    return [...this.#counts]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([what, count]) => `${count.toLocaleString('en-GB')} ${what}`);
  }
}
