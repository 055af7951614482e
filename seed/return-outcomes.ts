import type { PlainDate } from '../src/kernel/index.ts';
import type { RowOf } from '../src/ssda903/index.ts';
import { episodesOf } from './episodes.ts';
import { birthday } from './families.ts';
import { ageAt, spellsOf } from './people.ts';
import type { Child } from './population.ts';
import { day, type ReturnRows, type Year } from './return-rows.ts';

/* How children are, and what became of them: health and schooling, adoption, and the years after care. */

export function healthRow(CHILD: string, DOB: PlainDate, child: Child, age: number, year: Year): RowOf<'OC2'> {
  const random = child.random.fork(`health ${year.year}`);
  // Asked of those who turned 4 in the year or before, and who turned 17 in it or later.
  const asked = age >= 4 && age < 18;
  const scored = asked && random.chance(0.82);
  const misuse = age >= 12 && random.chance(child.need > 0.65 ? 0.2 : 0.01);
  const received = misuse && random.chance(0.5);
  return {
    CHILD,
    DOB,
    SDQ_SCORE: scored ? Math.max(0, Math.min(40, Math.round(6 + 20 * child.need + random.normal(0, 5)))) : null,
    SDQ_REASON:
      !asked || scored ? null : random.weighted({ SDQ2: 0.3, SDQ3: 0.1, SDQ4: 0.35, SDQ5: age >= 11 ? 0.25 : 0 }),
    CONVICTED: age >= 10 ? random.chance(child.need > 0.7 ? 0.07 : 0.006) : null,
    HEALTH_CHECK: age < 5 ? random.chance(0.9) : null,
    IMMUNISATIONS: random.chance(0.84),
    TEETH_CHECK: random.chance(0.8),
    HEALTH_ASSESSMENT: random.chance(0.9),
    SUBSTANCE_MISUSE: misuse,
    INTERVENTION_RECEIVED: misuse ? received : null,
    INTERVENTION_OFFERED: misuse && !received ? random.chance(0.8) : null,
  };
}

export function addAdoption(rows: ReturnRows, child: Child, year: Year): void {
  const CHILD = child.returnId;
  const DOB = day(child.born);
  const order = episodesOf(child).find((each) => each.ls === 'E1');
  const placed = spellsOf(child).find(({ spell }) => spell.living === 'placed for adoption');
  if (!order || !placed) return;
  const random = child.random.fork('adoption');
  const decided = Math.max(child.entry + 1, order.start - random.between(3, 30));
  if (decided <= year.last)
    rows.PlacedAdoption.push({
      CHILD,
      DOB,
      DATE_PLACED: day(decided),
      DATE_PLACED_CEASED: null,
      REASON_PLACED_CEASED: null,
    });
  const adopted =
    child.exit !== null && child.exit <= year.last && child.exit >= year.first && /^E1[12]$/.test(child.rec);
  if (!adopted) return;
  const two = random.chance(0.84);
  const couple = random.weighted({ MF: 0.8, MM: 0.11, FF: 0.09 });
  rows.AD1.push({
    CHILD,
    DOB,
    DATE_INT: day(decided),
    DATE_MATCH: day(Math.max(decided + 1, placed.start - random.between(8, 40))),
    FOSTER_CARE: placed.spell.place === 'A5',
    NB_ADOPTR: two ? '2' : '1',
    SEX_ADOPTR: two ? couple : random.weighted({ F1: 0.85, M1: 0.15 }),
    LS_ADOPTR: two
      ? couple === 'MF'
        ? random.weighted({ L11: 0.86, L2: 0.14 })
        : random.weighted({ L11: 0.55, L12: 0.25, L3: 0.2 })
      : 'L0',
  });
}

/**
 * What became of young people who left care at 18: asked in the years in which they turn 19, 20 and 21.
 * @returns whether it is asked of this one, this year
 */
export function addCareLeaver(rows: ReturnRows, child: Child, year: Year): boolean {
  if (
    child.exit === null ||
    child.exit >= year.first ||
    ageAt(child, child.exit) < 17.9 ||
    child.exit - child.entry < 91
  )
    return false;
  const turning = [19, 20, 21].find(
    (age) => birthday(child.born, age) >= year.first && birthday(child.born, age) <= year.last,
  );
  if (turning === undefined) return false;
  const random = child.random.fork(`leaver ${turning}`);
  const known = random.chance(0.93);
  rows.OC3.push({
    CHILD: child.returnId,
    DOB: day(child.born),
    IN_TOUCH: known ? 'YES' : 'NO',
    ACTIV: known
      ? random.weighted({
          F2: 0.22,
          F1: 0.06,
          [year.year >= 2022 ? 'F5' : 'F3']: 0.22,
          [year.year >= 2022 ? 'P5' : 'P3']: 0.07,
          F4: year.year >= 2022 ? 0.04 : 0,
          G4: 0.12,
          G5: 0.21,
          G6: 0.06,
        })
      : '0',
    ACCOM: known
      ? child.rec === 'E17' && random.chance(0.7)
        ? 'Z1'
        : random.weighted({
            U1: 0.34,
            D1: 0.2,
            B1: 0.13,
            E1: 0.06,
            K1: 0.06,
            Y1: 0.06,
            T1: 0.03,
            X2: 0.03,
            S2: 0.03,
            V2: 0.03,
            R2: 0.03,
          })
      : '0',
  });
  return true;
}
