// For tests alone: texts as people type and paste them, and as somebody writes them who wants to do harm.
import fc from 'fast-check';

const HARMFUL = [
  ...'=+-@＝＋－＠−﹣⁺;,|"\'“’ \t\r\n\v',
  '\uFEFF',
  '\u200B',
  '\u00A0',
  '\u202E',
  '\u2066',
  '\u2028',
  '\u00AD',
  '\u3164',
  '\u0001',
  '\u0085',
  '\u{E0020}',
  '_x000D_',
  "cmd|'/c calc'!A1",
  'a',
  'é',
  '5',
];

/** Any text that a database can hold: the harmful more often than chance would have it, the rest of Unicode too. */
export const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...HARMFUL), maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', '_x0041_', '\uFFFD', '\uFFFF', '\u{1FFFE}'),
);
