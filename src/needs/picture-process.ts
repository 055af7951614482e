// A program of its own, started once for each picture (picture-maker.ts): what somebody sends is unpacked here, where there
// is no database, no session and no secret, and where nothing is left when it ends.
//
//   node picture-process.ts FILE     writes the JPEG to the standard output; ends with 3 or 4 where there is none
import { once } from 'node:events';
import process from 'node:process';
import sharp from 'sharp';
import { LONGEST_SIDE, MOST_PIXELS } from './picture.ts';

const UNREADABLE = 3;
const TOO_MANY_PIXELS = 4;

sharp.cache(false);
sharp.concurrency(1);
// The library reads a dozen kinds of file, SVG and PDF among them; here it knows three.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegFile', 'VipsForeignLoadPngFile', 'VipsForeignLoadWebpFile'] });

const [file = ''] = process.argv.slice(2);
try {
  const options = { limitInputPixels: false, failOn: 'error', animated: false } as const;
  const { width = 0, height = 0 } = await sharp(file, options).metadata();
  if (width * height > MOST_PIXELS) process.exit(TOO_MANY_PIXELS);
  const made = await sharp(file, { ...options, limitInputPixels: MOST_PIXELS })
    .autoOrient()
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 82 })
    .toBuffer();
  if (!process.stdout.write(made)) await once(process.stdout, 'drain');
} catch {
  process.exitCode = UNREADABLE;
}
