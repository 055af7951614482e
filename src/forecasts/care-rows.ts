import { createHash } from 'node:crypto';
import { inWords, type PlainDate, Refusal } from '../kernel/index.ts';
import { type LiveEpisode, type LiveStay, type ReturnYear, returnYearOf, withRecordedStays } from '../ssda903/index.ts';
import type { EpisodeRow, HeaderRow } from '../sufficiency/index.ts';
import type { CareLines } from './care-lines.ts';
import { type CareDays, type WholeDays, wholeDays, wholeWords } from './whole-days.ts';

/** What a forecast is made from. */
export interface ForecastRows {
  readonly header: readonly HeaderRow[];
  readonly episodes: readonly EpisodeRow[];
  /** Null: told by the rows. */
  readonly whole: { readonly from: PlainDate; readonly until: PlainDate } | null;
  /** What is to be said about the days, in sentences. */
  readonly words: readonly string[];
  /** The same for the same care, whatever numbers the children were drawn and in whatever order they came. */
  readonly digest: string;
}

/** One child's care, with nothing that the draw of a number or the order of lines could change. */
interface Child {
  readonly born: string;
  readonly episodes: readonly Omit<EpisodeRow, 'CHILD'>[];
}

/**
 * Rows for a forecast out of the records of one or several authorities: the returns they hold, and what was recorded here
 * since. Children are put in order by what is known of them and numbered so, within their authority: the same records give
 * the same rows. Of a birth only the month is known.
 *
 * @throws Refusal where no return is held, so that nobody can tell since when the records are whole
 */
export function rowsOfRecords(records: readonly CareLines[], today: PlainDate): ForecastRows {
  if (records.length === 0) throw new Refusal('There are no figures that you may count.');
  const read = records.map((one) => ({ one, ...readRecords(one, today) }));
  const without = read.filter(({ whole }) => whole === null).map(({ one }) => one.name);
  const held = read.flatMap(({ one, whole, children }) => (whole ? [{ one, whole, children }] : []));
  if (held.length === 0) {
    throw new Refusal(
      `It cannot be told since when the records of ${without.join(', ')} are whole: no return has been imported, and too little is recorded here to tell it by. Import a return, or make the forecast from the files of yearly returns.`,
    );
  }
  const from = held
    .map(({ whole }) => whole.from)
    .sort()
    .at(-1)!;
  const until = held.map(({ whole }) => whole.until).sort()[0]!;
  const year = returnYearOf(until);
  const header: HeaderRow[] = [];
  const episodes: EpisodeRow[] = [];
  const hash = createHash('sha256').update(`${from} ${until}\n`);
  for (const [at, { children }] of held.entries()) {
    const texts = children.map((child) => ({ child, text: JSON.stringify(child) }));
    texts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
    texts.forEach(({ child, text }, place) => {
      const CHILD = `${String(at).padStart(3, '0')}-${String(place).padStart(6, '0')}`;
      hash.update(`${at} ${text}\n`);
      header.push({ CHILD, DOB: bornOn(child) });
      // Who is still here stands in no return yet that could say so.
      for (const row of child.episodes) episodes.push({ ...row, CHILD, year: yearOf(row, year) });
    });
  }
  return {
    header,
    episodes,
    whole: { from, until },
    words: sentences(held, without, from, until),
    digest: hash.digest('hex'),
  };
}

/** The middle of the month of birth; the first day in care where that is earlier and in the same month. */
function bornOn({ born, episodes }: Child): string {
  const first = episodes[0]?.DECOM ?? '';
  return first.startsWith(born) && first < `${born}-15` ? first : `${born}-15`;
}

function yearOf({ DECOM, DEC }: Omit<EpisodeRow, 'CHILD'>, running: ReturnYear): ReturnYear {
  const began = returnYearOf(DECOM as PlainDate);
  return Math.max(began, DEC ? returnYearOf(DEC as PlainDate) : running);
}

