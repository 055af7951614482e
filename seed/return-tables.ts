import { fromDayNumber, type PlainDate } from '../src/kernel/index.ts';
import type { ReturnTables, RowOf } from '../src/ssda903/index.ts';
import { upnOf } from './child-rows.ts';
import { type Episode, episodesOf, placeIn } from './episodes.ts';
import { birthday } from './families.ts';
import type { Authority } from './geography.ts';
import { ageAt, type Child, spellsOf } from './people.ts';
import type { Lives } from './simulate.ts';

type Rows = { [T in keyof ReturnTables]-?: NonNullable<ReturnTables[T]> extends Iterable<infer R> ? R[] : never };

interface Year {
  readonly year: number;
  /** Day numbers of 1 April and of the last day that the return covers. */
  readonly first: number;
  readonly last: number;
}

const day = (number: number): PlainDate => fromDayNumber(number);

/**
 * The return of one authority for one year: all children who were in care in it, with every episode of the year in
 * full, and what is asked about each of them. A year that is still running ends on the day the region was made for.
 */
export function returnTables(lives: Lives, authority: Authority, year: Year): ReturnTables {
  const rows: Rows = {
    Header: [],
    UASC: [],
    Episodes: [],
    Reviews: [],
    OC2: [],
    OC3: [],
    AD1: [],
    PlacedAdoption: [],
    PrevPerm: [],
    Missing: [],
    SWEpisodes: [],
    DoLo: [],
  };
  const children = lives.families
    .filter((family) => family.authority === authority)
    .flatMap((family) => family.children);
  for (const child of children) {
    const episodes = episodesOf(child).filter(
      (each) => each.start <= year.last && (each.end === null || each.end >= year.first),
    );
    if (episodes.length > 0) addChild(rows, child, episodes, year);
    else addCareLeaver(rows, child, year);
  }
  return rows;
}

function addChild(rows: Rows, child: Child, episodes: readonly Episode[], year: Year): void {
  const CHILD = child.returnId;
  const DOB = day(child.born);
  const age = ageAt(child, year.last);
  rows.Header.push({
    CHILD,
    SEX: child.sex,
    DOB,
    ETHNIC: child.family.ethnicity,
    UPN: age < 5 ? 'UN1' : upnOf(child),
    MOTHER: child.sex === 'female' && age >= 12 ? child.random.fork('mother').chance(age >= 16 ? 0.03 : 0) : null,
    MC_DOB: null,
  });
  const header = rows.Header.at(-1) as RowOf<'Header'>;
  if (header.MOTHER)
    rows.Header[rows.Header.length - 1] = { ...header, MC_DOB: day(Math.min(year.last, child.entry) - 40) };
  if (child.unaccompanied) rows.UASC.push({ CHILD, SEX: child.sex, DOB, DUC: day(birthday(child.born, 18)) });
  for (const each of episodes) rows.Episodes.push(episodeRow(CHILD, child, each, year));
  const from = Math.max(child.entry, year.first);
  const to = Math.min(child.exit ?? year.last, year.last);
  addReviews(rows, child, from, to);
  addMissing(rows, child, from, to);
  addWorkers(rows, child, year);
  const lookedAfterAt = child.exit === null || child.exit > year.last;
  const yearLong = lookedAfterAt && child.entry <= year.last - 365;
  if (yearLong) rows.OC2.push(healthRow(CHILD, DOB, child, age, year));
  addAdoption(rows, child, year);
  if (child.entry >= year.first)
    rows.PrevPerm.push({
      CHILD,
      DOB,
      PREV_PERM: child.random.fork('permanence').weighted({ Z1: 0.91, P1: 0.015, P2: 0.035, P3: 0.02, P4: 0.02 }),
      LA_PERM: null,
      DATE_PERM: null,
    });
  if (child.script === 'liberty order')
    rows.DoLo.push({ CHILD, DOB, DOLO_START: day(Math.max(child.entry, year.first, year.last - 60)), DOLO_END: null });
}

function episodeRow(CHILD: string, child: Child, each: Episode, year: Year): RowOf<'Episodes'> {
  // What ended after the year's last day was still open when the return was made.
  const open = each.end === null || each.end > year.last;
  const living = spellsOf(child).findLast(({ start }) => start <= each.start)?.spell.living ?? 'other';
  const PLACE = placeIn(year.year, each.place, living);
  const scheduled = /^Z1[1-4]$/.test(PLACE);
  return {
    CHILD,
    DECOM: day(each.start),
    RNE: each.rne,
    LS: each.ls,
    CIN: each.cin,
    PLACE,
    PLACE_PROVIDER: scheduled ? null : each.provider,
    DEC: open ? null : day(each.end as number),
    REC: open ? null : each.rec,
    REASON_PLACE_CHANGE: open ? null : each.reason,
    HOME_POST: each.homePost,
    PL_POST: each.placePost,
    URN: scheduled || (PLACE === 'H5' && year.year < 2024) ? null : each.urn,
  };
}

