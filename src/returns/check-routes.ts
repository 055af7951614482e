import { rm } from 'node:fs/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { policy, recordEvent } from '../access/index.ts';
import { isProviderListHere } from '../homes/index.ts';
import { rulesOf } from '../return-rules/index.ts';
import { parseReturnYear, problemWords, type ReturnYear } from '../ssda903/index.ts';
import { type FormError, typed } from '../ui/index.ts';
import { inMegabytes, takesFiles, totalBytes, type Upload } from '../uploads/index.ts';
import { acceptedKey, acceptedRows } from './accepted-store.ts';
import { unpackFindings } from './check-pack.ts';
import {
  type CheckParams,
  checkHere,
  doneCheck,
  forWantOfList,
  type RegisterChecks,
  ruleOf,
  YEARS,
  yearDue,
  yearWords,
} from './check-pages.ts';
import { checksHere, packedOf, type ReturnCheck, type RuleCount, rulesFound, sameFiles } from './check-read.ts';
import { addCheck } from './check-store.ts';
import { digestOf, keepForCheck, RETURN_LIMITS } from './check-upload.ts';

const NEW = '/returns/checks/new';
/** Of one authority at a time, so that nobody keeps the others waiting or fills the disk. */
const MOST_OPEN = 3;
const RENEWED_EVERY_SECONDS = 5;

