/** Whole pence, so that sums never drift. */
export type Pence = number & { readonly __pence: unique symbol };

export function pence(amount: number): Pence {
  if (!Number.isSafeInteger(amount)) throw new Error(`not whole pence: ${amount}`);
  return amount as Pence;
}

/** `£1,240 a week`; pence are shown only where there are any. */
export function aWeek(amount: Pence): string {
  const pounds = amount / 100;
  const digits = Number.isInteger(pounds) ? 0 : 2;
  return `£${pounds.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })} a week`;
}
