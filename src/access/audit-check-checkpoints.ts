import type { Tx } from '../db/index.ts';
import { type Checkpoint, readCheckpoints } from './audit-checkpoints.ts';
import type { Findings } from './audit-findings.ts';
import { momentWords } from './audit-findings.ts';
import type { Seal } from './audit-seal.ts';
import { sealsOf } from './audit-store.ts';

const PAGE = 1_000;

/** Sealing goes on for a minute at the most without a checkpoint; more than this says that some are gone. Microseconds. */
const BEHIND = 3_600_000_000;

/** Holds the chain against what was kept outside it: a chain that is whole in itself may have been cut or made anew. */
export async function checkAgainstCheckpoints(
  tx: Tx,
  file: string | null,
  last: Seal | null,
  findings: Findings,
  notices: string[],
): Promise<void> {
  if (file === null) {
    notices.push(
      'No checkpoints are kept, so a chain cut at its end or made anew cannot be told from a whole one. Set HOMEWARD_AUDIT_CHECKPOINTS.',
    );
    return;
  }
  const check = new Against(tx, last, findings);
  try {
    for await (const { line, checkpoint } of readCheckpoints(file)) {
      if (checkpoint === null)
        findings.add({ kind: 'checkpoints damaged', words: `Line ${line} of the checkpoints cannot be read.` });
      else await check.add(checkpoint);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
    if (code === 'ENOENT' && last === null) return; // nothing has been sealed, so nothing was kept
    findings.add(
      code === 'ENOENT'
        ? { kind: 'checkpoints missing', words: 'The file of checkpoints is not there.' }
        : { kind: 'checkpoints missing', words: `The file of checkpoints cannot be read (${code}).` },
    );
    return;
  }
  await check.finish();
  notices.push(...check.notices());
}

class Against {
  readonly #tx: Tx;
  readonly #last: Seal | null;
  readonly #findings: Findings;
  #page: Checkpoint[] = [];
  #newest: Checkpoint | null = null;
  #other: { first: Checkpoint; count: number } | null = null;

  constructor(tx: Tx, last: Seal | null, findings: Findings) {
    this.#tx = tx;
    this.#last = last;
    this.#findings = findings;
  }

  async add(checkpoint: Checkpoint): Promise<void> {
    this.#page.push(checkpoint);
    if (checkpoint.number >= (this.#newest?.number ?? 0)) this.#newest = checkpoint;
    if (this.#page.length === PAGE) await this.#compare();
  }

  async #compare(): Promise<void> {
    const page = this.#page;
    this.#page = [];
    const seals = await sealsOf(
      this.#tx,
      page.map((each) => each.number),
    );
    for (const checkpoint of page) {
      const seal = seals.get(checkpoint.number);
      // One that is not there was cut out, and is found as a gap of the chain or as its end.
      if (seal === undefined || (seal.hash === checkpoint.hash && seal.events === checkpoint.events)) continue;
      const first = this.#other && this.#other.first.number <= checkpoint.number ? this.#other.first : checkpoint;
      this.#other = { first, count: (this.#other?.count ?? 0) + 1 };
    }
  }

  async finish(): Promise<void> {
    await this.#compare();
    const last = this.#last?.number ?? 0;
    const newest = this.#newest;
    if (this.#other) {
      const { first, count } = this.#other;
      this.#findings.add({
        kind: 'rebuilt',
        words: `Seal ${first.number} is not the one that was kept outside on ${first.at}: from there on the chain was made anew (${count} ${count === 1 ? 'checkpoint differs' : 'checkpoints differ'}).`,
        seal: first.number,
      });
    }
    if (newest && newest.number > last)
      this.#findings.add({
        kind: 'tail cut',
        words: `The end of the chain was cut off: the checkpoints know seal ${newest.number} of ${newest.at}, with ${newest.events} events in all, and the chain ends at seal ${last}.`,
        seal: last,
      });
    if (this.#last && newest && newest.number < last && (await this.#isBehind(newest, this.#last)))
      this.#findings.add({
        kind: 'checkpoints damaged',
        words: `The checkpoints end with seal ${newest.number} of ${newest.at}, though sealing went on to seal ${last} of ${momentWords(this.#last.sealedAt)}: some are gone, or could not be written.`,
      });
    if (this.#last && newest === null)
      this.#findings.add({ kind: 'checkpoints damaged', words: 'There is no checkpoint in the file of checkpoints.' });
  }

  /** Whether sealing went on for long after the first seal that has no checkpoint. */
  async #isBehind(newest: Checkpoint, last: Seal): Promise<boolean> {
    const next = (await sealsOf(this.#tx, [newest.number + 1])).get(newest.number + 1);
    return next !== undefined && Number(last.sealedAt) - Number(next.sealedAt) > BEHIND;
  }

  notices(): string[] {
    if (!this.#last || !this.#newest || this.#newest.number >= this.#last.number) return [];
    return [
      `The newest checkpoint is of seal ${this.#newest.number}; what was sealed after it stands on the database alone.`,
    ];
  }
}
