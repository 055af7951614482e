export { type AreaOnMap, type AreasMap, areasMap } from './areas-map.ts';
export { type Contributions, contributionBar, type Part } from './contribution-bar.ts';
export type { Drawing, TableModel } from './drawing.ts';
export { type FigureBeside, type FiguresBeside, figuresBeside } from './figures-beside.ts';
export { type AheadPoint, type ForecastPicture, forecastChart, monthWords, type PastPoint } from './forecast-chart.ts';
export { type HomeOnMap, type HomesMap, homesMap, type PlaceOnMap } from './homes-map.ts';
export {
  type DomainLevels,
  type LevelPoint,
  type LevelsDrawing,
  levelsOverTime,
  type SmallChart,
} from './levels-over-time.ts';
export { type LowToHigh, lowToHigh, type RowFromTo } from './low-to-high.ts';
export { type Evidence, type Level, type SkillRow, skillsAndNeeds } from './skills-and-needs.ts';
