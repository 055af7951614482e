import type { ReturnTables, RowOf } from '../src/ssda903/index.ts';
import { upnOf } from './child-rows.ts';
import { type Episode, episodesOf, placeIn } from './episodes.ts';
import { birthday } from './families.ts';
import type { Authority } from './geography.ts';
import { ageAt } from './people.ts';
import type { Child } from './population.ts';
import { addMissing, addReviews, addWorkers } from './return-care.ts';
import { addAdoption, addCareLeaver, healthRow } from './return-outcomes.ts';
import { day, type ReturnRows, type Year } from './return-rows.ts';
import type { Lives } from './simulate.ts';

/**
 * The return of one authority for one year: all children who were in care in it, with every episode of the year in
 * full, and what is asked about each of them. A year that is still running ends on the day the region was made for.
 */
export function returnTables(lives: Lives, authority: Authority, year: Year): ReturnTables {
  const rows: ReturnRows = {
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
    else if (addCareLeaver(rows, child, year)) addToHeader(rows, child);
  }
  return rows;
}

function addChild(rows: ReturnRows, child: Child, episodes: readonly Episode[], year: Year): void {
  const CHILD = child.returnId;
  const DOB = day(child.born);
  const age = ageAt(child, year.last);
  rows.Header.push({
    CHILD,
    SEX: child.sex,
    DOB,
    ETHNIC: child.family.ethnicity,
    UPN: age < 5 ? 'UN1' : upnOf(child),
    MOTHER: child.sex === 'female' ? child.random.fork('mother').chance(age >= 16 ? 0.03 : 0) : null,
    MC_DOB: null,
  });
  const header = rows.Header.at(-1) as RowOf<'Header'>;
  if (header.MOTHER)
    rows.Header[rows.Header.length - 1] = { ...header, MC_DOB: day(Math.min(year.last, child.entry) - 40) };
  if (child.unaccompanied) rows.UASC.push({ CHILD, SEX: child.sex, DOB, DUC: day(birthday(child.born, 18)) });
  for (const each of episodes) rows.Episodes.push(episodeRow(CHILD, each, year));
  const from = Math.max(child.entry, year.first);
  const to = Math.min(child.exit ?? year.last, year.last);
  addReviews(rows, child, from, to);
  addMissing(rows, child, from, to);
  addWorkers(rows, child, year);
  const lookedAfterAt = child.exit === null || child.exit > year.last;
  const yearLong = lookedAfterAt && child.entry <= year.first;
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

/** A care leaver stands in Header too, with nothing that is asked of children in care. */
function addToHeader(rows: ReturnRows, child: Child): void {
  const { returnId: CHILD, sex: SEX, family, born } = child;
  const about = { ETHNIC: family.ethnicity, UPN: upnOf(child), MOTHER: null, MC_DOB: null };
  rows.Header.push({ CHILD, SEX, DOB: day(born), ...about });
}

function episodeRow(CHILD: string, each: Episode, year: Year): RowOf<'Episodes'> {
  // What ended after the year's last day was still open when the return was made.
  const open = each.end === null || each.end > year.last;
  const PLACE = placeIn(year.year, each.place);
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
