/**
 * A password as it was typed: not trimmed, nothing taken out, because a password manager may have put it there
 * (ASVS 5 V6.2.8). Empty where nothing, or far too much, was sent.
 */
export function secretField(body: unknown, name: string): string {
  const fields = (body && typeof body === 'object' ? body : {}) as Readonly<Record<string, unknown>>;
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === 'string' && value.length <= 1_000 ? value.toWellFormed() : '';
}
