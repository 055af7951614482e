import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NotHere, type RoomServices, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { NO_PROVIDER_LIST, RULES, type Rule, rulesOf } from '../return-rules/index.ts';
import { type ReturnYear, returnYearOf, returnYearWords } from '../ssda903/index.ts';
import type { CheckLine } from './check-line.ts';
import { checkOf, type ReturnCheck } from './check-read.ts';

/** What the pages of the checker are given beside what every room has. */
export interface CheckServices extends RoomServices {
  readonly line: CheckLine;
}

export type CheckParams = { readonly Params: { readonly checkId: string } };

const NO_CHECK =
  'There is no such check here. It may have been removed: a check is kept for 30 days, and until two newer ones of the same year are done.';

/**
 * The check of the address, and the look at it on record.
 * @param detail what of it was looked at; never a child's reference as it stands
 * @throws NotHere where there is none for this reader
 */
export async function checkHere(
  tx: Tx,
  request: FastifyRequest<CheckParams>,
  { now, detail = {} }: { readonly now: Date; readonly detail?: object },
): Promise<ReturnCheck> {
  const { checkId } = request.params;
  const check = await checkOf(tx, checkId, now);
  if (!check) throw new NotHere(NO_CHECK, checkId);
  const looking = request.method === 'GET' || request.method === 'HEAD';
  if (looking) await recordEvent(tx, request.actor, request.routeOptions.config.audit ?? '', check.id, detail);
  return check;
}

/** The same, of a check that is done: before that there is nothing to show of it. */
export async function doneCheck(
  tx: Tx,
  request: FastifyRequest<CheckParams>,
  about: { readonly now: Date; readonly detail?: object },
): Promise<ReturnCheck> {
  const check = await checkHere(tx, request, about);
  if (check.state !== 'done')
    throw new NotHere('This check is not done, so there is nothing to see of it yet.', check.id);
  return check;
}

/** The years whose rules are here, the newest first. */
export const YEARS: readonly ReturnYear[] = (() => {
  const last = Math.max(...RULES.map(({ years }) => years.to));
  const first = Math.min(...RULES.map(({ years }) => years.from));
  return Array.from({ length: last - first + 1 }, (_, at) => last - at).filter((year) => rulesOf(year).length > 0);
})();

/** The year of the return that is due: the one that ended last. */
export function yearDue(today: Parameters<typeof returnYearOf>[0]): ReturnYear {
  return returnYearOf(today) - 1;
}

export const yearWords = (year: ReturnYear) => returnYearWords(year);

/** The rule of a year by its number; null where there is none. */
export function ruleOf(year: ReturnYear, number: string): Rule | null {
  return rulesOf(year).find((rule) => rule.number === number) ?? null;
}

/** How many rules of a check did not run because no list of Ofsted's has been imported. */
export function forWantOfList({ notRun }: Pick<ReturnCheck, 'notRun'>): number {
  return notRun.filter(({ why }) => why === NO_PROVIDER_LIST).length;
}

const QUERY = z.object({
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  table: z.string().max(40).catch(''),
  show: z.enum(['all', 'new', 'open']).catch('all'),
  child: z.string().trim().max(100).catch(''),
});

/** What an address asks for behind its question mark, whatever was sent. */
export function askedFor(request: FastifyRequest): z.infer<typeof QUERY> {
  return QUERY.parse(request.query ?? {});
}

/** The design system's pagination: the page before and the page after; null where there is one page. */
export function pagination(path: string, query: Readonly<Record<string, string>>, page: number, pages: number) {
  if (pages < 2) return null;
  const to = (number: number) => ({
    href: `${path}?${new URLSearchParams({ ...query, page: String(number) })}`,
    labelText: `${number} of ${pages}`,
  });
  return {
    ...(page > 1 ? { previous: to(page - 1) } : {}),
    ...(page < pages ? { next: to(page + 1) } : {}),
  };
}

export type RegisterChecks = (app: FastifyInstance, services: CheckServices) => void;
