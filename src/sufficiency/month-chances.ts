import {
  AGE_BANDS,
  ageBand,
  CARE_COUNT,
  CELLS,
  careBand,
  cellOf,
  GROWN_UP,
  KIND_COUNT,
  LONGEST_CARE,
  YEARS,
} from './kinds.ts';
import type { People } from './people.ts';
import type { Rates } from './rates.ts';

/** What a scenario does in one month, for one kind or age or all. Multiplied first, then added. */
export interface MonthChange {
  readonly what: 'entries' | 'exits' | 'moves';
  /** Position in `KINDS`, or -1 for all. Of moves, the kind that is left. */
  readonly kind: number;
  /** Whole years, both included. */
  readonly ages: readonly [number, number];
  readonly multiply: number;
  /** Children a month. */
  readonly add: number;
  /** Of moves: position in `KINDS` of the kind they lead to, or -1 for all. */
  readonly into: number;
}

/** How one run's rates differ from the fitted ones. */
export interface Factors {
  readonly entries: number;
  /** Logarithm of the change of entries a year, beyond the fitted trend. */
  readonly trend: number;
  readonly exits: number;
  readonly moves: number;
}

const BY_AGE = Uint8Array.from({ length: GROWN_UP }, (_, months) => Math.floor(months / 12) * CARE_COUNT);
const BY_CARE = Uint8Array.from({ length: LONGEST_CARE + 1 }, (_, months) => careBand(months));
/** Ways out of a place: leaving care, and the other kinds. */
export const WAYS = KIND_COUNT;
/** Places of a simulation: kind, whole year of age, band of care. Years, so that a scenario may name any ages. */
const OF_A_KIND = YEARS * CARE_COUNT;
const PLACES = KIND_COUNT * OF_A_KIND;

/** The place of a child: position in `KINDS`, months of age, months in care (at most `LONGEST_CARE`). */
export function placeOf(kind: number, age: number, care: number): number {
  return kind * OF_A_KIND + BY_AGE[age]! + BY_CARE[care]!;
}

/** For each place the cell of the rates that it belongs to. */
const CELL_OF_PLACE = Uint16Array.from({ length: PLACES }, (_, place) => {
  const kind = Math.floor(place / OF_A_KIND);
  const year = Math.floor(place / CARE_COUNT) % YEARS;
  return cellOf(kind, ageBand(year * 12), place % CARE_COUNT);
});

const KIND_OF_PLACE = Uint8Array.from({ length: PLACES }, (_, place) => Math.floor(place / OF_A_KIND));

const ROW = CARE_COUNT * WAYS;
/** By kind and year of age: the row of the first year of the same band, whose rates it shares. */
const ROW_TOLD = Uint16Array.from(
  { length: KIND_COUNT * YEARS },
  (_, at) => Math.floor(at / YEARS) * YEARS + AGE_BANDS[ageBand((at % YEARS) * 12)]!,
);

/** The kind at the end of the `at`-th way out of a kind; the first way is out of care. */
export function kindAfter(kind: number, at: number): number {
  return at <= kind ? at - 1 : at;
}

const CERTAIN = 2 ** 32;

/** What is particular to one month: the changes of a scenario, how unevenly children leave and move. */
export interface MonthTurn {
  readonly changes: readonly MonthChange[];
  /** The part of the month that is simulated, 1 for a whole one. */
  readonly share: number;
  /** By kind, what chances are multiplied with. */
  readonly exits: Float64Array;
  readonly moves: Float64Array;
}

/** The chances of one run. */
export class MonthChances {
  readonly #rates: Rates;
  readonly #exit = new Float64Array(PLACES);
  readonly #out = new Float64Array(PLACES);
  /** By cell and way out, the first left empty: shares of those who move. */
  readonly #ways = new Float64Array(CELLS * WAYS);
  readonly #cellOut = new Float64Array(CELLS);
  readonly #limits = new Uint32Array(PLACES * WAYS);
  /** By place and way out: what a scenario adds to a chance of moving that way alone. */
  readonly #apart = new Float64Array(PLACES * WAYS);
  #anyApart = false;
  #factors = { exits: 1, moves: 1 };

  constructor(rates: Rates) {
    this.#rates = rates;
    for (let cell = 0; cell < CELLS; cell += 1) {
      const kind = Math.floor(cell / (CELLS / KIND_COUNT));
      let all = 0;
      for (let to = 0; to < KIND_COUNT; to += 1) all += rates.move[cell * KIND_COUNT + to]!;
      this.#cellOut[cell] = all;
      for (let way = 1; way < WAYS; way += 1) {
        const part = rates.move[cell * KIND_COUNT + kindAfter(kind, way)]!;
        this.#ways[cell * WAYS + way] = all === 0 ? 1 / (WAYS - 1) : part / all;
      }
    }
  }

  /** Begins a run. */
  begin(factors: Factors): void {
    this.#factors = factors;
  }

