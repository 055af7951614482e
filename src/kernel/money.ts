/** Whole pence, so that sums never drift. */
export type Pence = number & { readonly __pence: unique symbol };

export function pence(amount: number): Pence {
  if (!Number.isSafeInteger(amount)) throw new Error(`not whole pence: ${amount}`);
  return amount as Pence;
}

const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const TO_THE_PENNY = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** `£1,240 a week`; pence are shown only where there are any. */
export function aWeek(amount: Pence): string {
  const pounds = amount / 100;
  return `£${(Number.isInteger(pounds) ? WHOLE : TO_THE_PENNY).format(pounds)} a week`;
}
