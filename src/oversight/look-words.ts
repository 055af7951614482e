import { RELATIONSHIPS, type Relationship } from '../access/index.ts';

/** What somebody did, in words for the child and for whoever asks; the names of kinds are the routes' audit names. */
const KINDS: Readonly<Record<string, string>> = {
  'children.listed': 'Saw the name in a list',
  'children.exported': 'Took a list with the name to a file',
  'child.viewed': 'Opened the first page',
  'child.changed': 'Changed who the child is or where the family lives',
  'child.added': 'Wrote the child down for the first time',
  'child.brother-or-sister-added': 'Said who is a brother or sister',
  'child.brother-or-sister-removed': 'Changed who is a brother or sister',
  'profile.viewed': 'Read about strengths and needs',
  'profile.started': 'Started to write about strengths and needs',
  'profile.saved': 'Wrote about strengths and needs',
  'profile.finished': 'Finished writing about strengths and needs',
  'all-about-me.viewed': 'Read “All about me”',
  'searches.listed': 'Saw the name in the list of searches for a home',
  'search.form': 'Prepared to ask for a home',
  'search.started': 'Asked for a home',
  'search.results': 'Looked at homes that could fit',
  'search.ruled-out': 'Looked at homes that do not fit',
  'search.apart': 'Looked at homes for brothers and sisters apart',
  'search.compared': 'Compared homes',
  'search.home': 'Looked at one home for the child',
  'home.viewed': 'Opened the page of the home the child lives in',
  'looks.viewed': 'Looked at who has seen this record',
  'break-glass.opened': 'Opened the record in an emergency, with a reason',
  'review.viewed': 'Checked an emergency opening',
};

/** A kind of event in words; kinds that are not in the list say at least that the record was seen. */
export function doneWords(kind: string): string {
  if (kind.endsWith('.refused')) return 'Tried to open the record and was not let in';
  const known = KINDS[kind.replace(/\.not-taken$/, '')];
  if (!known) return 'Saw a part of the record';
  return kind.endsWith('.not-taken') ? `${known} (nothing was saved)` : known;
}

/** Why they could, from the relationships an event was done through. */
export function whyWords(purpose: string): string {
  const words = purpose
    .split(' ')
    .filter((each): each is Relationship => Object.hasOwn(RELATIONSHIPS, each))
    .map((each) => RELATIONSHIPS[each]);
  return words.join('; ');
}
