export { FILE_KIND_WORDS, type FileKind } from './file-kind.ts';
export { type Part, type UploadWork, withFiles } from './take-files.ts';
export {
  fieldBytes,
  type TakenFile,
  totalBytes,
  type Upload,
  type UploadFault,
  type UploadLimits,
  type UploadRefusal,
} from './upload.ts';
export { openUploadFolder, type UploadFolder } from './upload-folder.ts';
export { takesFiles } from './upload-route.ts';
export { inMegabytes, refusalOf } from './upload-words.ts';
