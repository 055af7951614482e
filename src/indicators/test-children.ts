import { date, type PlainDate } from '../kernel/index.ts';
import type { CareEpisode, ChildInCare } from './care.ts';

/** `from to RNE LS PLACE REC`, with `-` for nothing, and what else matters to a case. */
export function episode(text: string, more: Partial<CareEpisode> = {}): CareEpisode {
  const [from = '', to = '-', began = 'P', status = 'C2', place = 'U6', ceased = '-'] = text.split(' ');
  const said = (code: string) => (code === '-' ? null : code);
  return {
    from: date(from),
    to: said(to) as PlainDate | null,
    began: said(began),
    status: said(status),
    place: said(place),
    ceased: said(ceased),
    moved: null,
    miles: null,
    home: null,
    ...more,
  };
}

export function childOf(
  number: number,
  born: string,
  episodes: readonly (string | CareEpisode)[],
  more: Partial<ChildInCare> = {},
): ChildInCare {
  return {
    number,
    born: date(born),
    unaccompanied: false,
    episodes: episodes.map((each) => (typeof each === 'string' ? episode(each) : each)),
    brothersAndSisters: [],
    scores: [],
    missing: [],
    adoption: null,
    ...more,
  };
}
