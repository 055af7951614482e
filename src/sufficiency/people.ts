/** The children in care on the day a forecast begins: positions in `KINDS`, months of age and of time in care. */
export interface Stock {
  readonly kind: Uint8Array;
  /** 0 to 215. */
  readonly age: Uint8Array;
  /** At most `LONGEST_CARE`. */
  readonly care: Uint8Array;
}

/** The children of one run, in arrays that are used again for the next. */
export class People {
  readonly #stock: Stock;
  kind: Uint8Array;
  age: Uint8Array;
  care: Uint8Array;
  /** Tells a child apart within a run; the same in every run and scenario. */
  id: Uint32Array;
  size = 0;

  constructor(stock: Stock) {
    this.#stock = stock;
    const room = Math.ceil(stock.kind.length * 1.5) + 64;
    this.kind = new Uint8Array(room);
    this.age = new Uint8Array(room);
    this.care = new Uint8Array(room);
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

  /** Adds the children of each kind to four numbers from `base` on. */
  count(into: Uint32Array, base: number): void {
    for (let at = 0; at < this.size; at += 1) into[base + this.kind[at]!]! += 1;
  }

  #grow(): void {
    const room = this.kind.length * 2;
    const longer = <A extends Uint8Array | Uint32Array>(fresh: A, old: A): A => {
      fresh.set(old);
      return fresh;
    };
    this.kind = longer(new Uint8Array(room), this.kind);
    this.age = longer(new Uint8Array(room), this.age);
    this.care = longer(new Uint8Array(room), this.care);
    this.id = longer(new Uint32Array(room), this.id);
  }
}
