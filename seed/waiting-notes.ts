import type { SeededRandom } from '../src/kernel/index.ts';
import { ageAt } from './people.ts';
import type { Child, Spell } from './population.ts';

/** Below this age a child is prepared by what happens around them, not by being told. */
const TOLD_FROM = 4;

/** What is written beside a search, in words that fit how old the children are on the day they wait. */
export function noteOn(random: SeededRandom, children: readonly Child[], spell: Spell, asOf: number): string {
  const who = listed(children);
  const one = children.length === 1;
  const [has, needs] = one ? ['has', 'needs'] : ['have', 'need'];
  if (spell.endsSoon !== null) return endingNote(random, children, asOf);
  if (spell.living === 'unregistered')
    return `Where ${who} ${one ? 'lives' : 'live'} now is not registered. A home is needed as soon as one can be found.`;
  if (ageAt(children[0] as Child, asOf) >= 16)
    return `${who} ${needs} somewhere to stay until at least 18, with help to get ready for it.`;
  return random.pick([
    `${who} ${has} been in a home for the first weeks. The court’s timetable makes this a longer stay.`,
    `${who} came in an emergency and now ${needs} somewhere to stay.`,
    children.some((child) => ageAt(child, asOf) >= TOLD_FROM)
      ? `${who} ${needs} a home close enough to keep school and family time going.`
      : `${who} ${needs} a home close enough to keep family time going.`,
  ]);
}

function endingNote(random: SeededRandom, children: readonly Child[], asOf: number): string {
  const who = listed(children);
  const older = children.filter((child) => ageAt(child, asOf) >= TOLD_FROM);
  const small = children.filter((child) => ageAt(child, asOf) < TOLD_FROM);
  const [needs, their] =
    children.length === 1 ? ['needs', children[0]?.sex === 'female' ? 'her' : 'his'] : ['need', 'their'];
  const planned = `${who} ${needs} a home to move to as planned; visits beforehand are hoped for.`;
  if (older.length === 0)
    return random.pick([
      `The carers have asked for the arrangement to end, with time to say goodbye. They will prepare ${who} gently, and hand over what settles ${
        children.length === 1 ? (children[0]?.sex === 'female' ? 'her' : 'him') : 'each of them'
      }.`,
      planned,
      `Notice was given kindly and early. A familiar blanket and ${their} routine for meals, naps and bedtime go along to the next home.`,
    ]);
  const gently = small.length > 0 ? ` The carers will prepare ${listed(small)} gently.` : '';
  return random.pick([
    `The carers have asked for the arrangement to end, with time to say goodbye. ${listed(older)} ${
      older.length === 1 ? 'has' : 'have'
    } been told.${gently}`,
    planned,
    `Notice was given kindly and early. ${listed(older)} would like to see a photo of the next home first.${gently}`,
  ]);
}

/** Names as they are said: “Ada”, “Ada and Ben”, “Ada, Ben and Cleo”. */
function listed(children: readonly Child[]): string {
  const names = children.map((child) => child.given);
  return names.length === 1 ? (names[0] as string) : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
