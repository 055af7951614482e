// The server does not know which font a browser will use. The widths are those of DejaVu Sans, the widest of the
// usual sans-serif fonts (Arial is about a tenth narrower): what fits by them fits everywhere.
const NARROW = new Set("iljI|!.,:;'’‘` ");
const SLIM = new Set('frt()[]{}/\\-"J°·');
const BROAD = new Set('mwMW%@&—…');

/** Width in pixels of a line of text, never less than a browser needs. */
export function textWidth(text: string, size: number, bold = false): number {
  let ems = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (NARROW.has(character)) ems += 0.33;
    else if (SLIM.has(character)) ems += 0.42;
    else if (BROAD.has(character)) ems += 1;
    else if (code > 0x2000) ems += 1.1;
    else if (character >= 'A' && character <= 'Z') ems += 0.7;
    else ems += 0.63;
  }
  return ems * size * (bold ? 1.12 : 1);
}

/** The text, cut with … where it would be wider than `width`. */
export function fitted(text: string, width: number, size: number, bold = false): string {
  if (textWidth(text, size, bold) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && textWidth(`${characters.join('')}…`, size, bold) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** The text in at most `most` lines of `width` pixels; what does not go into the last one is cut with …. */
export function wrapped(text: string, width: number, size: number, most: number, bold = false): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || lines.length === most - 1 || textWidth(longer, size, bold) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== '') lines.push(line);
  return lines.map((each) => fitted(each, width, size, bold));
}
