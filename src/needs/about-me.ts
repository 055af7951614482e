import { DOMAINS, type Domain, englandDate } from '../kernel/index.ts';
import type { ChildHeading } from './edit-model.ts';
import { ageBand, guideTo } from './instrument.ts';
import type { Profile } from './profile.ts';
import { MATTER_WORDS, type Matter } from './vocabulary.ts';

/** Parts of life in which only the child's own words are shown: what adults write there may be about danger. */
const OWN_WORDS_ONLY: ReadonlySet<Domain> = new Set(['safe-at-home', 'safe-outside', 'coping', 'family']);

/**
 * The page a child can hold in their hand: first person, what is good, what matters and what helps. No levels, no
 * risks, no court orders, no addresses or names of schools, so that a sheet left on a bus gives nothing away.
 */
export function aboutMePage(child: ChildHeading, profile: Profile) {
  const { words, domains, living } = profile;
  const shown = (domain: Domain) => !OWN_WORDS_ONLY.has(domain);
  const small = ageBand(child.age) === 'watch';
  const languages = living.languages;
  return {
    child,
    small,
    aboutMe: words.aboutMe,
    writtenOn: englandDate(profile.finished?.at ?? profile.savedAt ?? profile.startedAt),
    draft: profile.finished === null,
    mine: DOMAINS.flatMap((domain) => {
      const text = domains[domain].ownWords.trim();
      return text ? [{ heading: guideTo(domain).heading, text }] : [];
    }),
    goesWell: DOMAINS.flatMap((domain) => (shown(domain) ? textOf(domains[domain].goingWell) : [])),
    helps: DOMAINS.flatMap((domain) => (shown(domain) ? textOf(domains[domain].whatHelps) : [])),
    liveWith: words.liveWith,
    matters: words.matters.map((each: Matter) => MATTER_WORDS[each]),
    interests: words.interests,
    languages,
    pets: living.pets === 'must' ? 'I would love to live with animals.' : '',
  };
}

function textOf(text: string): string[] {
  return text.trim() ? [text.trim()] : [];
}
