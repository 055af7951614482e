import { DOMAINS, type Domain } from '../kernel/index.ts';
import type { Child, Matter } from './matching-file.ts';
import {
  CRITERIA,
  type Criterion,
  KEEP_SCHOOL_POINTS,
  MOVED_BY,
  NEED_SHARES,
  ORDER_POINTS,
  type PlainCriterion,
  UNKNOWN_NEED_SHARE,
  WEIGHTS,
} from './policy.ts';

export interface Weight {
  readonly criterion: Criterion;
  /** Of the child's whole, which is 1. */
  readonly share: number;
}

/**
 * How much each criterion counts for one child: the policy's points, the points of the child's own order, then
 * scaled to a whole of 1 over the criteria that apply to this child. Nothing about a home moves a weight.
 */
export function weightsFor(child: Child, applies: (criterion: PlainCriterion) => boolean): Weight[] {
  const points = new Map<PlainCriterion, number>();
  for (const criterion of CRITERIA) if (applies(criterion)) points.set(criterion, WEIGHTS[criterion]);
  const add = (criterion: PlainCriterion, more: number) => {
    const now = points.get(criterion);
    if (now !== undefined) points.set(criterion, now + more);
  };
  ownOrder(child.matters).forEach((matter, place) => {
    add(MOVED_BY[matter], ORDER_POINTS[place] ?? 0);
  });
  if (child.school?.mustKeep === true) add('school', KEEP_SCHOOL_POINTS);
  const needs = needShares(child);
  const needPoints = needs.size > 0 ? WEIGHTS.needs : 0;
  const whole = [...points.values()].reduce((sum, more) => sum + more, needPoints);
  const shares = [...needs.values()].reduce((sum, share) => sum + share, 0);
  return [
    ...[...needs].map(([domain, share]) => ({
      criterion: `needs:${domain}` as const,
      share: ((share / shares) * needPoints) / whole,
    })),
    ...[...points].map(([criterion, worth]) => ({ criterion, share: worth / whole })),
  ];
}

/** The child's order without repeats. */
export function ownOrder(matters: readonly Matter[] | null | undefined): Matter[] {
  return [...new Set(matters ?? [])];
}

/** The domains that count for a child: those with a need, and those nobody has described. */
function needShares(child: Child): Map<Domain, number> {
  const shares = new Map<Domain, number>();
  for (const domain of DOMAINS) {
    const level = levelOf(child, domain);
    const share = level === null ? UNKNOWN_NEED_SHARE : shareAt(level);
    if (share > 0) shares.set(domain, share);
  }
  return shares;
}

export function levelOf(child: Child, domain: Domain): number | null {
  return child.needs?.[domain]?.level ?? null;
}

/** Between whole levels the share runs in a straight line. */
function shareAt(level: number): number {
  const below = Math.floor(level);
  const [low, high] = [NEED_SHARES[below] ?? 0, NEED_SHARES[Math.ceil(level)] ?? 0];
  return low + (high - low) * (level - below);
}
