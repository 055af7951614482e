export type { Code } from './code.ts';
export { CODE_LISTS, type CodeList, codesIn, findCode } from './code-lists.ts';
export {
  type EpisodeChange,
  episodeChange,
  ethnicityWords,
  isMove,
  isTemporaryStay,
  legalStatusWords,
  type PlaceKind,
  placeKind,
  placeWords,
  providerWords,
  reasonEndedWords,
  reasonMovedWords,
} from './code-words.ts';
export { type CsvRecord, csvRecords } from './csv-records.ts';
export { utf8Only } from './encoding.ts';
export { tableByName } from './file-recognition.ts';
export { masked, type Problem, ProblemList, problemWords, shown, Unreadable } from './problems.ts';
export { type RawRow, type RawTable, type RawTables, rawColumns, readRawTables } from './raw-tables.ts';
export type { ReturnFile } from './recognised-files.ts';
export { type LiveEpisode, type LiveStay, withRecordedStays } from './recorded-stays.ts';
export { openReturn } from './return-folder.ts';
export {
  type ReadOptions,
  type ReadSummary,
  type ReturnBatch,
  type ReturnReading,
  readReturn,
} from './return-reader.ts';
export { type ReturnTables, type WrittenFile, writeReturn } from './return-writer.ts';
export {
  FIRST_YEAR,
  LAST_YEAR,
  parseReturnYear,
  type ReturnYear,
  returnYearDays,
  returnYearOf,
  returnYearWords,
  YearFinder,
} from './return-year.ts';
export {
  type Column,
  columnsOf,
  type PartialDate,
  type ReadRow,
  type RowOf,
  type Sex,
  TABLE_NAMES,
  TABLES,
  type TableName,
} from './tables.ts';
export { unpackFiles } from './unpacked-files.ts';
export { writeReturnXml } from './xml-writer.ts';
