export * from './domains.ts';
export * from './home-kinds.ts';
export * from './ids.ts';
export * from './money.ts';
export * from './place.ts';
export * from './plain-date.ts';
export * from './result.ts';
export * from './seeded-random.ts';
