export { returnsAt } from './return-groups.ts';
export {
  type ImportCounts,
  type ImportedReturn,
  type ImportRequest,
  importReturns,
} from './return-import.ts';
