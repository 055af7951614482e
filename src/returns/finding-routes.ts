import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotHere, policy } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import type { Rule } from '../return-rules/index.ts';
import { type FormError, typed } from '../ui/index.ts';
import { type AcceptedRows, acceptedKey, acceptedRows, acceptFindings, withdrawAccepted } from './accepted-store.ts';
import type { KeptFinding } from './check-pack.ts';
import {
  askedFor,
  type CheckParams,
  doneCheck,
  pagination,
  type RegisterChecks,
  ruleOf,
  yearWords,
} from './check-pages.ts';
import { childRows, childrenFound, findingsOf, type ReturnCheck } from './check-read.ts';
import { childPage } from './child-of-return.ts';

type RuleParams = { readonly Params: CheckParams['Params'] & { readonly rule: string } };
type ChildParams = { readonly Params: CheckParams['Params'] & { readonly place: string } };

/** One rule of a check, with what it found and what of it is accepted. */
interface RuleHere {
  readonly check: ReturnCheck;
  readonly rule: Rule;
  readonly findings: readonly KeptFinding[];
  readonly accepted: AcceptedRows;
}

const A_PAGE = 50;
const SHORTEST = 5;
const LONGEST = 500;
const RULE = '/returns/checks/:checkId/rules/:rule';

/** What was found: by rule and by child. */
export const findingRoutes: RegisterChecks = (app, { work, clock }) => {
  const ruleHere = async (tx: Tx, request: FastifyRequest<RuleParams>): Promise<RuleHere> => {
    const number = request.params.rule.slice(0, 40);
    const check = await doneCheck(tx, request, { now: clock(), detail: { rule: number } });
    const rule = ruleOf(check.year, number);
    if (!rule) throw new NotHere('There is no such rule in this year’s return.', check.id);
    const findings = (await findingsOf(tx, check.id, number)) ?? [];
    return { check, rule, findings, accepted: await acceptedRows(tx, check.year, { rule: number }) };
  };

  const showRule = (
    request: FastifyRequest<RuleParams>,
    reply: FastifyReply,
    here: RuleHere,
    form: { readonly errors: readonly FormError[]; readonly reason: string; readonly chosen: readonly string[] },
  ) => {
    const { check, rule, findings } = here;
    const { table, show } = askedFor(request);
    const { lines, found, page, pages, counts } = rowsShown(here, request);
    const path = `/returns/checks/${encodeURIComponent(check.id)}/rules/${encodeURIComponent(rule.number)}`;
    const query = { ...(table ? { table } : {}), ...(show === 'all' ? {} : { show }) };
    return reply.page('returns/views/rule.njk', {
      ...form,
      ...{ check: { ...check, yearWords: yearWords(check.year) }, rule, path, table, show, page, pages, lines },
      shownCount: found,
      openHere: lines.filter((one) => !one.accepted).length,
      counts: { ...counts, all: findings.length },
      back: `?${new URLSearchParams({ ...query, page: String(page) })}`,
      pagination: pagination(path, query, page, pages),
    });
  };

  app.get<RuleParams>(RULE, policy('returns.check', 'return-check.rule-viewed'), async (request, reply) => {
    const here = await work(request, (tx) => ruleHere(tx, request));
    return showRule(request, reply, here, { errors: [], reason: '', chosen: [] });
  });

  app.post<RuleParams>(`${RULE}/accept`, policy('returns.check', 'return-check.accepted'), async (request, reply) => {
    const fields = typed(request.body);
    const reason = fields.text('reason');
    const chosen = fields.texts('row');
    const everyRow = fields.text('every') === 'yes';
    const errors: FormError[] = [];
    if (chosen.length === 0 && !everyRow)
      errors.push({ text: 'Tick the rows that are right as they stand', href: '#rows' });
    if (reason.length < SHORTEST)
      errors.push({ text: 'Say why they are right, for whoever asks later', href: '#reason' });
    if (reason.length > LONGEST) errors.push({ text: `Shorten the reason to ${LONGEST} characters`, href: '#reason' });
    if (chosen.length > A_PAGE) errors.push({ text: `Tick at most ${A_PAGE} rows at a time`, href: '#rows' });
    const here = await work(request, async (tx) => {
      const found = await ruleHere(tx, request);
      if (errors.length > 0) return found;
      const ticked = chosen.flatMap((at) => (/^\d{1,9}$/.test(at) ? (found.findings[Number(at)] ?? []) : []));
      const rows = everyRow ? rowsShown(found, request).lines : ticked;
      await acceptFindings(tx, request.actor, found.check, found.rule.number, rows, reason, clock());
      return found;
    });
    if (errors.length > 0) return showRule(request, reply.code(400), here, { errors, reason, chosen });
    return reply.redirect(backTo(request), 303);
  });

  app.post<RuleParams>(
    `${RULE}/withdraw`,
    policy('returns.check', 'return-check.withdrawn'),
    async (request, reply) => {
      const id = typed(request.body).text('accepted');
      await work(request, async (tx) => {
        const { check, rule } = await ruleHere(tx, request);
        await withdrawAccepted(tx, request.actor, check, rule.number, [id], clock());
      });
      return reply.redirect(backTo(request), 303);
    },
  );

  app.get<CheckParams>(
    '/returns/checks/:checkId/children',
    policy('returns.check', 'return-check.children-listed'),
    async (request, reply) => {
      const { page: wanted, child } = askedFor(request);
      const search = child.replaceAll('\0', '');
      const { check, list, page } = await work(request, async (tx) => {
        const found = await doneCheck(tx, request, { now: clock() });
        const last = Math.max(1, Math.ceil(found.children / A_PAGE));
        const here = Math.min(wanted, last);
        return { check: found, page: here, list: await childrenFound(tx, found.id, search, here, A_PAGE) };
      });
      const path = `/returns/checks/${encodeURIComponent(check.id)}/children`;
      const pages = Math.max(1, Math.ceil(list.found / A_PAGE));
      return reply.page('returns/views/children.njk', {
        ...{ check: { ...check, yearWords: yearWords(check.year) }, search, path, ...list },
        pagination: pagination(path, search ? { child: search } : {}, page, pages),
      });
    },
  );

  app.get<ChildParams>(
    '/returns/checks/:checkId/children/:place',
    policy('returns.check', 'return-check.child-viewed'),
    async (request, reply) => {
      const place = /^\d{1,7}$/.test(request.params.place) ? Number(request.params.place) : -1;
      const model = await work(request, async (tx) => {
        const { checkId } = request.params;
        const child = place < 0 ? null : await childRows(tx, checkId, place);
        // The record says which child's rows were looked at to whoever has the return, and to nobody else.
        const detail = child ? { child: digestOfChild(checkId, child.child) } : {};
        const check = await doneCheck(tx, request, { now: clock(), detail });
        if (!child) throw new NotHere('There is no such child among those with findings in this check.', check.id);
        const accepted = await acceptedRows(tx, check.year, { child: child.child });
        return { check: { ...check, yearWords: yearWords(check.year) }, ...childPage(check, child, accepted), place };
      });
      return reply.page('returns/views/child.njk', model);
    },
  );
};

