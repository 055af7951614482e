/** `yyyymmdd` as a number, so that dates compare and store as numbers; NaN when there is no such day. */
export function dateNumber(text: string): number {
  if (text.length !== 10 || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return Number.NaN;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  // Written so that NaN, from a letter where a digit should be, fails every one of them.
  if (!(year >= 1800 && year <= 2199 && month >= 1 && month <= 12 && day >= 1)) return Number.NaN;
  if (day > 28 && day > lastDay(year, month)) return Number.NaN;
  return year * 10_000 + month * 100 + day;
}

const DASH = 45;
const ZERO = 48;

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function lastDay(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
