/** V8 keeps a piece of a text of this length or longer as a view of the whole, which it keeps alive with it. */
const SHORTEST_VIEW = 13;

/** The same text, which keeps no longer text alive that it was cut from: one cell must not hold on to its file. */
export function ownText(text: string): string {
  return text.length < SHORTEST_VIEW ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
