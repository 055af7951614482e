import { levelsOverTime } from '../charts/index.ts';
import { DOMAIN_WORDS, DOMAINS, englandDate, type PlainDate } from '../kernel/index.ts';
import type { ChildHeading } from './edit-model.ts';
import { anchorOf, guideTo, LEVEL_WORDS, LEVELS, NOT_KNOWN_WORDS } from './instrument.ts';
import { placementDataStandard } from './placement-data-standard.ts';
import { isSaid, type Profile, unknownDomains } from './profile.ts';
import { livingOf, placeWords } from './section-words.ts';
import { MATTER_WORDS, RISK_TO_CHILD_WORDS, RISK_TO_OTHERS_WORDS } from './vocabulary.ts';

/**
 * The page of one version: strengths first, then the child's words, what helps, and needs with their anchors.
 * @param versions all versions, the latest first
 * @param wanted the number of the version to show; null for the latest finished one, or the draft where none is
 */
export function profilePage(child: ChildHeading, versions: readonly Profile[], wanted: number | null) {
  const draft = versions.find((each) => !each.finished) ?? null;
  const latest = versions.find((each) => each.finished) ?? draft;
  const profile = wanted === null ? latest : (versions.find((each) => each.number === wanted) ?? null);
  const said = profile && DOMAINS.map((domain) => ({ domain, name: DOMAIN_WORDS[domain], ...profile.domains[domain] }));
  return {
    child,
    profile,
    draft,
    isLatest: profile?.id === latest?.id,
    goingWell: said?.filter((each) => each.goingWell.trim()) ?? [],
    whatHelps: said?.filter((each) => each.whatHelps.trim()) ?? [],
    matters: profile?.words.matters.map((each) => MATTER_WORDS[each]) ?? [],
    parts: said?.map((each) => ({
      ...each,
      about: guideTo(each.domain).about,
      levelWords: each.level === null ? NOT_KNOWN_WORDS : LEVEL_WORDS[each.level],
      anchor: each.level === null ? '' : anchorOf(each.domain, each.level),
      said: isSaid(each),
      // Four steps, none of them filled at level 0: usual care is no need.
      steps: LEVELS.slice(1).map((level) => ({ level, reached: each.level !== null && level <= each.level })),
    })),
    unknown: profile ? unknownDomains(profile).map((domain) => DOMAIN_WORDS[domain]) : [],
    living: profile ? livingOf(profile) : [],
    safe: profile && {
      child: profile.safe.risksToChild.map((each) => RISK_TO_CHILD_WORDS[each]),
      otherChild: profile.safe.otherRiskToChild,
      others: profile.safe.risksToOthers.map((each) => RISK_TO_OTHERS_WORDS[each]),
      otherOthers: profile.safe.otherRiskToOthers,
    },
    places: profile && {
      school: profile.places.filter((place) => place.kind === 'school').map(placeOnPage),
      friends: profile.places.filter((place) => place.kind === 'friend').map(placeOnPage),
      avoid: profile.places.filter((place) => place.kind === 'avoid').map(placeOnPage),
    },
    versions: versions.map((each) => ({
      number: each.number,
      finished: each.finished && { on: dayOf(each.finished.at), by: each.finished.by },
      started: { on: dayOf(each.startedAt), by: each.startedBy },
      shown: each.id === profile?.id,
    })),
    finishedOn: profile?.finished ? dayOf(profile.finished.at) : null,
    startedOn: profile ? dayOf(profile.startedAt) : null,
    chart: changeOverTime(versions),
  };
}

function placeOnPage(place: Profile['places'][number]) {
  return { words: placeWords(place), offTheMap: place.lat === null };
}

function dayOf(at: Date): PlainDate {
  return englandDate(at);
}

/** Levels by finished version; null until there are two, because one point is not a change. */
function changeOverTime(versions: readonly Profile[]) {
  const finished = versions.filter((each) => each.finished).toReversed();
  if (finished.length < 2) return null;
  return levelsOverTime({
    domains: DOMAINS.map((domain) => ({
      domain,
      label: DOMAIN_WORDS[domain],
      points: finished.flatMap((each) =>
        each.finished ? [{ on: dayOf(each.finished.at), level: each.domains[domain].level }] : [],
      ),
    })),
    levelWords: LEVELS.map((level) => LEVEL_WORDS[level]),
  });
}

/** The profile as the Placements Data Standard writes it, group by group. */
export function standardPage(child: ChildHeading, profile: Profile, today: PlainDate) {
  const record = placementDataStandard(profile, { childId: child.id, asOf: today });
  const fromRequest = 'Determinants of availability';
  const fields = record.fields.filter((each) => each.group !== fromRequest);
  return {
    child,
    profile,
    missing: record.missing,
    groups: [...Map.groupBy(fields, (each) => each.group)].map(([name, list]) => ({
      name,
      fields: list.map(({ field, value }) => ({ field, value: Array.isArray(value) ? value.join(', ') : value })),
    })),
  };
}
