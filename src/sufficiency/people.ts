import type { Rates } from './rates.ts';

/** The children in care on the day a forecast begins: positions in `KINDS`, months of age and of time in care. */
export interface Stock {
  readonly kind: Uint8Array;
  readonly age: Int16Array;
  readonly care: Int16Array;
}

/** The children of one run, in arrays that are used again for the next. */
export class People {
  readonly #stock: Stock;
  kind: Uint8Array;
  age: Int16Array;
  care: Int16Array;
  id: Uint32Array;
  size = 0;

  constructor(stock: Stock, rates: Rates, months: number) {
    this.#stock = stock;
    let coming = 0;
    for (let month = 0; month < months; month += 1) coming += rates.entries(month);
    const room = stock.kind.length + Math.ceil(Math.min(coming, 40 * rates.entries(0)) * 1.5) + 64;
    this.kind = new Uint8Array(room);
    this.age = new Int16Array(room);
    this.care = new Int16Array(room);
    this.id = new Uint32Array(room);
  }

  begin(): void {
    this.size = this.#stock.kind.length;
    this.kind.set(this.#stock.kind);
    this.age.set(this.#stock.age);
    this.care.set(this.#stock.care);
    for (let at = 0; at < this.size; at += 1) this.id[at] = at;
  }

  add(kind: number, age: number, id: number): void {
    if (this.size === this.kind.length) this.#grow();
    this.kind[this.size] = kind;
    this.age[this.size] = age;
    this.care[this.size] = 0;
    this.id[this.size] = id;
    this.size += 1;
  }

  /** The last takes the place of one who left. */
  remove(at: number): void {
    const last = this.size - 1;
    this.kind[at] = this.kind[last]!;
    this.age[at] = this.age[last]!;
    this.care[at] = this.care[last]!;
    this.id[at] = this.id[last]!;
    this.size = last;
  }

  count(into: Uint32Array, base: number): void {
    for (let at = 0; at < this.size; at += 1) into[base + this.kind[at]!]! += 1;
  }

  #grow(): void {
    const room = this.kind.length * 2;
    const longer = <A extends Uint8Array | Int16Array | Uint32Array>(fresh: A, old: A): A => {
      fresh.set(old);
      return fresh;
    };
    this.kind = longer(new Uint8Array(room), this.kind);
    this.age = longer(new Int16Array(room), this.age);
    this.care = longer(new Int16Array(room), this.care);
    this.id = longer(new Uint32Array(room), this.id);
  }
}
