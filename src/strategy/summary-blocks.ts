import type { Block } from '../documents/index.ts';
import { inWords } from '../kernel/index.ts';
import type { StrategyFigures } from './figures.ts';
import type { Action } from './sections.ts';
import { toldWords } from './suppress.ts';
import { about, kindName, monthName, percent } from './words.ts';

/** The strategy in a few sentences: what there is, what is missing, what is expected, what is done. */
export function summaryBlocks(figures: StrategyFigures, actions: readonly Action[]): Block[] {
  const { children, gaps, forecast, coming, scope, rounded } = figures;
  const items: string[] = [];
  if (children) {
    const most = children.kinds.names
      .map((kind, at) => ({ kind, told: children.kinds.told[at] }))
      .flatMap(({ kind, told }) => (typeof told === 'number' ? [{ kind, told }] : []))
      .sort((a, b) => b.told - a.told)[0];
    const known = most && most.kind !== 'other' && typeof children.total === 'number' && most.told * 2 > children.total;
    items.push(
      `${scope.name} looks after ${rounded ? 'about ' : ''}${toldWords(children.total)} children (${inWords(figures.countedOn)})${known ? `, most of them in ${kindName(most.kind).toLowerCase()}` : ''}.`,
    );
  }
  if (gaps) {
    const told = gaps.kinds.flatMap(({ kind, rooms }) => (rooms ? [{ kind, rooms }] : []));
    const missing = told.filter(({ rooms }) => rooms.short > 0).sort((a, b) => b.rooms.short - a.rooms.short);
    items.push(
      missing.length === 0
        ? `Rooms are enough for ${gaps.percent}% of children within ${gaps.miles} miles and ${gaps.days} days, as far as it may be told.`
        : `So that ${gaps.percent}% of children find a home within ${gaps.miles} miles and ${gaps.days} days, there are rooms missing: ${missing.map(({ kind, rooms }) => `${about(rooms.short)} in ${kindName(kind).toLowerCase()}, where ${percent(rooms.served)} find one in time`).join('; ')}.`,
    );
  }
  const last = forecast?.years.findLast(({ kind }) => kind === 'all');
  if (last)
    items.push(
      `By ${monthName(last.month)} we expect ${about(last.mean)} children in care; 95 of 100 simulations lie between ${about(last.p2_5)} and ${about(last.p97_5)}.`,
    );
  if (coming && coming.length > 0) {
    const rooms = coming.reduce((sum, each) => sum + each.rooms, 0);
    items.push(`${rooms.toLocaleString('en-GB')} rooms are planned or approved.`);
  }
  if (actions.length > 0)
    items.push(`${actions.length === 1 ? 'One action is' : `${actions.length} actions are`} decided.`);
  return items.length === 0
    ? [{ kind: 'paragraph', text: 'There is nothing to count yet.' }]
    : [{ kind: 'list', items }];
}
