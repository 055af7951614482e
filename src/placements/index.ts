export { type NightsElsewhere, type PricesPaid, pricesPaid } from './prices-paid.ts';
export { placementId, replaceStaysOfReturns, type StayOfReturn, type StaysReplaced } from './stays-of-returns.ts';
