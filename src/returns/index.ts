export { type ExportKind, type MadeExport, type MadeFile, recordExport } from './export-made.ts';
export { exportReturn } from './export-return.ts';
export { authorityOfCode } from './live-return-store.ts';
export { returnsAt } from './return-groups.ts';
export {
  type ImportCounts,
  type ImportedReturn,
  type ImportRequest,
  importReturns,
} from './return-import.ts';
