import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { policy, type RoomServices } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { type DownloadFormat, downloadHeaders, writeCsv, writeExcel } from '../exports/index.ts';
import { ALL, chosenScope, type PlanningScope, scopesOf } from '../planning/index.ts';
import { type FormError, type Typed, typed } from '../ui/index.ts';
import { MARKET_PAGES, type MarketPage, type Shown } from './market-pages.ts';
import { FILE_COLUMNS, fileLines, withoutEmptyTables } from './report.ts';

const FORMATS: readonly DownloadFormat[] = ['csv', 'xlsx'];

interface Found extends Shown {
  readonly scopes: readonly PlanningScope[];
  readonly scope: PlanningScope | null;
  /** All authorities together, where the page is about one of them. */
  readonly wider: PlanningScope | null;
}

/** The pages of the market, and each as a file with the same figures. */
export function marketPageRoutes(app: FastifyInstance, { work, today }: RoomServices): void {
  const found = (request: FastifyRequest, page: MarketPage, fields: Typed) =>
    work(request, async (tx: Tx): Promise<Found> => {
      const { organisation } = request.actor;
      const scopes = await scopesOf(tx, organisation.id);
      const scope = chosenScope(fields, scopes, organisation.id);
      const wider = scopes.find(({ key }) => key === ALL && key !== scope?.key) ?? null;
      if (!scope) return { scopes, scope, wider, sections: [], errors: [] };
      return { scopes, scope, wider, ...(await page.show(tx, { scope, wider, fields, today: today() })) };
    });

  for (const page of MARKET_PAGES) {
    app.get(page.href, policy('plans.read', 'market.viewed'), async (request, reply) => {
      const fields = typed(request.query);
      const shown = await found(request, page, fields);
      return reply.code(shown.errors.length > 0 ? 400 : 200).page('market/views/market.njk', {
        ...shown,
        sections: withoutEmptyTables(shown.sections, widerLink(page, shown.wider)),
        page,
        pages: MARKET_PAGES,
        problems: Object.fromEntries(shown.errors.map(({ href, text }: FormError) => [href.slice(1), { text }])),
        query: queryOf(request, shown.scope),
        forScope: shown.scope ? `?for=${encodeURIComponent(shown.scope.key)}` : '',
        mayWrite: request.actor.role === 'commissioner',
      });
    });
    for (const format of FORMATS)
      app.get(`${page.href}.${format}`, policy('plans.read', 'market.downloaded'), async (request, reply) =>
        send(reply, (await found(request, page, typed(request.query))).sections, format),
      );
  }

  async function send(reply: FastifyReply, sections: Shown['sections'], format: DownloadFormat) {
    const lines = fileLines(sections);
    reply.headers(downloadHeaders('market', format, today()));
    return format === 'csv' ? writeCsv(FILE_COLUMNS, lines) : writeExcel('Market', FILE_COLUMNS, lines);
  }
}

function widerLink(page: MarketPage, wider: PlanningScope | null) {
  return wider && { name: wider.name, href: `${page.href}?for=${encodeURIComponent(wider.key)}` };
}

/** The question of a page as an address, so that its file has the same figures. */
function queryOf(request: FastifyRequest, scope: PlanningScope | null): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((request.query ?? {}) as Record<string, unknown>))
    if (typeof value === 'string' && name !== 'for') query.set(name, value.slice(0, 40));
  if (scope) query.set('for', scope.key);
  return query.toString();
}
