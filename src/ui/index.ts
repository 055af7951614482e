export { type Asset, type Assets, collectAssets } from './assets.ts';
export { type FormError, type Typed, typed, typedDate } from './form.ts';
export { createPages, inOneLine, type Pages } from './pages.ts';
