/** A stream of random numbers, told by one whole number. */
export type Draw = number;

/**
 * Mixes whole numbers into one of 32 bits that looks random: the finishing steps of MurmurHash3 (A. Appleby, public
 * domain) over each in turn. The same numbers give the same result on every machine.
 */
export function hashOf(first: number, second: number, third = 0, fourth = 0): Draw {
  let hash = Math.imul(first ^ 0x9e3779b9, 0x85ebca6b) ^ second;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13) ^ third, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16) ^ fourth, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** From 0 (included) to 1 (not included). */
export function unit(hash: Draw): number {
  return (hash + 0.5) / 4_294_967_296;
}

/** A number of the standard normal distribution (Box and Muller). */
export function normalOf(draw: Draw, about: number, at: number): number {
  const radius = Math.sqrt(-2 * Math.log(unit(hashOf(draw, about, at, 1))));
  return radius * Math.cos(2 * Math.PI * unit(hashOf(draw, about, at, 2)));
}

/**
 * A Poisson number by its inverse: for one chance, more expected never gives fewer. Above 500, by the normal
 * distribution that it then nearly is.
 */
export function poisson(expected: number, chance: number): number {
  if (expected <= 0) return 0;
  if (expected > 500) return Math.max(0, Math.round(expected + Math.sqrt(expected) * normalQuantile(chance)));
  let term = Math.exp(-expected);
  let sum = term;
  let count = 0;
  while (sum < chance && count < 2_000) {
    count += 1;
    term *= expected / count;
    sum += term;
  }
  return count;
}

/** The standard normal quantile, to about 4.5e-4 (Abramowitz and Stegun, 26.2.23). */
function normalQuantile(chance: number): number {
  const tail = chance < 0.5 ? chance : 1 - chance;
  const t = Math.sqrt(-2 * Math.log(tail));
  const size =
    t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3);
  return chance < 0.5 ? -size : size;
}
