import { fromDayNumber, type SeededRandom, seededId } from '../src/kernel/index.ts';
import { FIGURES } from './figures.ts';
import { OUT_NOTES } from './home-words.ts';
import type { residents } from './living.ts';
import { at } from './moments.ts';
import type { Home } from './population.ts';
import type { RowBox } from './rows.ts';
import type { Lives } from './simulate.ts';

/** Of the rooms nobody lives in, the share that could be offered; the others are out of service or unsaid. */
const OFFERED: Readonly<Record<Home['kind'], number>> = {
  fostering: FIGURES.vacantFosterPlaces / (1 - FIGURES.filledFosterPlaces),
  kinship: 0.5,
  residential: 0.45,
  supported: 0.6,
  secure: 0.3,
};

/** Every place as a room: who lives in it, when it is free, or why nobody can live in it. */
export function addRooms(
  box: RowBox,
  random: SeededRandom,
  lives: Lives,
  home: Home,
  here: ReturnType<typeof residents>,
  speaker: string,
  opened: number,
): void {
  const { asOf } = lives;
  const org = home.provider.id;
  const lastMove = Math.max(opened, ...home.stays.map(({ spell }) => spell.start).filter((start) => start <= asOf));
  const living = here.flatMap(({ children, spell }) => children.map((child) => ({ child, spell })));
  for (let index = 0; index < home.places; index++) {
    const id = seededId('room', random);
    const resident = living[index];
    const mayShare = home.kind === 'fostering' || home.kind === 'kinship' ? random.chance(0.24) : false;
    box.add('room', {
      organisation_id: org,
      id,
      home_id: home.id,
      name: roomName(index, home),
      adapted: random.chance(0.1) ? null : random.chance(0.08),
      may_share: mayShare,
    });
    if (resident) {
      const leaves = Math.min(resident.spell.endsSoon ?? Infinity, resident.child.exit ?? Infinity);
      const soon = leaves - asOf <= 45 && random.chance(0.7);
      const said = soon ? asOf - random.between(0, 6) : resident.spell.start;
      box.add('room_vacancy', {
        organisation_id: org,
        id: seededId('vac', random),
        room_id: id,
        free_from: soon ? fromDayNumber(leaves + 1) : null,
        said_at: at(said, 16),
        said_on: fromDayNumber(said),
        said_by: speaker,
      });
      continue;
    }
    const offered =
      home.ready !== null || (home.stays.length === 0 && home.kind === 'kinship')
        ? true
        : random.chance(OFFERED[home.kind]);
    const lag = home.ready
      ? 1
      : offered
        ? Number(
            random.weighted({
              0: 0.2,
              1: 0.15,
              2: 0.12,
              4: 0.12,
              6: 0.1,
              9: 0.07,
              12: 0.06,
              26: 0.08,
              44: 0.06,
              71: 0.04,
            }),
          )
        : random.between(2, 60);
    const said = random.chance(0.85) ? Math.max(lastMove, asOf - lag) : asOf - lag;
    const ahead = offered && home.ready === null && random.chance(0.14) ? random.between(2, 40) : 0;
    const freeFrom = ahead > 0 ? asOf + ahead : Math.max(Math.min(lastMove, said), said - random.between(0, 20));
    if (offered || random.chance(0.75))
      box.add('room_vacancy', {
        organisation_id: org,
        id: seededId('vac', random),
        room_id: id,
        free_from: fromDayNumber(freeFrom),
        said_at: at(said, 11),
        said_on: fromDayNumber(said),
        said_by: speaker,
      });
    if (offered) continue;
    const reason = outReason(random, home, living.length > 0);
    const from = asOf - random.between(1, 140);
    box.add('room_out_of_service', {
      organisation_id: org,
      id: seededId('out', random),
      room_id: id,
      from_date: fromDayNumber(from),
      to_date: random.chance(reason === 'match with a child who lives there' ? 0.15 : 0.55)
        ? fromDayNumber(asOf + random.between(4, 70))
        : null,
      reason,
      note: random.pick(OUT_NOTES[reason] as readonly string[]),
      said_by: speaker,
    });
  }
}

function roomName(index: number, home: Home): string {
  return home.kind === 'residential' || home.kind === 'supported' || home.kind === 'secure'
    ? `Room ${index + 1}`
    : (['Back bedroom', 'Front bedroom', 'Attic room', 'Box room', 'Garden room', 'Side room'][index] ??
        `Bedroom ${index + 1}`);
}

function outReason(random: SeededRandom, home: Home, lived: boolean): string {
  if (home.kind === 'fostering' || home.kind === 'kinship')
    return random.weighted({
      'match with a child who lives there': lived ? 0.45 : 0,
      'carer break': 0.25,
      other: 0.2,
      repairs: 0.05,
      'held for a child': 0.1,
      safety: 0.02,
    });
  return random.weighted({
    staffing: 0.4,
    'match with a child who lives there': lived ? 0.28 : 0,
    repairs: 0.14,
    'held for a child': 0.13,
    safety: 0.05,
  });
}
