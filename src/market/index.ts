/** What homes cost and who provides them. For planning and buying alone: no cost enters which home is right for a child. */
export { type KindPrices, pricesByKind } from './prices-by-kind.ts';
