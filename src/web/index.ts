export { createApp } from './app.ts';
export type { WebOptions } from './options.ts';
