/**
 * Text in a spreadsheet that no spreadsheet may take for a formula. A cell that begins with `=` runs when somebody opens
 * the file, and what stands in our cells was typed by people (OWASP, CSV Injection; CWE-1236). OWASP's advice is a
 * leading apostrophe. Here it also stands before a part of the text that would become a cell of its own where a program
 * divides at another character than we do: LibreOffice, told to divide at `;`, runs the second part of `a;=1+1`.
 */

/** What begins a formula, in any width or form: `＝`, `﹣`, `⁺` read as `=`, `-`, `+`. */
const BEGINS_A_FORMULA = /^[=+\-@−]/u;

/** A text that begins with one of these is guarded whatever follows (OWASP; NUL by ASVS 5, 1.2.10). */
const UNSAFE_FIRST: ReadonlySet<string> = new Set(['\t', '\r', '\n', '\0']);

/** What a program may drop, or nobody can see, before it looks at what a cell begins with; quotation marks too. */
const PASSED_OVER = /^[\p{C}\p{Z}\p{M}\p{Pi}\p{Pf}\p{Default_Ignorable_Code_Point}'"`´\u2800]$/u;

/** After these a new cell or row may begin; a quotation mark may follow, which is passed over. */
const DIVIDES: ReadonlySet<string> = new Set([...',;|\t\n\r\v\f\u0085\u2028\u2029']);

const GUARD = "'";

/**
 * The text with an apostrophe wherever a cell could begin with a formula; any other text as it is.
 * `unguardText` undoes it exactly.
 */
export function guardText(text: string): string {
  return rewrite(text, (character, from) => (from.opens ? GUARD + character : character));
}

/** The text as it was before `guardText`: for reading our own files again. */
export function unguardText(text: string): string {
  return rewrite(text, (character, from) => (character === GUARD && from.opensAfter ? '' : character));
}

/** Whether a cell beginning at a character, or at the one after it, would need the guard; false where no cell begins. */
interface From {
  readonly opens: boolean;
  readonly opensAfter: boolean;
}

/**
 * Goes through the text once from its end, because whether a cell opens a formula depends on what follows what is
 * passed over; a look ahead from each character would take the square of the length. An apostrophe is itself passed
 * over, so that a guard changes the answer nowhere, and taking it away gives the text back.
 */
function rewrite(text: string, write: (character: string, from: From) => string): string {
  const characters = [...text];
  const written = [...characters];
  // Of a cell that begins here: whether it opens a formula, and whether it is unsafe as the beginning of the text.
  let formula = false;
  let first = false;
  for (let at = characters.length - 1; at >= 0; at--) {
    const character = characters[at] as string;
    const after = at === 0 ? first : formula;
    const passed = PASSED_OVER.test(character);
    formula = beginsFormula(character) || (passed && formula);
    first = beginsFormula(character) || UNSAFE_FIRST.has(character) || (passed && first);
    const begins = at === 0 || divides(characters[at - 1] as string, character);
    const opens = at === 0 ? first : formula;
    written[at] = write(character, { opens: begins && opens, opensAfter: begins && after });
  }
  return written.join('');
}

/** CR LF is one line end, so that a list of lines with hyphens gets one guard a line. */
function divides(before: string, character: string): boolean {
  return DIVIDES.has(before) && !(before === '\r' && character === '\n');
}

function beginsFormula(character: string): boolean {
  return BEGINS_A_FORMULA.test(character < '\u0080' ? character : character.normalize('NFKC'));
}
