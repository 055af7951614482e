export { placementId, replaceStaysOfReturns, type StayOfReturn, type StaysReplaced } from './stays-of-returns.ts';