/** The first review within twenty working days, the second within three months, then every six months. */
function addReviews(rows: Rows, child: Child, from: number, to: number): void {
  const random = child.random.fork('reviews');
  const most = child.exit ?? to;
  for (let number = 0, on = child.entry + random.between(17, 27); on <= Math.min(to, most); number++) {
    const age = ageAt(child, on);
    if (on >= from)
      rows.Reviews.push({
        CHILD: child.returnId,
        DOB: day(child.born),
        REVIEW: day(on),
        REVIEW_CODE:
          age < 4
            ? 'PN0'
            : random.weighted({
                PN1: age < 8 ? 0.35 : 0.52,
                PN2: 0.04,
                PN3: 0.04,
                PN4: 0.05,
                PN5: 0.12,
                PN6: age < 8 ? 0.34 : 0.2,
                PN7: 0.04,
              }),
      });
    on += number === 0 ? random.between(75, 88) : random.between(160, 182);
  }
}

/** Missing episodes are drawn year by year for those of ten and over; a few young people have most of them. */
function addMissing(rows: Rows, child: Child, from: number, to: number): void {
  if (ageAt(child, to) < 10 || to - from < 12) return;
  const random = child.random.fork(`missing ${from}`);
  const often = child.need > 0.68 ? 3.2 : child.need > 0.5 ? 0.5 : 0.08;
  let on = from;
  for (;;) {
    on += Math.ceil(random.exponential(365 / often)) + 1;
    if (on >= to - 1 || ageAt(child, on) < 10) return;
    const nights = random.chance(0.72) ? 1 : random.between(1, 4);
    const end = Math.min(on + nights, to - 1);
    if (end > on)
      rows.Missing.push({
        CHILD: child.returnId,
        DOB: day(child.born),
        MISSING: random.chance(0.8) ? 'M' : 'A',
        MIS_START: day(on),
        MIS_END: day(end),
      });
    on = end + 1;
  }
}

/** Social workers, one after the other since the child came; those of the year are returned. */
function addWorkers(rows: Rows, child: Child, year: Year): void {
  const random = child.random.fork('workers');
  const until = Math.min(child.exit ?? Infinity, year.last);
  let start = child.entry;
  for (;;) {
    const SW_ID = `SWE9${random.between(100_000, 999_999)}`;
    const end = start + 25 + Math.round(random.exponential(330));
    const reason = random.weighted({
      MANAGE: 0.25,
      LEFTRL: 0.32,
      TSPROC: 0.22,
      ABSENC: 0.07,
      FCONTA: 0.07,
      ORGRST: 0.04,
      OTHERS: 0.03,
    });
    const ended = end <= until ? end : child.exit !== null && child.exit <= year.last ? child.exit : null;
    if ((ended ?? year.last) >= year.first)
      rows.SWEpisodes.push({
        CHILD: child.returnId,
        DOB: day(child.born),
        SW_ID,
        SW_DECOM: day(start),
        SW_DEC: ended === null ? null : day(ended),
        SW_REASON: end <= until ? reason : null,
      });
    if (end >= until) return;
    start = end;
  }
}

function healthRow(CHILD: string, DOB: PlainDate, child: Child, age: number, year: Year): RowOf<'OC2'> {
  const random = child.random.fork(`health ${year.year}`);
  const asked = age >= 4 && age < 17;
  const scored = asked && random.chance(0.82);
  const misuse = age >= 12 && random.chance(child.need > 0.65 ? 0.2 : 0.01);
  const received = misuse && random.chance(0.5);
  return {
    CHILD,
    DOB,
    SDQ_SCORE: scored ? Math.max(0, Math.min(40, Math.round(6 + 20 * child.need + random.normal(0, 5)))) : null,
    SDQ_REASON:
      !asked || scored ? null : random.weighted({ SDQ2: 0.3, SDQ3: 0.1, SDQ4: 0.35, SDQ5: age >= 11 ? 0.25 : 0 }),
    CONVICTED: age >= 10 && random.chance(child.need > 0.7 ? 0.07 : 0.006),
    HEALTH_CHECK: age < 5 ? random.chance(0.9) : null,
    IMMUNISATIONS: random.chance(0.84),
    TEETH_CHECK: random.chance(0.8),
    HEALTH_ASSESSMENT: random.chance(0.9),
    SUBSTANCE_MISUSE: misuse,
    INTERVENTION_RECEIVED: misuse ? received : null,
    INTERVENTION_OFFERED: misuse && !received ? random.chance(0.8) : null,
  };
}

function addAdoption(rows: Rows, child: Child, year: Year): void {
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

/** What became of young people who left care at 18: asked in the years in which they turn 19, 20 and 21. */
function addCareLeaver(rows: Rows, child: Child, year: Year): void {
  if (
    child.exit === null ||
    child.exit >= year.first ||
    ageAt(child, child.exit) < 17.9 ||
    child.exit - child.entry < 91
  )
    return;
  const turning = [19, 20, 21].find(
    (age) => birthday(child.born, age) >= year.first && birthday(child.born, age) <= year.last,
  );
  if (turning === undefined) return;
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
}
