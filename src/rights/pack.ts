import type { Document } from '../documents/index.ts';
import { addDays, type PlainDate } from '../kernel/index.ts';
import { type PackSection, type Proposal, redacted } from './redaction.ts';
import type { WordsDecision } from './request-store.ts';

/** An answer is due within a month of the request (UK GDPR Article 12(3)); two more where it is complex. */
export function dueOn(asked: PlainDate): PlainDate {
  // The day of the next month with the same number, or that month's last day (ICO guidance on time limits).
  const [year = 0, month = 0, day = 0] = asked.split('-').map(Number);
  const next = new Date(Date.UTC(year, month, 1));
  const last = new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 0)).getUTCDate();
  return addDays(next.toISOString().slice(0, 10) as PlainDate, Math.min(day, last) - 1);
}

/** A proposal with what was decided about it; what nobody has decided yet is taken out, to be on the safe side. */
export interface Decided extends Proposal {
  readonly decision: 'take out' | 'keep' | null;
  readonly decidedWhy: string;
}

export function withDecisions(proposals: readonly Proposal[], said: readonly WordsDecision[]): Decided[] {
  const byWords = new Map(said.map((each) => [each.words.toLowerCase(), each]));
  const known = proposals.map((each) => {
    const decision = byWords.get(each.words.toLowerCase());
    byWords.delete(each.words.toLowerCase());
    return { ...each, decision: decision?.decision ?? null, decidedWhy: decision?.reason ?? '' };
  });
  const added = [...byWords.values()].map(({ words, decision, reason }) => ({
    words,
    reason: 'Added by hand',
    times: 0,
    decision,
    decidedWhy: reason,
  }));
  return [...known, ...added];
}

/** What is handed over: everything held, without the words that were not decided to be kept. */
export function packOf(sections: readonly PackSection[], decided: readonly Decided[]): PackSection[] {
  return redacted(
    sections,
    decided.filter((each) => each.decision !== 'keep').map((each) => each.words),
  );
}

/** The pack as a document. */
export function packDocument(
  sections: readonly PackSection[],
  { name, organisation, made }: { readonly name: string; readonly organisation: string; readonly made: string },
): Document {
  return {
    title: `Everything ${organisation} holds about ${name}`,
    subtitle: `Made on ${made}. Where words speak of somebody else they were taken out, and it says so there. An address that is protected is never in a pack. You may ask for corrections, and you may complain to the Information Commissioner.`,
    sections: sections.map((section) => ({
      heading: section.heading,
      blocks: [
        ...(section.picture
          ? [{ kind: 'picture' as const, jpeg: section.picture, words: section.records[0]?.[0]?.value ?? '' }]
          : []),
        ...section.records.flatMap((record, index) => [
          ...(section.records.length > 1 ? [{ kind: 'heading' as const, text: `${index + 1}` }] : []),
          { kind: 'facts' as const, facts: record },
        ]),
      ],
    })),
  };
}