/** The page of a rule's rows that an address asks for, and how many rows there are of each kind. */
function rowsShown({ findings, accepted, rule }: RuleHere, request: FastifyRequest) {
  const { page: wanted, table, show } = askedFor(request);
  // A rule may find a hundred thousand rows: nothing is made for each of them that the page does not show.
  const acceptedOf = (one: KeptFinding) =>
    accepted.size === 0 ? undefined : accepted.get(acceptedKey(rule.number, one));
  const shown: number[] = [];
  const counts = { isNew: 0, open: 0 };
  for (const [at, one] of findings.entries()) {
    const open = acceptedOf(one) === undefined;
    if (one.isNew) counts.isNew += 1;
    if (open) counts.open += 1;
    if (table !== '' && one.table !== table) continue;
    if (show === 'all' || (show === 'new' ? one.isNew : open)) shown.push(at);
  }
  const pages = Math.max(1, Math.ceil(shown.length / A_PAGE));
  const page = Math.min(wanted, pages);
  const lines = shown.slice((page - 1) * A_PAGE, page * A_PAGE).flatMap((at) => {
    const one = findings[at];
    return one ? { ...one, at, accepted: acceptedOf(one) } : [];
  });
  return { lines, found: shown.length, page, pages, counts };
}

function digestOfChild(checkId: string, child: string): string {
  return createHash('sha256').update(`${checkId}\n${child}`).digest('hex').slice(0, 32);
}

/** Where somebody was among the rows of the rule. */
function backTo(request: FastifyRequest<RuleParams>): string {
  const { checkId, rule } = request.params;
  const { page, table, show } = askedFor(request);
  const query = new URLSearchParams({ ...(table ? { table } : {}), show, page: String(page) });
  return `/returns/checks/${encodeURIComponent(checkId)}/rules/${encodeURIComponent(rule)}?${query}#rows`;
}
