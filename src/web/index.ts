export { createApp, type WebOptions } from './app.ts';
