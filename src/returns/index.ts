export { keepForCheck, RETURN_LIMITS } from './check-upload.ts';
export { type ExportKind, type MadeExport, type MadeFile, recordExport } from './export-made.ts';
export { exportPds } from './export-pds.ts';
export { exportPnwCensus } from './export-pnw.ts';
export { exportReturn } from './export-return.ts';
export { exportSsds } from './export-ssds.ts';
export { type BenchmarksImport, importBenchmarks } from './indicator-benchmarks.ts';
export { indicatorRoutes } from './indicator-routes.ts';
export { checkLiveReturns, keepLiveChecks, type LiveCheckOptions } from './live-return-job.ts';
export { authorityOfCode } from './live-return-store.ts';
export { removeOldChecks } from './old-checks.ts';
export { returnsAt } from './return-groups.ts';
export {
  type ImportCounts,
  type ImportedReturn,
  type ImportRequest,
  importReturns,
} from './return-import.ts';
export { type ReturnRoutesOptions, returnRoutes } from './return-routes.ts';
