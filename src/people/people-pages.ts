import { ACCESS_RULES, type Actor, type Cover, mayDo } from '../access/index.ts';
import { englandDate, type PlainDate } from '../kernel/index.ts';
import { CODE_LISTS } from '../ssda903/index.ts';
import type { FormError } from '../ui/index.ts';
import { ageWords } from './child.ts';
import type { TypedChild } from './child-form.ts';
import type { ChildSummary } from './child-read.ts';
import type { ChildrenFilter, ChildrenList, Whose } from './children-list.ts';

/** `Ella, 7`: how a child stands in a list. */
export function nameOf(child: Pick<ChildSummary, 'name' | 'born' | 'bornEstimated'>, today: PlainDate): string {
  return `${child.name}, ${ageWords(child.born, child.bornEstimated, today)}`;
}

/**
 * The list as its page shows it.
 * @param cover what the actor stands in for now
 */
export function childrenPage(actor: Actor, list: ChildrenList, filter: ChildrenFilter, cover: readonly Cover[]) {
  const { search, shown, whose } = filter;
  const asked = { ...(search && { search }), show: shown, ...(whose !== 'open' && { whose }) };
  const address = (path: string, more: Record<string, string> = {}) =>
    `${path}?${new URLSearchParams({ ...asked, ...more })}`;
  return {
    ...{ ...list, search, shown, whose, cover: cover.map(daysOf) },
    mayAdd: mayDo(actor.role, 'child.add'),
    emergency: mayDo(actor.role, 'break-glass'),
    choosesWorkers: choosesWorkers(actor),
    whoseChoices: whoseChoices(actor, cover.length > 0),
    files: list.found > 0 ? { csv: address('/children.csv'), excel: address('/children.xlsx') } : null,
    pagination: pagination(list.page, list.pages, (page) => address('/children', { page: String(page) })),
  };
}

/** A manager looks for children without a social worker. */
function choosesWorkers(actor: Actor): boolean {
  return ACCESS_RULES.some((rule) => rule.role === actor.role && rule.through === 'unallocated');
}

/** Whose children somebody can ask for; none, where everybody who is open to them is the same. */
function whoseChoices(actor: Actor, covers: boolean): { readonly value: Whose; readonly text: string }[] {
  const own = ACCESS_RULES.some((rule) => rule.role === actor.role && rule.through === 'team');
  if (!own) return [];
  const manages = choosesWorkers(actor);
  return [
    { value: 'open', text: 'All I may see' },
    manages ? { value: 'team', text: 'My team’s children' } : { value: 'mine', text: 'My children' },
    ...(covers ? [{ value: 'covering' as const, text: 'Children I am covering' }] : []),
  ];
}

/** The first and the last day of cover, which ends as that day does. */
export function daysOf(cover: Cover) {
  return { ...cover, first: englandDate(cover.from), last: englandDate(new Date(cover.until.getTime() - 1)) };
}

/** The model of the official pagination; null for a single page. Far pages are left out. */
function pagination(page: number, pages: number, address: (page: number) => string) {
  if (pages < 2) return null;
  const near = [...new Set([1, page - 1, page, page + 1, pages])].filter((each) => each >= 1 && each <= pages);
  return {
    previous: page > 1 ? { href: address(page - 1) } : undefined,
    next: page < pages ? { href: address(page + 1) } : undefined,
    items: near.flatMap((each, i) => {
      const gap = i > 0 && each - (near[i - 1] ?? each) > 1 ? [{ ellipsis: true }] : [];
      return [...gap, { number: each, href: address(each), current: each === page }];
    }),
  };
}

/** What both forms about a child show: typed values, choices, nothing wrong yet. */
export function childFormModel<More extends object>(values: TypedChild, more: More) {
  return {
    values,
    errors: [] as readonly FormError[],
    ethnicities: [
      { value: '', text: 'Not said' },
      ...CODE_LISTS.ETHNIC.map(({ code, words }) => ({
        value: code,
        text: words,
        selected: code === values.ethnicity,
      })),
    ],
    ...more,
  };
}
