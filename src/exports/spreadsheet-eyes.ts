// For tests alone: how spreadsheets look at a CSV file, written without looking at how we write it. Each program divides
// in its own way (another character, quotation marks understood or not), drops other characters before it looks at what a
// cell begins with, and takes other characters for the beginning of a formula. A file is safe when no way finds a formula.

/** Dropped or unseen at the beginning of a cell by one program or another, by their numbers. */
const DROPPED = new Set(
  [
    [0x01, 0x20], // controls and the space
    [0x22, 0x22], // quotation mark
    [0x7f, 0xa0], // more controls, the non-breaking space
    [0xab, 0xab],
    [0xad, 0xad], // soft hyphen
    [0xb4, 0xb4],
    [0xbb, 0xbb],
    [0x34f, 0x34f],
    [0x61c, 0x61c],
    [0x115f, 0x1160],
    [0x1680, 0x1680],
    [0x17b4, 0x17b5],
    [0x180b, 0x180f],
    [0x2000, 0x200f], // typographic spaces, zero-width, left-to-right and right-to-left marks
    [0x2018, 0x201f], // curly quotation marks
    [0x2028, 0x202f], // line and paragraph separators, embeddings and overrides
    [0x2039, 0x203a],
    [0x205f, 0x206f], // word joiner, isolates
    [0x2800, 0x2800], // braille blank
    [0x3000, 0x3000],
    [0x3164, 0x3164],
    [0xfe00, 0xfe0f],
    [0xfeff, 0xfeff], // byte order mark
    [0xffa0, 0xffa0],
    [0xfff9, 0xfffb],
    [0xe0001, 0xe007f],
  ].flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, at) => from + at)),
);

const BEGINS = [...'=+-@＝＋－＠﹢﹣﹦﹫−'];

/** A number as we write it, alone or with what follows where a program does not divide at commas. */
const NUMBER_OF_OURS = /^-?\d[\d.]*(e[+-]\d+)?(,|$)/;

/** The cells that some spreadsheet would take for a formula, with how it divided; empty for a safe file. */
export function formulasIn(csv: string): string[] {
  const found: string[] = [];
  for (const divider of [',', ';', '\t', '|']) {
    for (const understandsQuotes of [true, false]) {
      for (const cell of cellsOf(csv.replace(/^\uFEFF/, ''), divider, understandsQuotes)) {
        if (looksLikeFormula(cell)) found.push(`divided at ${JSON.stringify(divider)}: ${JSON.stringify(cell)}`);
      }
    }
  }
  const [first = ''] = cellsOf(csv.replace(/^\uFEFF/, ''), ',', true).filter(beginsWithSpace);
  return first === '' ? found : [...found, `begins with what moves to another cell: ${JSON.stringify(first)}`];
}

/** OWASP's list names these too, at the beginning of a cell as we divide. */
function beginsWithSpace(cell: string): boolean {
  return ['\t', '\r', '\n', '\0'].includes(cell.charAt(0));
}

export function looksLikeFormula(cell: string): boolean {
  if (NUMBER_OF_OURS.test(cell)) return false;
  const seen = [...cell].find((character) => !DROPPED.has(character.codePointAt(0) ?? 0));
  return seen !== undefined && BEGINS.includes(seen);
}

/** Divides as Excel does: what follows a closing quotation mark belongs to the cell, and a mark inside a cell is text. */
function cellsOf(text: string, divider: string, understandsQuotes: boolean): string[] {
  const cells: string[] = [];
  let cell = '';
  let inQuotes = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (inQuotes) {
      if (character !== '"') cell += character;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(at++);
      else inQuotes = false;
    } else if (character === '"' && understandsQuotes && cell === '') inQuotes = true;
    else if (character === divider || character === '\n' || character === '\r') {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}
