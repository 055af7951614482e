import { ownText } from './own-text.ts';

/** Something in a return that a person should know, and where it stands. */
export interface Problem {
  readonly file: string;
  /** From 1; null when it is about the file as a whole. A row that spans lines is found by its first. */
  readonly line: number | null;
  readonly column: string | null;
  /** What stands there: without control characters, at most 60 characters, and masked where it could find a family. */
  readonly value: string | null;
  /** What was expected there instead, in words that follow "expected". */
  readonly expected: string;
  /** True: the return cannot be imported. False: a notice; the row is read all the same. */
  readonly stops: boolean;
}

const LONGEST_VALUE = 60;
// Control characters, and those that turn the direction of the text around them, could disguise what a page or a terminal shows.
const UNSHOWABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** Text from a file, made safe to show: one line, no control characters, at most 60 characters. */
export function shown(text: string): string {
  const plain = text
    .slice(0, LONGEST_VALUE * 4)
    .replace(UNSHOWABLE, ' ')
    .trim();
  return ownText(plain.length > LONGEST_VALUE ? `${plain.slice(0, LONGEST_VALUE - 1)}…` : plain);
}

/** A postcode or a pupil number must not travel into logs and mails: its first character and its length tell enough. */
export function masked(text: string): string {
  return `${shown(text.slice(0, 1))}… (${text.length} characters)`;
}

/** One line about a problem, for a list on a page or on a terminal. */
export function problemWords(problem: Problem): string {
  const where = [
    problem.file,
    problem.line === null ? '' : `line ${problem.line}`,
    problem.column === null ? '' : problem.column,
  ]
    .filter((part) => part !== '')
    .join(', ');
  const found = problem.value === null ? '' : problem.value === '' ? 'blank; ' : `found “${problem.value}”; `;
  return `${where}: ${found}expected ${problem.expected}`;
}

/**
 * Keeps the first problems of each sort and counts them all, so that a file that is wrong in every cell fills neither
 * memory nor a page, and notices never crowd out what stops an import.
 */
export class ProblemList {
  readonly #most: number;
  readonly #stops: Problem[] = [];
  readonly #notices: Problem[] = [];
  stopsCount = 0;
  noticesCount = 0;

  /** `most`: how many to keep of each sort. */
  constructor(most: number) {
    this.#most = most;
  }

  add(problem: Problem): void {
    if (problem.stops) this.stopsCount += 1;
    else this.noticesCount += 1;
    const list = problem.stops ? this.#stops : this.#notices;
    if (list.length < this.#most) list.push(problem);
  }

  /** Those kept: first what stops, then notices, each in the order of the files. */
  kept(): readonly Problem[] {
    return [...this.#stops, ...this.#notices];
  }
}

/** A file that cannot be read on from here. Thrown inside the engine and turned into a problem that stops. */
export class Unreadable extends Error {
  override name = 'Unreadable';
  readonly expected: string;
  readonly line: number | null;
  readonly column: string | null;
  readonly value: string | null;

  constructor(expected: string, where: { line?: number; column?: string; value?: string } = {}) {
    super(expected);
    this.expected = expected;
    this.line = where.line ?? null;
    this.column = where.column ?? null;
    this.value = where.value ?? null;
  }
}