function sentences(
  held: readonly { readonly one: CareLines; readonly whole: WholeDays }[],
  without: readonly string[],
  from: PlainDate,
  until: PlainDate,
): string[] {
  const days = held.map(({ one, whole }) => wholeWords(one.name, whole));
  const same = new Set(held.map(({ whole }) => `${whole.by} ${whole.until}`)).size === 1;
  return [
    ...(same && held.length > 1 ? [wholeWords('All of them', held[0]!.whole)] : days),
    ...(same ? [] : [`All are forecast from ${inWords(until)}, the last day for which all are whole.`]),
    `The past is known from ${inWords(from)} on.`,
    ...(without.length > 0
      ? [`Left out, because it cannot be told since when their records are whole: ${without.join(', ')}.`]
      : []),
  ];
}

/** PLACE for a home that was recorded here and that no return has told yet. */
const PLACE_OF_KIND: Readonly<Record<string, string>> = {
  fostering: 'U6',
  kinship: 'U3',
  residential: 'K2',
  supported: 'K3',
  secure: 'K1',
};

function readRecords(
  lines: CareLines,
  today: PlainDate,
): { readonly whole: WholeDays | null; readonly children: readonly Child[] } {
  const born = new Map<string, string>();
  const told = new Map<string, LiveEpisode[]>();
  const recorded = new Map<string, LiveStay[]>();
  const days: CareDays[] = [];
  eachLine(lines.children, ([child = '', month = '']) => void born.set(child, month));
  eachLine(lines.episodes, ([child = '', from = '', to = '', rne = '', place = '', year = '']) => {
    add(
      told,
      child,
      episodeOf(from as PlainDate, (to || null) as PlainDate | null, rne || null, place || null, Number(year)),
    );
  });
  eachLine(lines.stays, ([child = '', from = '', to = '', leaves = '', kind = '', ofReturn = '']) => {
    add(
      recorded,
      child,
      stayOf(from as PlainDate, (to || null) as PlainDate | null, leaves === 't', kind, ofReturn === 't'),
    );
  });
  const imported = (lines.imported ?? '').split('|').filter(Boolean).map(Number);
  const children: Child[] = [];
  for (const [child, month] of born) {
    const stays = recorded.get(child) ?? [];
    const known = withRecordedStays(told.get(child) ?? [], stays, returnYearOf(today), today);
    if (known.length === 0) continue;
    const episodes = known.map((one) => rowOf(one, stays));
    const began = episodes.map(({ DECOM }) => DECOM as PlainDate);
    days.push({ began, left: (episodes.at(-1)?.DEC ?? null) as PlainDate | null });
    children.push({ born: month, episodes });
  }
  return { whole: wholeDays(imported, days, today), children };
}

function rowOf(one: LiveEpisode, stays: readonly LiveStay[]): Omit<EpisodeRow, 'CHILD'> {
  const kind = one.fromStay ? (stays.find(({ started }) => started === one.decom)?.kind ?? '') : '';
  // A home that ended without care ending: until the next is known, a home of that kind is what the child needs.
  const waits = one.fromStay === true && one.dec !== null && one.rec === null;
  return {
    DECOM: one.decom,
    DEC: waits ? null : (one.dec ?? one.presumedEnd),
    RNE: one.rne,
    PLACE: one.fromStay ? (PLACE_OF_KIND[kind] ?? null) : one.place,
  };
}

const NOTHING = {
  ...{ ls: null, cin: null, placeProvider: null, rec: null, reasonPlaceChange: null, homePost: null, placePost: null },
  ...{ urn: null, presumedEnd: null, placeHidden: false },
} as const;

function episodeOf(
  decom: PlainDate,
  dec: PlainDate | null,
  rne: string | null,
  place: string | null,
  returnYear: ReturnYear,
): LiveEpisode {
  return { ...NOTHING, decom, dec, rne, place, returnYear };
}

function stayOf(
  started: PlainDate,
  ended: PlainDate | null,
  leaves: boolean,
  kind: string,
  ofReturn: boolean,
): LiveStay {
  // Why care ended is nobody's business here: any code that says so will do.
  const nothing = { sector: '', own: false, urn: null, postcode: null, hidden: false };
  return { ...nothing, started, ended, reason: leaves ? 'E8' : '', recordedHere: !ofReturn, kind };
}

function add<T>(to: Map<string, T[]>, child: string, one: T): void {
  const list = to.get(child);
  if (list) list.push(one);
  else to.set(child, [one]);
}

function eachLine(lines: string | null, take: (cells: readonly string[]) => void): void {
  if (!lines) return;
  for (const line of lines.split('\n')) take(line.split('|'));
}
