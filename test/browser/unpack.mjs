// Unpacks the browser that ships inside @sparticuz/chromium into the folder that TMPDIR names: the package
// knows no other way to be told where. So it runs as a process of its own (browser-files.ts starts it).
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflate } from '@sparticuz/chromium';

const packed = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..', 'bin');
await Promise.all(
  ['chromium.br', 'swiftshader.tar.br', 'fonts.tar.br', 'al2023.tar.br'].map((name) => inflate(join(packed, name))),
);
