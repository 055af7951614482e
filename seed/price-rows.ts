import { date, dayNumber, fromDayNumber, type SeededRandom, seededId } from '../src/kernel/index.ts';
import { ASSUMPTIONS } from './figures.ts';
import type { Authority } from './geography.ts';
import { weeklyFee } from './home-fees.ts';
import { at } from './moments.ts';
import type { Child, Home, Provider, Spell } from './population.ts';
import type { RowBox } from './rows.ts';
import { inCare, type Lives } from './simulate.ts';
import type { AuthorityStaff } from './staff.ts';

/** In the order in which they can be inserted; after stays and homes. */
export const PRICE_TABLES = ['agreed_price', 'block_contract', 'block_home'];

const { prices: P } = ASSUMPTIONS;

/** A child's time in a home that has a record, as child-rows wrote it down. */
export interface WrittenStay {
  readonly id: string;
  readonly spell: Spell & { readonly home: Home };
  readonly start: number;
  /** Null while it lasts. */
  readonly end: number | null;
}

interface Block {
  readonly homes: ReadonlySet<string>;
  readonly rooms: number;
  readonly pounds: number;
  readonly from: number;
  /** Times in its rooms that were given away already, so that no more children than rooms are in them. */
  readonly taken: { readonly from: number; readonly to: number }[];
}

type Bought = 'own' | 'block' | 'framework' | 'spot';

/**
 * What an authority agreed to pay for the stays of the last two years: a price at the start, a rise each April, now and then
 * a change of support or a room that is kept; who pays which part; and rooms bought as a block.
 */
export class PricesAgreed {
  readonly #box: RowBox;
  readonly #asOf: number;
  readonly #authority: Authority;
  readonly #by: string;
  readonly #aprils: readonly number[];
  readonly #blocks: readonly Block[];

  constructor(box: RowBox, lives: Lives, authority: Authority, children: readonly Child[], staff: AuthorityStaff) {
    this.#box = box;
    this.#asOf = lives.asOf;
    this.#authority = authority;
    this.#by = staff.all.find(({ role }) => role === 'commissioner')?.id ?? 'made-up region';
    this.#aprils = aprilsUntil(lives.asOf);
    this.#blocks = (['residential', 'supported'] as const).flatMap((kind) => this.#addBlock(lives, children, kind));
  }

  /** The prices of one stay; none where it ended long ago, or nobody has written them down yet. */
  add(child: Child, stay: WrittenStay): void {
    const random = child.random.fork(`price ${stay.id}`);
    const { home } = stay.spell;
    const until = stay.end ?? stay.spell.endsSoon ?? Infinity;
    if (until < (this.#aprils[0] ?? 0) || until <= stay.start || stay.start > this.#asOf || random.chance(P.missing))
      return;
    const block = this.#blocks.find((each) => roomIn(each, home, stay.start, until));
    block?.taken.push({ from: stay.start, to: until });
    const bought = block ? 'block' : howBought(random, home, this.#authority);
    const parts = partsOf(random, child, home);
    // Told in the money of the latest April; a price of before is so much lower.
    let pounds = block ? block.pounds : agreedPounds(random, child, home, bought);
    const rises = this.#aprils.map(() =>
      random.chance(bought === 'own' ? 1 : P.rises) ? Math.max(0, random.normal(P.rise, 0.014)) : 0,
    );
    for (const [index, april] of this.#aprils.entries()) if (stay.start < april) pounds /= 1 + (rises[index] ?? 0);
    const say = (from: number, why: string, retainer = false) =>
      this.#add(random, stay.id, from, pounds * (retainer ? P.retainer : 1), parts, bought, why, retainer);
    say(stay.start, 'start');
    const last = Math.min(until, this.#asOf);
    const change = random.chance(P.changes) ? stay.start + Math.round(random.exponential(260)) + 30 : Infinity;
    const away = random.chance(P.away) ? stay.start + random.between(60, 500) : Infinity;
    const steps: [number, () => void][] = [
      ...this.#aprils.map((april, index): [number, () => void] => [
        april,
        () => {
          pounds *= 1 + (rises[index] ?? 0);
          if ((rises[index] ?? 0) > 0) say(april, 'uplift');
        },
      ]),
      [
        change,
        () => {
          const down = random.chance(0.35);
          pounds *= down ? 0.8 + 0.1 * random.next() : 1.08 + 0.17 * random.next();
          say(change, down ? 'step-down' : 'change of support');
        },
      ],
      [away, () => say(away, 'retainer', true)],
      [away + 21, () => say(away + 21, 'retainer')],
    ];
    for (const [on, happen] of steps.sort(([a], [b]) => a - b)) if (on > stay.start && on < last) happen();
  }

  #add(
    random: SeededRandom,
    stay: string,
    from: number,
    pounds: number,
    parts: Parts,
    bought: Bought,
    why: string,
    retainer: boolean,
  ) {
    const weekly = Math.round(pounds) * 100;
    const education = Math.round((weekly * parts.education) / 100) * 100;
    const health = Math.round((weekly * parts.health) / 100) * 100;
    this.#box.add('agreed_price', {
      organisation_id: this.#authority.id,
      id: seededId('price', random),
      placement_id: stay,
      from_date: fromDayNumber(from),
      weekly_pence: weekly,
      social_care_pence: weekly - education - health,
      education_pence: education,
      health_pence: health,
      bought,
      retainer,
      why,
      at: at(Math.min(from, this.#asOf - 1), 12),
      by: this.#by,
    });
  }

  /** Rooms of one provider, where children of the authority live already; a few more than they fill. */
  #addBlock(lives: Lives, children: readonly Child[], kind: 'residential' | 'supported'): Block[] {
    const random = lives.random.fork(`block of ${this.#authority.index} ${kind}`);
    const here = new Map<Provider, Map<Home, number>>();
    for (const child of children) {
      const home = inCare(child, lives.asOf)
        ? child.group.spells.findLast(({ start }) => start <= lives.asOf)?.home
        : null;
      if (home?.kind !== kind || home.provider.authority) continue;
      const homes = here.get(home.provider) ?? new Map<Home, number>();
      here.set(home.provider, homes.set(home, (homes.get(home) ?? 0) + 1));
    }
    const lived = (homes: ReadonlyMap<Home, number>) => [...homes.values()].reduce((sum, each) => sum + each, 0);
    const [most] = [...here].sort(([a, x], [b, y]) => lived(y) - lived(x) || (a.id < b.id ? -1 : 1));
    if (!most || lived(most[1]) < 2) return [];
    const from = aprilBefore(this.#aprils[0] ?? this.#asOf, 2);
    const [provider, found] = most;
    // A quarter of what the authority's children live in of this kind, in the fullest homes first.
    const enough = Math.max(2, 0.25 * [...here.values()].reduce((sum, each) => sum + lived(each), 0));
    const homes: Home[] = [];
    let filled = 0;
    for (const [home, count] of [...found].sort(([a, x], [b, y]) => y - x || (a.id < b.id ? -1 : 1))) {
      if (filled >= enough) break;
      homes.push(home);
      filled += count;
    }
    const rooms = filled + random.between(0, 1);
    const list = homes.map((home) => listPounds(home)).reduce((sum, each) => sum + each, 0) / homes.length;
    const pounds = Math.round(list * P.bought.block);
    const id = seededId('block', random);
    this.#box.add('block_contract', {
      organisation_id: this.#authority.id,
      id,
      provider_id: provider.id,
      name: kind === 'residential' ? 'Rooms in children’s homes' : 'Rooms in supported accommodation',
      kind,
      rooms,
      weekly_pence: pounds * 100,
      paid_unused: true,
      from_day: fromDayNumber(from),
      to_day: fromDayNumber(aprilBefore(from, -6) - 1),
      at: at(from - 30, 10),
      by: this.#by,
    });
    for (const home of homes)
      this.#box.add('block_home', {
        organisation_id: this.#authority.id,
        contract_id: id,
        home_organisation_id: home.provider.id,
        home_id: home.id,
      });
    return [{ homes: new Set(homes.map((home) => home.id)), rooms, pounds, from, taken: [] }];
  }
}

