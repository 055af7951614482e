import { addDays, type Domain, type PlainDate } from '../kernel/index.ts';

/** Who says that a home can meet a level of need, the surest last. */
export const EVIDENCE_BY = ['self', 'agency', 'inspection', 'placement'] as const;
export type EvidenceBy = (typeof EVIDENCE_BY)[number];

export const EVIDENCE_WORDS: Readonly<Record<EvidenceBy, string>> = {
  self: 'The home says so itself',
  agency: 'Its agency or supervising social worker says so',
  inspection: 'An inspection found it',
  placement: 'A child’s time there showed it',
};

/** How much a home can do in a domain, in the levels of the shared description of needs (0–4). */
export const SKILL_LEVEL_WORDS: readonly string[] = [
  'Everyday care',
  'Some extra help',
  'Regular extra help',
  'A great deal of help, with training for it',
  'Specialist help, day and night',
];

/** One statement of what a home can do. Level null: it was said that this is not known. */
export interface SkillStatement {
  readonly domain: Domain;
  readonly level: number | null;
  readonly by: EvidenceBy;
  readonly evidence: string;
  readonly saidBy: string;
  readonly saidOn: PlainDate;
  /** Instant of writing, to choose between two statements of one day. */
  readonly saidAt: number;
}

export interface Skill extends SkillStatement {
  /** Said longer ago than the setting allows: the range of fit is wider. */
  readonly stale: boolean;
  /** Only the home itself says so: the range of fit is wider. */
  readonly selfDeclared: boolean;
}

/** The statement in use for each domain: the latest day, then the latest written. */
export function skillsInUse(
  statements: readonly SkillStatement[],
  today: PlainDate,
  staleAfterDays: number,
): ReadonlyMap<Domain, Skill> {
  const latest = new Map<Domain, SkillStatement>();
  for (const said of statements) {
    const known = latest.get(said.domain);
    if (!known || said.saidOn > known.saidOn || (said.saidOn === known.saidOn && said.saidAt > known.saidAt)) {
      latest.set(said.domain, said);
    }
  }
  const inUse = new Map<Domain, Skill>();
  for (const [domain, said] of latest) {
    inUse.set(domain, {
      ...said,
      stale: addDays(said.saidOn, staleAfterDays) < today,
      selfDeclared: said.by === 'self',
    });
  }
  return inUse;
}
