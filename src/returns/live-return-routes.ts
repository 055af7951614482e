import { type Actor, policy, readable, recordEvent, saw } from '../access/index.ts';
import { rows, sql, type Tx } from '../db/index.ts';
import type { TableName } from '../ssda903/index.ts';
import { acceptedKey, acceptedRows } from './accepted-store.ts';
import { askedFor, forWantOfList, pagination, type RegisterChecks, ruleOf, yearWords } from './check-pages.ts';
import { checksHere, findingsOf, type ReturnCheck, rulesFound } from './check-read.ts';

const A_PAGE = 50;

/** A row of the records that breaks a rule of the return. */
interface Line {
  readonly rule: string;
  readonly words: string;
  readonly todo: string;
  readonly table: TableName;
  readonly day: string;
  readonly isNew: boolean;
  /** The child as the return has them. */
  readonly child: string;
  readonly childId: string;
}

/** What to put right in the records now, as the check of last night found it: each line leads to the child’s own page. */
export const liveReturnRoutes: RegisterChecks = (app, { work, clock }) => {
  app.get('/returns/now', policy('returns.check', 'returns.to-put-right'), async (request, reply) => {
    const { page: wanted } = askedFor(request);
    const asked = ((request.query ?? {}) as Readonly<Record<string, unknown>>).year;
    const model = await work(request, async (tx) => {
      const checks = newestOfEachYear(await checksHere(tx, clock()));
      const check = checks.find(({ year }) => yearWords(year) === asked) ?? checks[0] ?? null;
      const lines = check ? await linesOf(tx, request.actor, check) : [];
      const pages = Math.max(1, Math.ceil(lines.length / A_PAGE));
      const page = Math.min(wanted, pages);
      const shown = lines.slice((page - 1) * A_PAGE, page * A_PAGE);
      const seen = new Set(shown.map(({ childId }) => childId));
      saw(tx, seen, 'identity');
      await recordEvent(tx, request.actor, 'returns.to-put-right', check?.id ?? '', { lines: shown.length });
      return { checks, check, count: lines.length, shown, page, pages };
    });
    const { check } = model;
    const query = check ? { year: yearWords(check.year) } : {};
    return reply.page('returns/views/now.njk', {
      ...model,
      check: check && { ...check, yearWords: yearWords(check.year) },
      noList: check ? forWantOfList(check) : 0,
      years: model.checks.map(({ year }) => yearWords(year)),
      pagination: pagination('/returns/now', query, model.page, model.pages),
    });
  });
};

/** The newest check of the records of each year that is done, the year that is due first: it is sent next. */
function newestOfEachYear(checks: readonly ReturnCheck[]): ReturnCheck[] {
  const byYear = new Map<number, ReturnCheck>();
  for (const check of checks) {
    if (check.source === 'live' && check.state === 'done' && !byYear.has(check.year)) byYear.set(check.year, check);
  }
  return [...byYear.values()].sort((a, b) => a.year - b.year);
}

/** Findings that nobody has accepted, about children whose own page is open to the reader: of no others a word. */
async function linesOf(tx: Tx, actor: Actor, check: ReturnCheck): Promise<Line[]> {
  const accepted = await acceptedRows(tx, check.year);
  const found: (Omit<Line, 'childId'> & { readonly key: string })[] = [];
  for (const { rule } of await rulesFound(tx, check.id)) {
    const { words = '', todo = '' } = ruleOf(check.year, rule) ?? {};
    for (const { table, child, day, isNew, ...one } of (await findingsOf(tx, check.id, rule)) ?? []) {
      found.push({
        rule,
        words,
        todo,
        table,
        day,
        isNew,
        child,
        key: acceptedKey(rule, { ...one, table, child, day }),
      });
    }
  }
  const open = await openChildren(tx, actor, [...new Set(found.map(({ child }) => child))]);
  return found.flatMap(({ key, ...line }) => {
    const childId = open.get(line.child);
    return childId === undefined || accepted.has(key) ? [] : [{ ...line, childId }];
  });
}

/** The records of these children that are open to the reader, by the children’s ids in the return. */
async function openChildren(tx: Tx, actor: Actor, returnIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const known = await rows<{ id: string; return_id: string }>(
    tx,
    sql`select c.id, c.return_id from child c where c.return_id = any (${returnIds}::text[])
      and c.organisation_id = ${actor.organisation.id} and ${readable(actor, 'identity', sql`c.id`)}`,
  );
  return new Map(known.map(({ id, return_id }) => [return_id, id]));
}
