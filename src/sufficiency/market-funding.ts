import { mayTell } from './market-cells.ts';
import type { PricedDays } from './market-stays.ts';

/** Who pays for homes. Amounts in whole pence; shares 0 to 1, null where they would tell of one to five children. */
export interface FundingSplit {
  readonly pence: number;
  readonly socialCare: number | null;
  readonly education: number | null;
  readonly health: number | null;
  /** Of the weeks with a price, those for which education or health pays a part. */
  readonly joint: number | null;
}

/** Who paid what of these days; null where too few children. */
export function fundingSplit(days: readonly PricedDays[]): FundingSplit | null {
  const priced = days.filter(({ price }) => price !== null);
  if (!mayTell(priced.map(({ stay }) => stay))) return null;
  const all = total(priced, (price) => price.weekly);
  const share = (of: (price: Price) => number) => (all === 0 ? 0 : total(priced, of) / all);
  const paid = (of: (price: Price) => number) => priced.filter(({ price }) => price !== null && of(price) > 0);
  const joint = paid(({ education, health }) => education + health);
  const may = (list: readonly PricedDays[]) => list.length === 0 || mayTell(list.map(({ stay }) => stay));
  const together = may(joint);
  // What one of the two pays follows from the other: both are told or none.
  const apart = together && may(paid(({ education }) => education)) && may(paid(({ health }) => health));
  return {
    pence: Math.round(all),
    socialCare: together ? share(({ socialCare }) => socialCare) : null,
    education: apart ? share(({ education }) => education) : null,
    health: apart ? share(({ health }) => health) : null,
    joint: together ? lived(joint) / Math.max(1, lived(priced)) : null,
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

/** The same days paid by a rule; null where too few children, also of those for whom somebody else pays now. The parts sum to the whole to the penny. */
export function fundingByRule(days: readonly PricedDays[], { education, health }: FundingRule): FundingByRule | null {
  const priced = days.filter(({ price }) => price !== null);
  const told = fundingSplit(priced);
  if (told === null || told.education === null) return null;
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

function lived(list: readonly PricedDays[]): number {
  return list.reduce((sum, { days }) => sum + days, 0);
}

type Price = NonNullable<PricedDays['price']>;

function total(days: readonly PricedDays[], of: (price: Price) => number): number {
  return days.reduce((sum, { price, days: nights }) => sum + (price === null ? 0 : (of(price) * nights) / 7), 0);
}
