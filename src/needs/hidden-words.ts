import { first, sql, type Tx } from '../db/index.ts';

/** A version of a profile as far as its words may tell where a hidden child is. */
interface Version {
  readonly id: string;
  readonly child_id: string;
  readonly finished_at: Date | null;
  /** Whether the child's whereabouts are hidden from whoever reads. */
  readonly hides: boolean;
}

const OF_VERSION = [
  'about_me',
  'words_by',
  'why_no_words',
  'live_with',
  'culture_words',
  'other_risk_to_child',
  'other_risk_to_others',
] as const;
const OF_DOMAIN = ['going_well', 'what_helps', 'not_known', 'own_words', 'said_by'] as const;

type Words<Names extends readonly string[]> = { readonly [name in Names[number]]: string };

/**
 * The words of finished versions without a hidden address, its street, its town and the child's school. A finished
 * profile stands in the database as it was written; here, at the one place where profiles are read, whoever is not named
 * on the address reads it without them. (From drafts they are taken out when the address is hidden.)
 */
export async function withoutHiddenPlaces<
  V extends Version & Words<typeof OF_VERSION> & { readonly interests: readonly string[] },
  D extends { readonly profile_id: string } & Words<typeof OF_DOMAIN>,
>(tx: Tx, versions: readonly V[], domains: readonly D[]): Promise<{ versions: readonly V[]; domains: readonly D[] }> {
  if (!versions.some(stands)) return { versions, domains };
  const shownVersions: V[] = [];
  const shownDomains: D[] = domains.filter((each) => !versions.some((v) => v.id === each.profile_id && stands(v)));
  for (const version of versions) {
    if (!stands(version)) {
      shownVersions.push(version);
      continue;
    }
    const own = domains.filter((each) => each.profile_id === version.id);
    const words = [
      ...OF_VERSION.map((name) => version[name]),
      ...own.flatMap((each) => OF_DOMAIN.map((name) => each[name])),
      ...version.interests,
    ];
    const found = await first<{ words: string[] }>(
      tx,
      sql`select app.as_shown(${version.child_id}, ${version.finished_at}::timestamptz, ${words}::text[]) as words`,
    );
    const shown = (found?.words ?? words.map(() => '')).values();
    const next = () => shown.next().value ?? '';
    shownVersions.push({ ...version, ...Object.fromEntries(OF_VERSION.map((name) => [name, next()])) });
    for (const each of own) {
      shownDomains.push({ ...each, ...Object.fromEntries(OF_DOMAIN.map((name) => [name, next()])) });
    }
    const last = shownVersions.length - 1;
    shownVersions[last] = { ...(shownVersions[last] as V), interests: version.interests.map(next) };
  }
  return { versions: shownVersions, domains: shownDomains };
}

function stands({ hides, finished_at }: Version): boolean {
  return hides && finished_at !== null;
}
