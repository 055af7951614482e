import type { Permission } from '../access/index.ts';

/** A page of planning, as the first page of planning names it. */
export interface PlanPage {
  readonly text: string;
  readonly href: string;
  /** What it is for, in a sentence. */
  readonly says: string;
  readonly permission: Permission;
}

/** In the order in which somebody would work through them. */
export const PLAN_PAGES: readonly PlanPage[] = [
  {
    text: 'Who is waiting',
    href: '/searches/waiting',
    says: 'All open searches at once, and a home proposed for each child.',
    permission: 'waiting.read',
  },
  {
    text: 'Forecasts',
    href: '/plans/forecasts',
    says: 'How many children will need which kind of home, how sure that is, and what would change it.',
    permission: 'plans.read',
  },
  {
    text: 'Gaps',
    href: '/plans/gaps',
    says: 'Which rooms are missing, for whom and where, so that children live near home in time.',
    permission: 'plans.read',
  },
  {
    text: 'Homes on the way',
    href: '/plans/projects',
    says: 'New homes and foster carers that are planned; they count when they open.',
    permission: 'plans.read',
  },
  {
    text: 'Market',
    href: '/plans/market',
    says: 'Where the money goes, prices like for like, quality beside price, what a block of rooms would save, and who pays.',
    permission: 'plans.read',
  },
  {
    text: 'Invest to save',
    href: '/plans/invest-to-save',
    says: 'What preparation, support or a block of rooms must prevent or replace to pay for itself.',
    permission: 'plans.read',
  },
  {
    text: 'Strategy',
    href: '/plans/strategy',
    says: 'A sufficiency strategy from the newest figures: a page, a PDF and a Word file, with small numbers kept back.',
    permission: 'plans.read',
  },
];
