import { fromParts, type PlainDate } from '../kernel/index.ts';

/** What a person typed into a form, read safely: texts without control characters, well formed, trimmed. */
export interface Typed {
  /** The text of a field; empty where it was not sent. Of a repeated field, the first. */
  text(name: string): string;
  /** All values of a repeated field, empty ones left out. */
  texts(name: string): string[];
}

/** One thing to put right, beside its field: the shape of the design system's error summary. */
export interface FormError {
  readonly text: string;
  readonly href: string;
}

/** Reads a parsed urlencoded body, whatever was sent. */
export function typed(body: unknown): Typed {
  const fields = (body && typeof body === 'object' ? body : {}) as Readonly<Record<string, unknown>>;
  const texts = (name: string): string[] => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string').map(clean);
  };
  return { text: (name) => texts(name)[0] ?? '', texts: (name) => texts(name).filter(Boolean) };
}

/** Line ends are one character and NUL, which the database refuses, is dropped. */
function clean(text: string): string {
  return (
    text
      .toWellFormed()
      .replaceAll('\r\n', '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .trim()
  );
}

/** The date of three inputs `<name>-day`, `-month`, `-year`: null when all are empty, 'wrong' when it is no date. */
export function typedDate(fields: Typed, name: string): PlainDate | null | 'wrong' {
  const parts = ['day', 'month', 'year'].map((part) => fields.text(`${name}-${part}`));
  if (parts.every((part) => part === '')) return null;
  if (!parts.every((part) => /^\d{1,4}$/.test(part))) return 'wrong';
  const [day = 0, month = 0, year = 0] = parts.map(Number);
  return fromParts(year, month, day) ?? 'wrong';
}
