import { ageAt } from './people.ts';
import type { Child } from './population.ts';
import { day, type ReturnRows, type Year } from './return-rows.ts';

/* What happens to a child while in care: reviews, times missing, and one social worker after the other. */

/** The first review within twenty working days, the second within three months, then every six months. */
export function addReviews(rows: ReturnRows, child: Child, from: number, to: number): void {
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
export function addMissing(rows: ReturnRows, child: Child, from: number, to: number): void {
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
export function addWorkers(rows: ReturnRows, child: Child, year: Year): void {
  const random = child.random.fork('workers');
  const until = Math.min(child.exit ?? Infinity, year.last);
  let start = child.entry;
  for (;;) {
    const SW_ID = `SWE9${random.between(100_000, 999_999)}`;
    const end = start + 25 + Math.round(random.exponential(330));
    // Why this one came: the first contact, or why the one before went.
    const changed = random.weighted({
      MANAGE: 0.27,
      LEFTRL: 0.34,
      TSPROC: 0.24,
      ABSENC: 0.08,
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
        SW_REASON: start === child.entry ? 'FCONTA' : changed,
      });
    if (end >= until) return;
    start = end;
  }
}
