/** A stream of random numbers that is the same for the same seed on every machine. */
export interface SeededRandom {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True with the given chance (0–1). */
  chance(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** One of the keys, in proportion to its share; shares need not add to 1. */
  weighted<K extends string>(shares: Readonly<Record<K, number>>): K;
  /** A normal variate with the given mean and standard deviation. */
  normal(mean: number, sd: number): number;
  /** An exponential variate with the given mean. */
  exponential(mean: number): number;
  shuffle<T>(list: readonly T[]): T[];
  /** A stream of its own for a named part, so that adding a part does not change the others. */
  fork(name: string): SeededRandom;
}

/** sfc32 (Chris Doty-Humphrey, PractRand): small, fast, passes the usual batteries; not for secrets. */
export function seededRandom(seed: number | string): SeededRandom {
  const text = String(seed);
  let [a, b, c, d] = digest(text);
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 16; i++) next();
  const random: SeededRandom = {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (share) => next() < share,
    pick: (from) => {
      if (from.length === 0) throw new Error('nothing to pick from');
      return from[Math.floor(next() * from.length)] as (typeof from)[number];
    },
    weighted: (shares) => {
      const entries = Object.entries(shares) as [keyof typeof shares & string, number][];
      let left = next() * entries.reduce((sum, [, share]) => sum + share, 0);
      for (const [key, share] of entries) {
        left -= share;
        if (left < 0) return key as never;
      }
      return entries.at(-1)?.[0] as never;
    },
    normal: (mean, sd) => mean + sd * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    exponential: (mean) => -mean * Math.log(1 - next()),
    shuffle: (list) => {
      const out = [...list];
      for (let i = out.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1));
        [out[i], out[j]] = [out[j] as never, out[i] as never];
      }
      return out;
    },
    fork: (name) => seededRandom(`${text}/${name}`),
  };
  return random;
}

/** Four 32-bit words from a text (cyrb128 by bryc, public domain). */
function digest(text: string): [number, number, number, number] {
  let [h1, h2, h3, h4] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    h1 = h2 ^ Math.imul(h1 ^ k, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ k, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ k, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ k, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  return [h1 ^ h2 ^ h3 ^ h4, h2 ^ h1, h3 ^ h1, h4 ^ h1];
}
