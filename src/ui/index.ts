export { type Asset, type Assets, collectAssets } from './assets.ts';
export { createPages, inOneLine, type Pages } from './pages.ts';
