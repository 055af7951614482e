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

/** As `hashOf`, for the many numbers of one month: MurmurHash3's finishing steps once. */
export function mixed(drawn: Draw, about: number): Draw {
  let hash = drawn ^ about;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** From 0 to 1, neither included. */
export function unit(hash: Draw): number {
  return (hash + 0.5) / 4_294_967_296;
}

/** A number of the standard normal distribution (Box and Muller). */
export function normalOf(draw: Draw, about: number, at: number): number {
  const radius = Math.sqrt(-2 * Math.log(unit(hashOf(draw, about, at, 1))));
  return radius * Math.cos(2 * Math.PI * unit(hashOf(draw, about, at, 2)));
}

/** More at once would need chances smaller than a number can be. */
const MOST_AT_ONCE = 500;

/**
 * A Poisson number by its inverse: with one draw, more expected never gives fewer. Large ones are added up from
 * several.
 */
export function poisson(expected: number, draw: Draw): number {
  let count = 0;
  let left = expected;
  for (let part = 0; left > 0; part += 1) {
    count += inverse(Math.min(left, MOST_AT_ONCE), unit(part === 0 ? draw : mixed(draw, part)));
    left -= MOST_AT_ONCE;
  }
  return count;
}

function inverse(expected: number, chance: number): number {
  // e to the minus x is more than 1 - x, which is quicker to tell.
  if (chance <= 1 - expected) return 0;
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
