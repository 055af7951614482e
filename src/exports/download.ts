import type { PlainDate } from '../kernel/index.ts';

/** The types of files that are downloaded. */
const TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

export type DownloadFormat = keyof typeof TYPES;

/**
 * What is downloaded, as the first word of its file name. The list is closed: a file name stays on the machine, in its
 * list of downloads and in backups, so it never holds a name, a number or a place of anybody.
 */
export const DOWNLOADS = [
  'children',
  'homes',
  'searches',
  'looks',
  'accounts',
  'returns',
  'region',
  'indicators',
  'forecasts',
  'invest-to-save',
  'market',
  'prices',
  'sufficiency-strategy',
  'gaps',
  'projects',
] as const;

export type Download = (typeof DOWNLOADS)[number];

/**
 * The headers of a downloaded file: kept by no cache, opened by no browser, called for example `children-2026-11-22.csv`.
 * @throws Error for another kind, format or day than there is: a fault of ours
 */
export function downloadHeaders(kind: Download, format: DownloadFormat, on: PlainDate): Record<string, string> {
  if (!DOWNLOADS.includes(kind) || !Object.hasOwn(TYPES, format) || !/^\d{4}-\d\d-\d\d$/.test(on)) {
    throw new Error('a download has a kind, a format and a day');
  }
  return {
    'content-type': TYPES[format],
    'content-disposition': `attachment; filename="${kind}-${on}.${format}"`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
}
