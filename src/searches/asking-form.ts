import { type Actor, NotHere } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { profileForSearch } from '../needs/index.ts';
import { ageWords, brothersAndSisters, type ChildSummary, needsAHome, oneChild } from '../people/index.ts';
import { type AskingForm, WHEN } from './search.ts';
import { mayAskFor, whomToAsk } from './search-actions.ts';

/**
 * The form of asking for a child's home: brothers and sisters to choose along, what is known so far, and whom to ask
 * about those whom the actor does not work with.
 * @throws NotHere where the actor may not ask for this child
 */
export async function askingModel(
  tx: Tx,
  actor: Actor,
  childId: string,
  form: AskingForm,
  errors: Readonly<Record<string, string>>,
  today: PlainDate,
) {
  const child = await oneChild(tx, childId, today);
  if (!child || !(await mayAskFor(tx, actor, childId)))
    throw new NotHere('There is no such child here, or you do not work with them. Ask their social worker.', childId);
  const family = await brothersAndSisters(tx, childId, today);
  const group: ChildSummary[] = [child];
  const closed: { name: string; whom: string }[] = [];
  for (const each of family) {
    if (await mayAskFor(tx, actor, each.id)) group.push(each);
    else closed.push({ name: each.name, whom: await whomToAsk(tx, each.id, each.name) });
  }
  const profiles = await profileForSearch(
    tx,
    group.map((each) => each.id),
    { draftsToo: true },
  );
  // The law asks for brothers and sisters to live together where that is right for each: whoever of them needs a
  // home is ticked, and a person may untick them.
  const together = group.filter((each) => each.id === childId || needsAHome(each.standing)).map((each) => each.id);
  const chosen = form.children === undefined ? together : [form.children].flat();
  return {
    subject: childId,
    name: child.name,
    when: WHEN,
    form,
    errors,
    errorList: Object.entries(errors).map(([field, text]) => ({ text, href: `#${field}` })),
    closed,
    group: group.map((each) => {
      const profile = profiles.get(each.id);
      return {
        id: each.id,
        name: each.name,
        age: ageWords(each.born, each.bornEstimated, today),
        chosen: chosen.includes(each.id),
        lives: livesWords(each),
        known: !profile
          ? 'No profile yet: everything will show as not known'
          : profile.finished
            ? `Profile ${profile.version}, finished`
            : `Profile ${profile.version} is a draft: what is open will show as not known`,
        unknown: profile ? profile.unknownDomains : [],
      };
    }),
  };
}

function livesWords(child: ChildSummary): string {
  if (child.standing.is === 'at-home') return `Lives in ${child.standing.stay.where} now`;
  return child.standing.is === 'left' ? 'Has left care' : 'Needs a home';
}