  /**
   * Limits by place and way out, rising: who draws a number of 32 bits below the first leaves care, below the second
   * moves to the next kind, and so on; who draws more stays. The same array is filled anew each month.
   */
  limits({ changes, share, exits, moves }: MonthTurn, people: People): Uint32Array {
    const touching = changes.filter(({ what }) => what !== 'entries');
    // What a change of the month before has added.
    if (this.#anyApart) this.#apart.fill(0);
    this.#anyApart = touching.some(({ into }) => into !== -1);
    for (let row = 0; row < ROW_TOLD.length; row += 1) {
      // Years of one band differ only where a scenario makes them.
      if (touching.length === 0 && ROW_TOLD[row] !== row) this.#copyRow(row);
      else this.#fillRow(row, share, exits, moves);
    }
    for (const change of touching) this.#change(change, share, people);
    if (touching.length > 0) for (let place = 0; place < PLACES; place += 1) this.#write(place);
    return this.#limits;
  }

  #copyRow(row: number): void {
    const from = ROW_TOLD[row]! * ROW;
    this.#limits.copyWithin(row * ROW, from, from + ROW);
  }

  #fillRow(row: number, share: number, exits: Float64Array, moves: Float64Array): void {
    for (let place = row * CARE_COUNT; place < (row + 1) * CARE_COUNT; place += 1) {
      const cell = CELL_OF_PLACE[place]!;
      const kind = KIND_OF_PLACE[place]!;
      this.#exit[place] = within(this.#rates.exit[cell]! * this.#factors.exits * exits[kind]! * share);
      this.#out[place] = within(this.#cellOut[cell]! * this.#factors.moves * moves[kind]! * share);
      this.#write(place);
    }
  }

  #change(change: MonthChange, share: number, people: People): void {
    const chances = change.what === 'exits' ? this.#exit : this.#out;
    const { touched, children } = whoIsTouched(change, people);
    // Children a month more, spread over all whom the change is about.
    const more = children === 0 ? 0 : (change.add * share) / children;
    for (let place = 0; place < PLACES; place += 1) {
      if (touched[place] !== 1) continue;
      if (change.into !== -1) this.#changeWay(place, change, more);
      else {
        chances[place] = within(chances[place]! * change.multiply + more);
        if (change.what === 'moves') this.#multiplyApart(place, change.multiply);
      }
    }
  }

  /** Moves into one kind alone: the chance of that way, as it stands after the changes before. */
  #changeWay(place: number, { into, multiply }: MonthChange, more: number): void {
    const way = wayTo(KIND_OF_PLACE[place]!, into);
    const at = place * WAYS + way;
    const now = this.#out[place]! * this.#ways[CELL_OF_PLACE[place]! * WAYS + way]! + this.#apart[at]!;
    this.#apart[at]! += Math.max(0, now * multiply + more) - now;
  }

  #multiplyApart(place: number, multiply: number): void {
    for (let way = 1; way < WAYS; way += 1) this.#apart[place * WAYS + way]! *= multiply;
  }

  #write(place: number): void {
    const ways = CELL_OF_PLACE[place]! * WAYS;
    const exit = this.#exit[place]!;
    let apart = 0;
    if (this.#anyApart) for (let way = 1; way < WAYS; way += 1) apart += this.#apart[place * WAYS + way]!;
    // Leaving and moving together cannot be more than certain.
    const base = Math.min(this.#out[place]!, 1 - exit);
    const fits = base + apart > 1 - exit ? (1 - exit) / (base + apart) : 1;
    let sum = exit;
    this.#limits[place * WAYS] = sum * CERTAIN;
    for (let way = 1; way < WAYS; way += 1) {
      sum += (base * this.#ways[ways + way]! + this.#apart[place * WAYS + way]!) * fits;
      this.#limits[place * WAYS + way] = Math.min(CERTAIN - 1, sum * CERTAIN);
    }
  }
}

/** The way that leads out of a kind into another: `kindAfter` turned around. */
function wayTo(kind: number, into: number): number {
  return into < kind ? into + 1 : into;
}

function within(chance: number): number {
  return Math.min(0.98, Math.max(0, chance));
}

/** Which places a change is about, and how many children are in them who do not grow out of care this month. */
function whoIsTouched({ kind, ages, into }: MonthChange, people: People) {
  const touched = new Uint8Array(PLACES);
  for (let place = 0; place < PLACES; place += 1) {
    const year = Math.floor(place / CARE_COUNT) % YEARS;
    const here = Math.floor(place / OF_A_KIND);
    const ofKind = (kind === -1 || kind === here) && here !== into;
    if (ofKind && ages[0] <= year && year <= ages[1]) touched[place] = 1;
  }
  let children = 0;
  for (let at = 0; at < people.size; at += 1) {
    const age = people.age[at]!;
    if (age + 1 < GROWN_UP) children += touched[placeOf(people.kind[at]!, age, people.care[at]!)]!;
  }
  return { touched, children };
}