/** Sending a return to be checked, and what came of it as a whole. */
export const checkRoutes: RegisterChecks = (app, { work, clock, today, line }) => {
  app.get('/returns/checks', policy('returns.check', 'return-checks.listed'), async (request, reply) => {
    const checks = await work(request, (tx) => checksHere(tx, clock()));
    return reply.page('returns/views/checks.njk', { checks: checks.map(withWords) });
  });

  const form = (
    reply: FastifyReply,
    more: { year?: ReturnYear; errors?: readonly FormError[]; same?: ReturnCheck; noList?: boolean },
  ) =>
    reply.page('returns/views/new-check.njk', {
      noList: more.noList ?? false,
      years: YEARS.map((year) => ({ value: yearWords(year), text: yearWords(year) })),
      chosen: yearWords(more.year ?? yearDue(today())),
      errors: more.errors ?? [],
      same: more.same ?? null,
      most: inMegabytes(totalBytes(RETURN_LIMITS)),
    });

  app.get(NEW, policy('returns.check', 'return-check.form'), async (request, reply) => {
    const noList = await work(request, async (tx) => !(await isProviderListHere(tx)));
    return form(reply, { noList });
  });

  app.post(NEW, takesFiles(policy('returns.check', 'return-check.sent'), RETURN_LIMITS), (request, reply) =>
    request.takeFiles(async (taken) => {
      const fields = typed(taken.ok ? taken.value.fields : taken.problem.fields);
      const year = parseReturnYear(fields.text('year'));
      const again = year === null ? {} : { year };
      if (!taken.ok) {
        const { status, words, field } = taken.problem;
        return form(reply.code(status), { ...again, errors: [{ text: words, href: `#${field || 'files'}` }] });
      }
      const errors: FormError[] = [];
      if (year === null || rulesOf(year).length === 0)
        errors.push({ text: 'Choose the year of the return', href: '#year' });
      if (!taken.value.files.some(({ field }) => field === 'files')) {
        errors.push({ text: 'Choose the files of the return that is to be checked', href: '#files' });
      }
      if (year === null || errors.length > 0) return form(reply.code(400), { ...again, errors });
      const { key, same, busy } = await send(request, taken.value, year, fields.text('again') === 'yes');
      if (same) return form(reply.code(409), { year, same });
      if (busy || !key) {
        return form(reply.code(429), {
          year,
          errors: [
            { text: 'Three checks of your authority are still on their way. Wait until one is done.', href: '#files' },
          ],
        });
      }
      return reply.redirect(`/returns/checks/${key.id}`, 303);
    }),
  );

  /** Puts what was sent in line, unless it has been checked before or too much is in line already. */
  const send = async (request: FastifyRequest, { files }: Upload, year: ReturnYear, again: boolean) => {
    const digest = await digestOf(year, files);
    const now = await keepForCheck(files.filter(({ field }) => field === 'files'));
    const last = await keepForCheck(files.filter(({ field }) => field === 'last'));
    let sent = false;
    try {
      const answer = await work(request, async (tx) => {
        const same = again ? null : await sameFiles(tx, digest, clock());
        if (same) return { key: null, same, busy: false };
        const open = (await checksHere(tx, clock())).filter(({ state }) => state === 'waiting' || state === 'running');
        if (open.length >= MOST_OPEN) return { key: null, same: null, busy: true };
        const key = await addCheck(tx, request.actor, { year, withLast: last.length > 0, digest }, clock());
        await recordEvent(tx, request.actor, 'return-check.sent', key.id, { year });
        return { key, same: null, busy: false };
      });
      if (answer.key) {
        line.add({ ...answer.key, year, files: now, last: last.length > 0 ? last : null });
        sent = true;
      }
      return answer;
    } finally {
      if (!sent) await Promise.all([...now, ...last].map(({ path }) => rm(path, { force: true })));
    }
  };

  app.get<CheckParams>(
    '/returns/checks/:checkId',
    policy('returns.check', 'return-check.viewed'),
    async (request, reply) => {
      const { check, rules, accepted } = await work(request, async (tx) => {
        const found = await checkHere(tx, request, { now: clock() });
        if (found.state !== 'done') return { check: found, rules: [], accepted: new Map<string, number>() };
        const counts = await rulesFound(tx, found.id);
        const rows = await acceptedRows(tx, found.year);
        const some = new Set([...rows.values()].map(({ rule }) => rule));
        const accepted = new Map<string, number>();
        for (const { rule } of counts.filter((one) => some.has(one.rule))) {
          const bytes = await packedOf(tx, found.id, rule);
          const findings = bytes ? unpackFindings(bytes) : [];
          accepted.set(rule, findings.filter((one) => rows.has(acceptedKey(rule, one))).length);
        }
        return { check: found, rules: counts, accepted };
      });
      if (check.state === 'waiting' || check.state === 'running') {
        // The page asks for itself again, with or without scripts.
        return reply.header('refresh', String(RENEWED_EVERY_SECONDS)).page('returns/views/running.njk', {
          check: withWords(check),
          percent: Math.round(check.share * 100),
        });
      }
      if (check.state === 'failed') return reply.page('returns/views/failed.njk', { check: withWords(check) });
      return reply.page('returns/views/check.njk', {
        check: withWords(check),
        rules: rules.map((one) => withRule(check.year, one, accepted.get(one.rule) ?? 0)),
        isNew: rules.reduce((sum, one) => sum + one.new, 0),
        accepted: [...accepted.values()].reduce((sum, one) => sum + one, 0),
        noList: forWantOfList(check),
        notRun: [...Map.groupBy(check.notRun, ({ why }) => why)].map(([why, list]) => ({
          why,
          rules: list.map(({ rule }) => rule),
        })),
        problems: check.problems.map((problem) => ({ words: problemWords(problem), stops: problem.stops })),
        looksLike: check.looksLike === null ? null : yearWords(check.looksLike),
      });
    },
  );

  app.get<{ Params: CheckParams['Params'] & { readonly table: string } }>(
    '/returns/checks/:checkId/tables/:table',
    policy('returns.check', 'return-check.table-viewed'),
    async (request, reply) => {
      const { table } = request.params;
      const { check, rules } = await work(request, async (tx) => {
        const found = await doneCheck(tx, request, { now: clock(), detail: { table: table.slice(0, 40) } });
        return { check: found, rules: (await rulesFound(tx, found.id)).filter((one) => (one.tables[table] ?? 0) > 0) };
      });
      return reply.page('returns/views/table.njk', {
        check: withWords(check),
        table: check.tables.find((one) => one.table === table) ?? { table: 'This table', rows: 0, found: 0 },
        rules: rules.map((one) => ({ ...withRule(check.year, one, 0), count: one.tables[table] ?? 0 })),
      });
    },
  );
};

function withWords(check: ReturnCheck) {
  return { ...check, yearWords: yearWords(check.year) };
}

function withRule(year: ReturnYear, { rule, count, new: isNew }: RuleCount, accepted: number) {
  const { words = '', todo = '' } = ruleOf(year, rule) ?? {};
  return { rule, count, isNew, accepted, words, todo };
}
