import type { FastifyInstance, FastifyReply } from 'fastify';
import { NotHere, policy, type RoomServices } from '../access/index.ts';
import { inWords, newId, type PlainDate, Refusal } from '../kernel/index.ts';
import { type FormError, type Typed, typed, typedDate } from '../ui/index.ts';
import type { StrategyFigures } from './figures.ts';
import type { Action } from './sections.ts';
import { type Opened, openStrategy, saveAction } from './strategy-actions.ts';
import { pathOf } from './strategy-routes.ts';
import type { ActionKept } from './strategy-store.ts';
import { about, agesName, kindName } from './words.ts';

interface WithStrategy {
  Params: { strategyId: string };
}
interface WithAction {
  Params: { strategyId: string; actionId: string };
}

const AT = '/plans/strategy/:strategyId/actions';
const MOST_GAPS = 6;

/** What a strategy says will be done: written by people, one by one. */
export function actionRoutes(app: FastifyInstance, { work, clock }: RoomServices): void {
  app.get<WithStrategy>(`${AT}/new`, policy('plans.write', 'strategy.action-form'), async (request, reply) => {
    const opened = await work(request, (tx) => openStrategy(tx, request.params.strategyId));
    const gap = gapsToClose(opened.strategy.figures)[Number(typed(request.query).text('gap')) - 1];
    return actionPage(reply, opened, { ...BLANK, id: newId('action'), closes: gap ?? '' });
  });

  app.get<WithAction>(`${AT}/:actionId`, policy('plans.write', 'strategy.action-form'), async (request, reply) => {
    const opened = await work(request, (tx) => openStrategy(tx, request.params.strategyId));
    const kept = opened.actions.find(({ id, dropped }) => id === request.params.actionId && !dropped);
    if (!kept) throw new NotHere('There is no such action here.');
    return actionPage(reply, opened, { ...formOf(kept), id: kept.id, after: kept.edition });
  });

  app.post<WithAction>(`${AT}/:actionId`, policy('plans.write', 'strategy.action-saved'), async (request, reply) => {
    const { strategyId, actionId } = request.params;
    if (!/^action_[0-9a-z]{16}$/.test(actionId)) throw new NotHere('There is no such action here.');
    const fields = typed(request.body);
    const read = readAction(fields, actionId);
    const after = Number(fields.text('after')) || 0;
    const outcome = await work(request, async (tx) => {
      if ('errors' in read) return { opened: await openStrategy(tx, strategyId), errors: read.errors, code: 400 };
      const dropped = fields.text('drop') === 'yes';
      const saved = await saveAction(tx, request.actor, strategyId, {
        action: read.action,
        dropped,
        after,
        now: clock(),
      });
      if (saved === 'saved') return null;
      const errors = [
        { text: 'Somebody else changed this action meanwhile. Put both together and save.', href: '#what' },
      ];
      return { opened: await openStrategy(tx, strategyId), errors, code: 409 };
    });
    if (!outcome) return reply.redirect(`${pathOf(strategyId)}#actions`, 303);
    const theirs = outcome.code === 409 ? (outcome.opened.actions.find(({ id }) => id === actionId) ?? null) : null;
    return actionPage(reply.code(outcome.code), outcome.opened, {
      ...Object.fromEntries(Object.keys(BLANK).map((name) => [name, fields.text(name)])),
      ...{ id: actionId, after: theirs?.edition ?? after, theirs, errors: outcome.errors },
    });
  });
}

const BLANK = { what: '', owner: '', closes: '', 'due-day': '', 'due-month': '', 'due-year': '' };

function formOf({ what, owner, closes, due }: ActionKept) {
  const [year = '', month = '', day = ''] = due.split('-');
  return { what, owner, closes, 'due-day': String(Number(day)), 'due-month': String(Number(month)), 'due-year': year };
}

function readAction(
  fields: Typed,
  id: string,
): { readonly action: Action } | { readonly errors: readonly FormError[] } {
  const errors: FormError[] = [];
  const text = (name: string, most: number, missing: string | null) => {
    const value = fields.text(name);
    if (missing !== null && value === '') errors.push({ text: missing, href: `#${name}` });
    if (value.length > most) errors.push({ text: `Shorten this to ${most} characters or fewer`, href: `#${name}` });
    return value;
  };
  const what = text('what', 500, 'Say what will be done');
  const owner = text('owner', 200, 'Say who answers for it');
  const closes = text('closes', 500, null);
  const due = typedDate(fields, 'due');
  if (due === null || due === 'wrong')
    errors.push({ text: 'Enter the day by which it is done, such as 31 3 2028', href: '#due-day' });
  return errors.length > 0 ? { errors } : { action: { id, what, owner, due: due as PlainDate, closes } };
}

/** The largest gaps as one may write them down: an action that closes one is for a person to think of. */
function gapsToClose({ gaps }: StrategyFigures): string[] {
  const lines = (gaps?.kinds ?? []).flatMap(({ kind, lines: all }) =>
    all.flatMap(({ ages, rooms }) => (rooms && rooms.short > 0 ? [{ kind, ages, short: rooms.short }] : [])),
  );
  return lines
    .sort((a, b) => b.short - a.short)
    .slice(0, MOST_GAPS)
    .map(
      ({ kind, ages, short }) =>
        `${about(short)} ${short === 1 ? 'room' : 'rooms'} missing: ${kindName(kind).toLowerCase()}, ${agesName(ages)}`,
    );
}

function actionPage(reply: FastifyReply, { strategy, actions }: Opened, form: Readonly<Record<string, unknown>>) {
  if (strategy.version !== null)
    throw new Refusal('This strategy is published and stands as it is. Write a new one to say something else.');
  const theirs = form.theirs as ActionKept | null | undefined;
  const errors = (form.errors ?? []) as readonly FormError[];
  return reply.page('strategy/views/action.njk', {
    at: pathOf(strategy.id),
    form,
    errors,
    wrong: Object.fromEntries(errors.map(({ href, text }) => [href.slice(1), text])),
    isNew: !actions.some(({ id }) => id === form.id),
    theirs: theirs && { ...theirs, dueWords: inWords(theirs.due) },
    gaps: gapsToClose(strategy.figures),
  });
}
