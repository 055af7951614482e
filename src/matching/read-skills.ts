import { DOMAINS } from '../kernel/index.ts';
import { dateNumber } from './date-number.ts';
import { EVIDENCE_BY } from './matching-file.ts';
import { isMaybeNumber, isObject, oneOf, type Problems, unknown } from './plain-checks.ts';
import { type PreparedHomes, skillAt } from './prepared-homes.ts';

type Columns = Pick<PreparedHomes, 'size' | 'skills' | 'saidBy' | 'evidenceOn'>;

/** Checks what home `at` can do, and keeps it. */
export function readSkills(skills: unknown, at: number, problems: Problems, columns: Columns): void {
  if (unknown(skills)) return;
  if (!isObject(skills)) {
    problems.add(`homes[${at}].skills`, 'an object of domains, or null', skills);
    return;
  }
  let d = -1;
  for (const domain in skills) {
    const level = skills[domain];
    d = domainAfter(d, domain);
    if (d < 0) problems.add(`homes[${at}].skills`, `domains: ${DOMAINS.join(', ')}`, domain);
    else if (!isMaybeNumber(level, 0, 4)) {
      problems.add(`homes[${at}].skills.${domain}`, 'a level 0 to 4, or null', level);
    } else if (typeof level === 'number') columns.skills[skillAt(columns.size, at, d)] = level;
  }
}

/** Checks who says what home `at` can do, and since when, and keeps it. */
export function readEvidence(evidence: unknown, at: number, problems: Problems, columns: Columns): void {
  if (unknown(evidence)) return;
  if (!isObject(evidence)) {
    problems.add(`homes[${at}].evidence`, 'an object of domains, or null', evidence);
    return;
  }
  let d = -1;
  for (const domain in evidence) {
    const one = evidence[domain];
    d = domainAfter(d, domain);
    if (d < 0) problems.add(`homes[${at}].evidence`, `domains: ${DOMAINS.join(', ')}`, domain);
    else if (!unknown(one) && !keepEvidence(one, skillAt(columns.size, at, d), columns)) {
      problems.add(`homes[${at}].evidence.${domain}`, `by (${oneOf(EVIDENCE_BY)}) and on (a date)`, one);
    }
  }
}

/** False where it is not evidence. */
function keepEvidence(one: unknown, here: number, columns: Columns): boolean {
  if (!isObject(one)) return false;
  const { by, on } = one;
  const saidBy = unknown(by) ? 0 : whoSays(by);
  const day = typeof on === 'string' ? dateNumber(on) : unknown(on) ? UNDATED : Number.NaN;
  if (saidBy < 0 || Number.isNaN(day)) return false;
  columns.saidBy[here] = saidBy;
  columns.evidenceOn[here] = day;
  return true;
}

const UNDATED = 0;

/** Positions in EVIDENCE_BY; a comparison with each is quicker than a look-up. */
function whoSays(by: unknown): number {
  switch (by) {
    case 'self':
      return 0;
    case 'agency':
      return 1;
    case 'inspection':
      return 2;
    case 'placement':
      return 3;
    default:
      return -1;
  }
}

/**
 * The position of a domain, looked for first after the one before it: fields mostly come in the order of DOMAINS, and
 * then this is a few comparisons rather than a look-up. -1: no domain.
 */
function domainAfter(before: number, domain: string): number {
  for (let d = before + 1; d < DOMAINS.length; d++) if (DOMAINS[d] === domain) return d;
  return DOMAIN_AT.get(domain) ?? -1;
}

const DOMAIN_AT: ReadonlyMap<string, number> = new Map(DOMAINS.map((domain, d) => [domain, d]));
