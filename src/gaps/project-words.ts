import { inWords } from '../kernel/index.ts';
import type { Project, ProjectStatus } from './project.ts';
import { KIND_WORDS, NEED_WORDS } from './words.ts';

export const STATUS_WORDS: Readonly<Record<ProjectStatus, string>> = {
  planned: 'Planned',
  approved: 'Approved',
  opened: 'Opened',
  dropped: 'Dropped',
};

/** A project as a list and a file show it. */
export function projectTold(project: Project, names: ReadonlyMap<string, string>) {
  const { what, forAuthority, kind, rooms, carers, minAge, maxAge, need, opensOn, untilOn, sure, status } = project;
  return {
    ...project,
    whatWords: what === 'homes' ? 'New homes' : 'Recruitment of carers',
    where: forAuthority === null ? 'Anywhere' : (names.get(forAuthority) ?? 'Another authority'),
    owner: names.get(project.organisationId) ?? '',
    kindWords: KIND_WORDS[kind],
    roomsWords: `${rooms} ${rooms === 1 ? 'room' : 'rooms'}${carers === null ? '' : ` with ${carers} ${carers === 1 ? 'household' : 'households'}`}`,
    ages: `${minAge} to ${maxAge}`,
    needWords: NEED_WORDS[need],
    when: untilOn === null ? inWords(opensOn) : `${inWords(opensOn)} to ${inWords(untilOn)}`,
    sureWords: sure ? 'Sure' : 'Likely',
    statusWords: STATUS_WORDS[status],
    counts: status === 'planned' || status === 'approved',
  };
}

export type ProjectTold = ReturnType<typeof projectTold>;
