import type { CareEpisode, CareLeaver, ChildInCare } from '../indicators/index.ts';
import type { HomeKind, PlainDate } from '../kernel/index.ts';
import type { ReturnYear } from '../ssda903/index.ts';

/** What the database answers about an authority's care (app.care_counted in migrations/0106); null where there is nobody. */
export interface CareLines {
  readonly children: string | null;
  readonly episodes: string | null;
  readonly stays: string | null;
  readonly families: string | null;
  readonly scores?: string | null;
  readonly missing?: string | null;
  readonly adoptions?: string | null;
}

/** What the returns told beside care, by year. */
export interface ToldLines {
  readonly leavers: string | null;
  readonly held: string | null;
}

/** A stay as it is recorded here. */
interface RecordedStay {
  readonly from: PlainDate;
  readonly to: PlainDate | null;
  readonly reason: string | null;
  readonly kind: string | null;
  readonly home: number;
  readonly ofReturn: boolean;
}

interface Gathered {
  readonly child: Omit<ChildInCare, 'episodes' | 'adoption'> & {
    readonly brothersAndSisters: number[];
    readonly scores: { year: ReturnYear; score: number }[];
    readonly missing: PlainDate[];
    adoption: ChildInCare['adoption'];
  };
  readonly episodes: CareEpisode[];
  readonly stays: RecordedStay[];
}

/** The children with their episodes: what the returns tell, and what was recorded here since. */
export function readCare(lines: CareLines): readonly ChildInCare[] {
  const gathered = new Map<string, Gathered>();
  // By position and not by taking apart: there are tens of thousands of lines.
  eachLine(lines.children, (cell) => {
    const child = {
      number: Number(cell[0]),
      born: cell[1] as PlainDate,
      unaccompanied: cell[2] === 't',
      brothersAndSisters: [],
      scores: [],
      missing: [],
      adoption: null,
    };
    gathered.set(cell[0] as string, { child, episodes: [], stays: [] });
  });
  eachLine(lines.episodes, (cell) => {
    gathered.get(cell[0] as string)?.episodes.push({
      from: cell[1] as PlainDate,
      to: said(cell[2]) as PlainDate | null,
      began: said(cell[3]),
      status: said(cell[4]),
      place: said(cell[5]),
      ceased: said(cell[6]),
      moved: said(cell[7]),
      miles: cell[8] ? Number(cell[8]) / 100 : null,
      home: null,
    });
  });
  eachLine(lines.stays, (cell) => {
    gathered.get(cell[0] as string)?.stays.push({
      from: cell[1] as PlainDate,
      to: said(cell[2]) as PlainDate | null,
      reason: said(cell[3]),
      kind: said(cell[4]),
      home: Number(cell[5]),
      ofReturn: cell[6] === 't',
    });
  });
  eachLine(lines.families, (cell) => {
    gathered.get(cell[0] as string)?.child.brothersAndSisters.push(Number(cell[1]));
  });
  eachLine(lines.scores ?? null, (cell) => {
    gathered.get(cell[0] as string)?.child.scores.push({ year: Number(cell[1]), score: Number(cell[2]) });
  });
  eachLine(lines.missing ?? null, (cell) => {
    gathered.get(cell[0] as string)?.child.missing.push(cell[1] as PlainDate);
  });
  eachLine(lines.adoptions ?? null, (cell) => {
    const known = gathered.get(cell[0] as string);
    if (known) known.child.adoption = { decided: cell[1] as PlainDate, matched: cell[2] as PlainDate };
  });
  // Everybody who was ever known is in the answer; only those with care of the time asked for count.
  return [...gathered.values()].flatMap(({ child, episodes, stays }) =>
    episodes.length + stays.length === 0 ? [] : [{ ...child, episodes: episodesWithStays(episodes, stays) }],
  );
}

/** The PLACE code under which a home of a kind counts, where nobody has written one. */
const PLACE_OF_KIND: Readonly<Record<HomeKind, string>> = {
  fostering: 'U6',
  kinship: 'U3',
  residential: 'K2',
  supported: 'K3',
  secure: 'K1',
};

