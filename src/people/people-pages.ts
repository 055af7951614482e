import type { PlainDate } from '../kernel/index.ts';
import { CODE_LISTS } from '../ssda903/index.ts';
import type { FormError } from '../ui/index.ts';
import { ageWords } from './child.ts';
import type { TypedChild } from './child-form.ts';
import type { ChildSummary } from './child-read.ts';
import type { ChildrenFilter, ChildrenList } from './children-list.ts';

/** `Ella, 7`: how a child stands in a list. */
export function nameOf(child: Pick<ChildSummary, 'name' | 'born' | 'bornEstimated'>, today: PlainDate): string {
  return `${child.name}, ${ageWords(child.born, child.bornEstimated, today)}`;
}

export function childrenPage(list: ChildrenList, filter: ChildrenFilter) {
  const { search, shown, whose } = filter;
  const asked = { ...(search && { search }), show: shown, ...(whose !== 'open' && { whose }) };
  const address = (page: number) => `/children?${new URLSearchParams({ ...asked, page: String(page) })}`;
  return { ...list, search, shown, whose, pagination: pagination(list.page, list.pages, address) };
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
