/** Archives and workbooks of a made-up return, for tests above the room that reads them. */
export { textRow, workbookOf, zipOf } from '../src/ssda903/test-archives.ts';
