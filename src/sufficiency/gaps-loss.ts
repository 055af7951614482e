/**
 * The share of requests that find no free room in time (0 to 1), where requests come one by one at random, a room is used
 * for a time that varies as an exponential one does, and a request that has waited as long as it can goes elsewhere: the
 * queue M/M/c+D. With no time to wait it is Erlang's loss formula (Erlang 1917), which holds for any spread of stays.
 * Source: D. Y. Barrer, Queuing with impatient customers and ordered service, Operations Research 5 (1957), 650–656. From
 * the balance of the waiting time v: its density is λ p(c−1) e^(−(cμ−λ)v) up to D, and falls by cμ beyond.
 * @param load how many rooms are used at a time if nobody is turned away: requests a day × days of a stay; 0 or more
 * @param rooms whole, 0 or more
 * @param patience the longest wait, in stays (days to wait ÷ days of a mean stay); 0 or more
 */
export function lostShare(load: number, rooms: number, patience: number): number {
  if (rooms === 0) return 1;
  if (load === 0) return 0;
  return lost(load, rooms, patience, busy(load, rooms - 1));
}

/** Erlang's loss with so many rooms, by its recursion. */
function busy(load: number, rooms: number): number {
  let share = 1;
  for (let n = 1; n <= rooms; n += 1) share = (load * share) / (n + load * share);
  return share;
}

/** @param before Erlang's loss with one room fewer */
function lost(load: number, rooms: number, patience: number, before: number): number {
  const spare = rooms - load;
  // Written by what is smaller than 1, so that no number grows beyond what can be held.
  const kept = Math.exp(-Math.abs(spare) * patience);
  const wait = Math.abs(spare) * patience < 1e-9 ? patience : (1 - kept) / Math.abs(spare);
  return spare >= 0
    ? ((load / rooms) * kept * before) / (1 + before * load * (wait + kept / rooms))
    : ((load / rooms) * before) / (kept + before * load * (wait + 1 / rooms));
}

/** As `lostShare` for rooms that are no whole number: between the two nearest, evenly in the logarithm. */
export function lostBetween(load: number, rooms: number, patience: number): number {
  const below = Math.floor(rooms);
  const part = rooms - below;
  const at = lostShare(load, below, patience);
  if (part === 0 || load === 0) return at;
  return at ** (1 - part) * lostShare(load, below + 1, patience) ** part;
}

/**
 * The share of requests that wait longer than so long for a free room, where nobody goes elsewhere: the queue M/M/c, with
 * Erlang's waiting formula C: C(c, a)·e^(−(c − a)·D). 1 where there are no more rooms than are used at a time.
 * @param patience days ÷ days of a mean stay
 */
export function lateShare(load: number, rooms: number, patience: number): number {
  return late(load, rooms, patience, busy(load, rooms));
}

/** @param erlang Erlang's loss with as many rooms */
function late(load: number, rooms: number, patience: number, erlang: number): number {
  if (rooms <= load) return 1;
  return (erlang / (1 - (load / rooms) * (1 - erlang))) * Math.exp(-(rooms - load) * patience);
}

/**
 * How many rooms it takes so that at least this share of requests finds one in time and the others find one later: never
 * fewer than are used at a time. No whole number, evenly in the logarithm between two: a group of children may need a part
 * of a room that others need too.
 * @param share above 0 and below 1
 */
export function roomsFor(load: number, share: number, patience: number): number {
  if (load <= 0) return 0;
  const most = 1 - share;
  let erlang = 1;
  let [below, before] = [load, 1];
  for (let rooms = 1; ; rooms += 1) {
    erlang = (load * erlang) / (rooms + load * erlang);
    if (rooms <= load) continue;
    const now = late(load, rooms, patience, erlang);
    if (now <= most) return below + ((rooms - below) * Math.log(before / most)) / Math.log(before / now);
    [below, before] = [rooms, now];
  }
}

/**
 * The 95% interval of a number of independent happenings, by Byar's approximation of the Poisson interval (Breslow and
 * Day, Statistical Methods in Cancer Research II, 1987, p. 69), as parts of the number itself.
 */
export function spreadOf(count: number): { readonly low: number; readonly high: number } {
  if (count <= 0) return { low: 0, high: 1 };
  const more = count + 1;
  const low = count * (1 - 1 / (9 * count) - 1.96 / (3 * Math.sqrt(count))) ** 3;
  const high = more * (1 - 1 / (9 * more) + 1.96 / (3 * Math.sqrt(more))) ** 3;
  return { low: Math.max(0, low) / count, high: high / count };
}
