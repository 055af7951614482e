export { type Contributions, contributionBar, type Part } from './contribution-bar.ts';
export type { Drawing, TableModel } from './drawing.ts';
export { type FigureBeside, type FiguresBeside, figuresBeside } from './figures-beside.ts';
export { type HomeOnMap, type HomesMap, homesMap, type PlaceOnMap } from './homes-map.ts';
export {
  type DomainLevels,
  type LevelPoint,
  type LevelsDrawing,
  levelsOverTime,
  type SmallChart,
} from './levels-over-time.ts';
export { type Evidence, type Level, type SkillRow, skillsAndNeeds } from './skills-and-needs.ts';