/** Care leavers, and which tables of which years were imported. */
export function readTold(lines: ToldLines): {
  readonly leavers: readonly CareLeaver[];
  readonly held: ReadonlySet<string>;
} {
  const leavers: CareLeaver[] = [];
  eachLine(lines.leavers, (cell) => {
    leavers.push({
      year: Number(cell[0]),
      age: Number(cell[1]),
      inTouch: said(cell[2]),
      activity: said(cell[3]),
      accommodation: said(cell[4]),
    });
  });
  const held = new Set<string>();
  eachLine(lines.held, ([table, year]) => held.add(`${table} ${year}`));
  return { leavers, held };
}

/**
 * What the returns tell, with the homes that are known and with what was recorded here after the last episode began: a
 * move to another home, a home that ended, a child who left. Up to then the return's word counts, because a person has
 * checked it.
 */
export function episodesWithStays(
  told: readonly CareEpisode[],
  recorded: readonly RecordedStay[],
): readonly CareEpisode[] {
  if (recorded.length === 0) return told;
  const stays = [...recorded].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const episodes = told.map((episode) => ({ ...episode, home: homeAt(stays, episode) }));
  let last = episodes.reduce<CareEpisode | null>((late, each) => (late && late.from > each.from ? late : each), null);
  const put = (episode: CareEpisode) => {
    if (last) episodes[episodes.indexOf(last)] = episode;
  };
  for (const stay of stays) {
    if (stay.ofReturn) continue;
    if (last && stay.from <= last.from) {
      // The stay that the last episode tells of; nobody has told a return yet that it ended.
      if (last.to === null && stay.to !== null && stay.to > last.from && coversStart(stay, last)) {
        put(ended(last, stay));
        last = episodes.find((each) => each.from === last?.from) ?? null;
      }
      continue;
    }
    const goesOn: boolean = last !== null && (last.to === null || (last.to >= stay.from && !left(last)));
    if (last && last.to === null) {
      const cut: CareEpisode = { ...last, to: stay.from, ceased: 'X1' };
      put(cut);
      last = cut;
    }
    const next: CareEpisode = ended(
      {
        from: stay.from,
        to: null,
        began: goesOn ? 'P' : 'S',
        status: last?.status ?? null,
        place: PLACE_OF_KIND[stay.kind as HomeKind] ?? null,
        ceased: null,
        moved: null,
        miles: null,
        home: stay.home,
      },
      stay,
    );
    episodes.push(next);
    last = next;
  }
  // A home that ended without the child leaving care: the child is looked after, and where is not known.
  if (
    last &&
    last.to !== null &&
    last.ceased === null &&
    stays.some(({ to, ofReturn }) => !ofReturn && to === last.to)
  ) {
    const nowhere = { began: 'P', place: null, moved: null, miles: null, home: null };
    episodes.push({ ...last, ...nowhere, from: last.to, to: null });
  }
  return episodes;
}

/** The home that somebody lived in when an episode began or, of what began before anything was recorded, first. */
function homeAt(stays: readonly RecordedStay[], episode: CareEpisode): number | null {
  const found = stays.findLast(({ from, to }) => from <= episode.from && (to === null || to > episode.from));
  return found?.home ?? null;
}

function coversStart(stay: RecordedStay, episode: CareEpisode): boolean {
  return stay.from <= episode.from && (stay.to === null || stay.to > episode.from);
}

/** An episode as the stay ended it: leaving care is a code E…, anything else leaves the child in care. */
function ended(episode: CareEpisode, { to, reason }: RecordedStay): CareEpisode {
  if (to === null) return episode;
  return { ...episode, to, ceased: reason !== null && /^E\d/.test(reason) ? reason : null };
}

function left({ ceased }: CareEpisode): boolean {
  return ceased !== null && /^E\d/.test(ceased);
}

function eachLine(lines: string | null, take: (cells: readonly string[]) => void): void {
  if (!lines) return;
  for (const line of lines.split('\n')) take(line.split('|'));
}

function said(cell: string | undefined): string | null {
  return cell === undefined || cell === '' ? null : cell;
}
