import { FILE_KIND_WORDS } from './file-kind.ts';
import {
  STATUS_OF_FAULT,
  totalBytes,
  type Upload,
  type UploadFault,
  type UploadLimits,
  type UploadRefusal,
} from './upload.ts';

const MB = 1_048_576;
const PICTURE = ' picture';

/**
 * A refusal in words that a person can act on. No file is called by its name, which may be a child's: by its place in
 * the form where several may come.
 * @param at which file it is about, counted from 1; 0 for the form as a whole
 */
export function refusalOf(
  why: UploadFault,
  limits: UploadLimits,
  about: { readonly at?: number; readonly field?: string; readonly fields?: Upload['fields'] } = {},
): UploadRefusal {
  const { at = 0, field = '', fields = {} } = about;
  const file = limits.files > 1 && at > 0 ? `File ${at}` : 'The file';
  return { why, status: STATUS_OF_FAULT[why], words: wordsOf(why, limits, file, at), field, fields };
}

function wordsOf(why: UploadFault, limits: UploadLimits, file: string, at: number): string {
  switch (why) {
    case 'too-large':
      return at > 0 || limits.files === 1
        ? `${file} is larger than ${inMegabytes(limits.fileBytes)}. Choose a smaller one.`
        : `The files are larger than ${inMegabytes(totalBytes(limits))} together. Send fewer of them at a time.`;
    case 'too-many':
      return limits.files === 1 ? 'Choose one file only.' : `Choose at most ${limits.files} files.`;
    case 'wrong-kind':
      return `${file} is not a ${kindsInWords(limits)}. What counts is what is inside, not how its name ends.`;
    case 'empty':
      return `${file} is empty. Choose another one.`;
    case 'cut-short':
      return 'Only a part of it arrived, so nothing was kept. Send it again.';
    case 'too-long':
      return 'What was typed into one of the fields is too long. Nothing was kept. Shorten it and send it again.';
    case 'unreadable':
      return 'What was sent could not be read, so nothing was kept. Go back, choose the file again and send it once more.';
    case 'busy':
      return 'Files that you are sending are still on their way. Wait until they are here, then send these.';
    case 'no-room':
      return 'There is no room for this file on the machine that Homeward runs on. Nothing was kept. Tell your administrator.';
  }
}

/** `8 MB`, or `512 KB` below one. */
export function inMegabytes(bytes: number): string {
  return bytes < MB ? `${Math.floor(bytes / 1024)} KB` : `${Math.floor(bytes / MB)} MB`;
}

/** `JPEG, PNG or WebP picture`, as people say it. */
function kindsInWords({ kinds }: UploadLimits): string {
  const all = kinds.map((kind) => FILE_KIND_WORDS[kind]);
  const last = all.at(-1) ?? 'file';
  const words = all.every((each) => each.endsWith(PICTURE)) ? all.map((each) => each.replace(PICTURE, '')) : all;
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
