import { DOMAINS, type Domain, fromDayNumber, type SeededRandom } from '../src/kernel/index.ts';
import type { Child } from './population.ts';
import type { Portrait } from './portrait.ts';
import type { sayer, thoseWhoKnow } from './profile-words.ts';
import type { RowBox } from './rows.ts';
import { type DomainWords, type Line, wordsFor } from './words/index.ts';
import type { WrittenProfile } from './written-profiles.ts';

/** What the twelve domains of one version are told from. */
interface Telling {
  readonly day: number;
  readonly age: number;
  /** How many versions came after this one. */
  readonly behind: number;
  /** A first draft, when little is known yet. */
  readonly small: boolean;
  readonly levels: Portrait['levels'];
  readonly say: ReturnType<typeof sayer>;
  readonly know: ReturnType<typeof thoseWhoKnow>;
  /** Who wrote down the child's own words. */
  readonly said_by: string;
  readonly written: WrittenProfile['domains'];
}

/** A version's rows for the twelve domains: how much help, what goes well, what helps, what is open, and own words. */
export function addDomains(box: RowBox, random: SeededRandom, profileId: string, child: Child, telling: Telling): void {
  const { day, age, behind, small, say, know, said_by } = telling;
  for (const domain of DOMAINS) {
    const lines = wordsFor(domain, child.unaccompanied);
    const own = telling.written?.[domain];
    // Earlier versions knew less, and needed more: most children settle.
    const unknown = own ? own.level === null : random.chance(small ? 0.72 : behind > 0 ? 0.22 : 0.1);
    const moved = behind === 0 ? 0 : random.chance(0.45) ? random.pick([0, 1, 1, -1]) : 0;
    const level = own
      ? own.level
      : unknown
        ? null
        : Math.max(0, Math.min(mostAt(domain, age), telling.levels[domain] + moved));
    const speaks = own?.own ?? (random.chance(small ? 0.08 : age < 2 ? 0.25 : 0.5) ? say(domain, lines.own, age) : '');
    const going = own?.well ?? goingWell(random, telling, domain, lines, level);
    const helps = own?.helps ?? whatHelps(random, telling, domain, lines, level);
    const open = own?.unknown ?? (level === null || random.chance(0.16) ? say(domain, lines.unknown, age) : '');
    const anything = going || helps || speaks || open;
    box.add('profile_domain', {
      organisation_id: child.family.authority.id,
      profile_id: profileId,
      domain,
      level,
      going_well: going,
      what_helps: helps,
      not_known: open,
      own_words: speaks,
      said_by: anything
        ? speaks
          ? said_by
          : domain === 'education' && !small
            ? know[2]
            : random.chance(0.5)
              ? know[0]
              : know[1]
        : '',
      said_on: anything ? fromDayNumber(Math.max(child.entry, day - random.between(0, 20))) : null,
    });
  }
}

function goingWell(
  random: SeededRandom,
  { small, say, age }: Telling,
  domain: Domain,
  lines: DomainWords,
  level: number | null,
): string {
  if (small && random.chance(0.6)) return '';
  if (level !== null && level < 3 && random.chance(0.12)) return '';
  if (level !== null && level >= 3) return say(domain, lines.wellBeside ?? lines.well, age);
  return say(domain, level !== null && level <= 1 ? untroubled(lines.well) : lines.well, age);
}

function whatHelps(
  random: SeededRandom,
  { small, say, age }: Telling,
  domain: Domain,
  lines: DomainWords,
  level: number | null,
): string {
  if (level === null) return random.chance(0.3) && !small ? say(domain, lines.light, age) : '';
  if (level < 2 && !random.chance(0.62)) return '';
  return say(domain, level <= 1 ? lines.light : level === 2 ? lines.some : lines.much, age);
}

/** A small child is always looked after outside and at play: there is no great extra need to name there. */
function mostAt(domain: Domain, age: number): number {
  if (age >= 4) return 4;
  return domain === 'safe-outside' ? 1 : domain === 'education' || domain === 'independence' ? 2 : 4;
}

const TROUBLE =
  /upset|meltdown|used to|missing only|catch|caught up|Attendance|trouble|hard day|safe tonight|let-downs/i;

/** Where there is little or no extra need, sentences that look back on a hard time would not ring true. */
function untroubled(lines: readonly Line[]): readonly Line[] {
  return lines.filter((line) => !TROUBLE.test(line.text));
}
