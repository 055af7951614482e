import { mayTell } from './market-cells.ts';
import type { PricedDays } from './market-stays.ts';

/** Who pays for homes. Amounts in whole pence; shares 0 to 1. */
export interface FundingSplit {
  readonly pence: number;
  readonly socialCare: number;
  readonly education: number;
  readonly health: number;
  /** Of the weeks with a price, those for which education or health pays a part. */
  readonly joint: number;
}

/** Who paid what of these days; null where too few children. */
export function fundingSplit(days: readonly PricedDays[]): FundingSplit | null {
  const priced = days.filter(({ price }) => price !== null);
  if (!mayTell(priced.map(({ stay }) => stay))) return null;
  const all = total(priced, (price) => price.weekly);
  const lived = priced.reduce((sum, each) => sum + each.days, 0);
  const joint = priced.filter(({ price }) => price !== null && price.education + price.health > 0);
  const share = (of: (price: Price) => number) => (all === 0 ? 0 : total(priced, of) / all);
  return {
    pence: Math.round(all),
    socialCare: share(({ socialCare }) => socialCare),
    education: share(({ education }) => education),
    health: share(({ health }) => health),
    joint: lived === 0 ? 0 : joint.reduce((sum, each) => sum + each.days, 0) / lived,
  };
}

/** Which shares education and health would pay by a rule; social care pays the rest. Together 1 at most. */
export interface FundingRule {
  readonly education: number;
  readonly health: number;
}

/** What each would pay by a rule, and how much that is more (or less) than they paid. Pence over the same days. */
export interface FundingByRule {
  readonly pence: number;
  readonly now: { readonly socialCare: number; readonly education: number; readonly health: number };
  readonly rule: { readonly socialCare: number; readonly education: number; readonly health: number };
  readonly change: { readonly socialCare: number; readonly education: number; readonly health: number };
}

/** The same days paid by a rule; null where too few children. The parts sum to the whole to the penny. */
export function fundingByRule(days: readonly PricedDays[], { education, health }: FundingRule): FundingByRule | null {
  const priced = days.filter(({ price }) => price !== null);
  if (!mayTell(priced.map(({ stay }) => stay))) return null;
  const pence = Math.round(total(priced, (price) => price.weekly));
  const split = (ofEducation: number, ofHealth: number) => ({
    socialCare: pence - Math.round(ofEducation) - Math.round(ofHealth),
    education: Math.round(ofEducation),
    health: Math.round(ofHealth),
  });
  const now = split(
    total(priced, (price) => price.education),
    total(priced, (price) => price.health),
  );
  const rule = split(pence * education, pence * health);
  return {
    pence,
    now,
    rule,
    change: {
      socialCare: rule.socialCare - now.socialCare,
      education: rule.education - now.education,
      health: rule.health - now.health,
    },
  };
}

type Price = NonNullable<PricedDays['price']>;

function total(days: readonly PricedDays[], of: (price: Price) => number): number {
  return days.reduce((sum, { price, days: lived }) => sum + (price === null ? 0 : (of(price) * lived) / 7), 0);
}
