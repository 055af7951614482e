import { fromDayNumber, type SeededRandom, seededId } from '../src/kernel/index.ts';
import { aboutMe, liveWith } from './about-me.ts';
import { livingAt } from './child-rows.ts';
import { at } from './moments.ts';
import { ageAt } from './people.ts';
import type { Child } from './population.ts';
import type { Portrait } from './portrait.ts';
import { addDomains } from './profile-domains.ts';
import { alongsideOf, mattersOf, suits } from './profile-matters.ts';
import { addPlaces } from './profile-places.ts';
import { risksToChild, risksToOthers } from './profile-risks.ts';
import { sayer, thoseWhoKnow } from './profile-words.ts';
import type { RowBox } from './rows.ts';
import { writtenCase } from './written-profiles.ts';

/** What a home should understand or provide, in words that fit anybody: what it is, the child says. */
const CULTURE = [
  'Food and feast days from home matter.',
  'Hair and skin care from somebody who knows how.',
  'Time and a quiet place for what is kept at home.',
  'Keeping up the language spoken at home.',
  'Music, cooking and stories from the family.',
];

interface Version {
  readonly number: number;
  readonly of: number;
  readonly day: number;
  readonly by: string;
  readonly worker: string;
  readonly draft: boolean;
  readonly asOf: number;
}

/** One version of the profile: what is said of the whole child, domain by domain, and the places. @returns its id */
export function addVersion(
  box: RowBox,
  random: SeededRandom,
  child: Child,
  portrait: Portrait,
  version: Version,
): string {
  const organisation_id = child.family.authority.id;
  const id = seededId('pr', random);
  const age = Math.max(0, Math.floor(ageAt(child, version.day)));
  const { levels } = portrait;
  const written = writtenCase(child);
  // What was written by hand comes first, so that a sentence about what they love says what they say they love.
  const interests = written?.interests?.length ? written.interests : portrait.interests;
  const say = sayer(random, child, interests);
  const know = thoseWhoKnow(
    child.random.fork(`who knows ${livingAt(child, version.day)}`),
    child,
    age,
    version.day,
    version.worker,
  );
  const said_by = random.chance(0.5) ? know[0] : know[1];
  const said = version.day - random.between(0, 9);
  const small = version.draft;
  const about = written?.aboutMe ?? (small ? '' : aboutMe(random.fork('about'), child, age, interests));
  const matters = written?.matters ?? (small ? [] : mattersOf(random, child, portrait, age, version.asOf));
  const culture = small ? 'unknown' : random.weighted({ 'not-required': 0.62, unknown: 0.2, required: 0.18 });
  const together = matters[0] === 'brothers-and-sisters';
  box.add('profile', {
    organisation_id,
    id,
    child_id: child.id,
    number: version.number,
    started_at: at(version.day, 9),
    started_by: version.by,
    about_me: about,
    live_with: written?.liveWith ?? (small ? '' : liveWith(random.fork('live with'), child, age, interests, together)),
    words_by: about ? said_by : '',
    words_on: about ? fromDayNumber(Math.max(child.entry, said)) : null,
    why_no_words: about ? '' : 'There has been no time to sit down together yet.',
    matters,
    alongside: written?.alongside ?? alongsideOf(random, child, levels, small || age < 3),
    pets: written?.pets ?? (small ? 'unknown' : random.weighted({ can: 0.54, unknown: 0.34, no: 0.07, must: 0.03 })),
    adaptations: small ? null : random.chance(0.1) ? null : random.chance(0.035),
    languages: child.languages,
    interests: written?.interests ?? interests,
    culture_words: culture === 'required' ? `${random.pick(CULTURE)} ${child.given} can say more.` : '',
    communication: child.unaccompanied
      ? ['ESOL']
      : small
        ? []
        : random.chance(0.03)
          ? [random.pick(['BSL', 'Makaton'])]
          : ['None'],
    culture,
    risks_to_child: small ? [] : risksToChild(random, levels, age),
    risks_to_others: small ? [] : risksToOthers(random, levels, age),
    ...suits(random, child, age, levels, small),
    secure_order: livingAt(child, version.day) === 'secure',
    liberty_order:
      child.script === 'liberty order' ||
      (livingAt(child, version.day) === 'unregistered' && age >= 12 && child.need > 0.8),
    extra_support: small
      ? 'unsaid'
      : child.need > 0.75
        ? random.pick(['additional-supervision', 'therapeutic-support'])
        : random.weighted({ none: 0.6, 'therapeutic-support': 0.16, 'taxis-to-school': 0.1, unsaid: 0.14 }),
    saved_at: at(version.day, 10),
    saved_by: version.by,
  });
  addDomains(box, random, id, child, {
    day: version.day,
    age,
    behind: version.of - version.number,
    small,
    levels,
    say,
    know,
    said_by,
    written: written?.domains,
  });
  addPlaces(box, random, organisation_id, id, child, portrait, age, small);
  if (!version.draft)
    box.add('profile_finished', {
      organisation_id,
      profile_id: id,
      at: at(Math.min(version.day + random.between(0, 5), version.asOf), 8),
      by: version.by,
    });
  return id;
}
