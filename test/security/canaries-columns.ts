import { rows, sql, type Tx } from '../../src/db/index.ts';
import type { Canaries } from './canaries-words.ts';
import { catalogue, NOT_FILLED } from './canaries-world.ts';

/** Columns of text in which nobody writes words, each with why. Whatever else is text must carry a canary. */
export const NO_CANARY: Readonly<Record<string, string>> = {
  'address_hidden.home_id': 'of a child or of a home; here of children',
  'child_address.kind': 'one value, by a check',
  'confidential_address.home_id': 'of a child or of a home; here of children',
  'disclosure.home_id': 'empty: asked of the agency as a whole',
  'forecast_run.authorities': 'ids of authorities',
  'forecast_run.digest': 'a number worked out from everything that decides the figures',
  'forecast_run.prices': 'numbers by kind of home',
  'forecast_run.records_digest': 'a number worked out from records',
  'forecast_run.rooms': 'numbers by kind of home',
  'forecast_run.scenario': 'a copy of a scenario, whose name has its canary',
  'forecast_run.scope_key': 'all, files, or the id of an authority',
  'home_skill.domain': 'one of the twelve parts of life',
  'oidc_started.next': 'an address of ours, for ten minutes',
  'oidc_started.session_id': 'empty, by a check, before somebody has signed in',
  'prev_perm.date_perm': 'a day of which parts may be unknown, by a check',
  'planning_scenario.changes': 'months, kinds of home and numbers, read by a schema',
  'profile_domain.domain': 'one of the twelve parts of life',
  'registration.sexes': 'chosen from a list',
  'strategy.authorities': 'ids of authorities',
  'strategy.figures': 'numbers as they may be told, in a form that pages read',
};

/**
 * Columns of text, of lists of texts and of JSON that hold no canary of an organisation. Left out by themselves: tables
 * without rows here (`NOT_FILLED`), columns whose few values a check names, and the ids of organisations.
 */
export async function withoutCanary(tx: Tx, canaries: Canaries, organisation: string): Promise<string[]> {
  const found: string[] = [];
  for (const { name, columns, links, checks } of await catalogue(tx)) {
    if (name in NOT_FILLED) continue;
    const texts = columns.filter(
      ({ name: column, type }) =>
        /^(text|text\[\]|jsonb|character varying.*)$/.test(type) &&
        !/^(\w+_)?organisation_id$/.test(column) &&
        !links.some((link) => link.to === 'organisation' && link.columns.includes(column)) &&
        !checks.some((check) => new RegExp(`\\(${column} (= ANY|<@) \\(?ARRAY\\[`).test(check)),
    );
    const all = await rows<Record<string, unknown>>(tx, sql`select * from ${sql.table(name)}`);
    for (const { name: column } of texts) {
      const words = canaries.in(JSON.stringify(all.map((row) => row[column])));
      if (!words.some(({ owner }) => owner.startsWith(organisation))) found.push(`${name}.${column}`);
    }
  }
  return found;
}
