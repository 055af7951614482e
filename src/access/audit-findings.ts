/** What can be wrong with the record of events. */
export type FindingKind =
  | 'edited'
  | 'deleted'
  | 'inserted'
  | 'time'
  | 'reordered'
  | 'list changed'
  | 'seal missing'
  | 'chain broken'
  | 'tail cut'
  | 'rebuilt'
  | 'removal unproved'
  | 'checkpoints missing'
  | 'checkpoints damaged';

/** One thing that is wrong: where and when, in words, and never what the event says. */
export interface Finding {
  readonly kind: FindingKind;
  readonly words: string;
  readonly seal?: number;
  readonly position?: number;
  readonly event?: string;
}

/** The most findings that are kept to be shown; all are counted. */
const KEPT = 1_000;

/** Collects what is wrong, with bounded memory however much it is. */
export class Findings {
  readonly kept: Finding[] = [];
  count = 0;

  add(...found: readonly Finding[]): void {
    this.count += found.length;
    this.kept.push(...found.slice(0, Math.max(0, KEPT - this.kept.length)));
  }
}

/** `2026-03-03 14:05:06 UTC`. @param micros microseconds since 1 January 1970, UTC, as text */
export function momentWords(micros: string): string {
  const milliseconds = Number(micros) / 1000;
  const day = new Date(milliseconds);
  if (Number.isNaN(day.getTime())) return 'an impossible time';
  return `${day.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
