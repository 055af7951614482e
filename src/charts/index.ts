export * from './contribution-bar.ts';
export type { Drawing, TableModel } from './drawing.ts';
export * from './homes-map.ts';
export * from './skills-and-needs.ts';