interface Parts {
  readonly education: number;
  readonly health: number;
}

/** The latest 1 April and the one before. */
function aprilsUntil(asOf: number): number[] {
  const day = fromDayNumber(asOf);
  const year = Number(day.slice(0, 4)) - (day.slice(5) >= '04-01' ? 0 : 1);
  return [year - 1, year].map((each) => dayNumber(date(`${each}-04-01`)));
}

/** The 1 April some years before one. */
function aprilBefore(april: number, years: number): number {
  return dayNumber(date(`${Number(fromDayNumber(april).slice(0, 4)) - years}-04-01`));
}

function roomIn(block: Block, home: Home, from: number, to: number): boolean {
  return (
    block.homes.has(home.id) &&
    from >= block.from &&
    block.taken.filter((each) => each.from < to && from < each.to).length < block.rooms
  );
}

function howBought(random: SeededRandom, home: Home, authority: Authority): Bought {
  if (home.provider.authority === authority || home.kind === 'kinship') return 'own';
  if (home.provider.authority) return 'spot';
  const spot =
    P.spot[home.kind === 'fostering' ? 'fostering' : home.kind === 'supported' ? 'supported' : 'residential'];
  return random.chance(spot) ? 'spot' : 'framework';
}

/** What the home asks for by its list, and for children's homes the support that comes on top of it nearly everywhere. */
function listPounds(home: Home): number {
  return weeklyFee(home) * (home.kind === 'residential' ? P.onTop : 1);
}

function agreedPounds(random: SeededRandom, child: Child, home: Home, bought: Bought): number {
  if (bought === 'own' && home.kind === 'kinship') return weeklyFee(home);
  return (
    listPounds(home) * P.bought[bought] * (1 + P.need * (child.need - 0.5)) * Math.max(0.7, random.normal(1, 0.07))
  );
}

/** Which shares of the price education and health pay. */
function partsOf(random: SeededRandom, child: Child, home: Home): Parts {
  const [education, health] =
    home.kind === 'residential'
      ? [0.26, 0.1 + 0.3 * Math.max(0, child.need - 0.4)]
      : home.kind === 'fostering'
        ? [0.01, 0.01]
        : [0, 0.02];
  return {
    education: random.chance(education) ? 0.08 + 0.17 * random.next() : 0,
    health: random.chance(health) ? 0.1 + 0.25 * random.next() : 0,
  };
}

const GROUPS = ['Tallowmere Group', 'Quillhaven Holdings', 'Underlane Partners'];

/** Who owns whom: every second company belongs to one of three groups, as the region has written down. */
export function addProviderGroups(
  box: RowBox,
  random: SeededRandom,
  region: string,
  by: string,
  asOf: number,
  providers: readonly Provider[],
): void {
  for (const provider of providers)
    if (provider.sector === 'private' && random.chance(0.5))
      box.add('provider_group', {
        organisation_id: region,
        id: seededId('group', random),
        provider_id: provider.id,
        name: random.pick(GROUPS),
        at: at(asOf - 60, 10),
        by,
      });
}
