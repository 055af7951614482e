import { RELATIONSHIPS, type Relationship } from '../access/index.ts';

/** What somebody did, in words for the child and for whoever asks; the names of kinds are the routes' audit names. */
const KINDS: Readonly<Record<string, string>> = {
  'children.listed': 'Saw the name in a list',
  'children.downloaded': 'Took a list with the name to a file',
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
  'picture.viewed': 'Saw the picture in “All about me”',
  'picture.form': 'Opened the form of the picture in “All about me”',
  'picture.added': 'Put a picture into “All about me”',
  'picture.removed': 'Removed the picture from “All about me”',
  'searches.listed': 'Saw the name in the list of searches for a home',
  'searches.waiting': 'Looked at all children who wait for a home together',
  'search.form': 'Prepared to ask for a home',
  'search.started': 'Asked for a home',
  'search.results': 'Looked at homes that could fit',
  'search.ruled-out': 'Looked at homes that do not fit',
  'search.apart': 'Looked at homes for brothers and sisters apart',
  'search.compared': 'Compared homes',
  'search.home': 'Looked at one home for the child',
  'home.viewed': 'Opened the page of the home the child lives in',
  'looks.viewed': 'Looked at who has seen this record',
  'rights.viewed': 'Looked at rights and corrections',
  'correction.asked': 'Said that something is wrong',
  'correction.answered': 'Answered a correction',
  'pack.asked': 'Opened a request for everything held',
  'pack.read': 'Read everything that is held, to hand it over',
  'pack.taken': 'Took everything that is held as a file, to hand it over',
  'people.viewed': 'Looked at who works with the child',
  'people.changed': 'Opened the form of who works with the child',
  'allocation.made': 'Gave somebody the work with the child',
  'allocation.ended': 'Ended somebody’s work with the child',
  'child.new': 'Began to write down a brother or sister',
  'address.viewed': 'Opened the page of a protected address',
  'address.changed': 'Changed a protected address',
  'address.hide-asked': 'Opened the form that hides an address',
  'address.hidden': 'Hid an address',
  'address.person-named': 'Named somebody who may see a protected address',
  'address.person-removed': 'Took somebody off a protected address',
  'address.reason-ended': 'Ended a reason for hiding an address',
  'record.seal-asked': 'Opened the form that seals the record',
  'record.sealed': 'Sealed the record',
  'record.unsealed': 'Opened the record again for those who work with the child',
  'record.person-named': 'Named somebody who may see the sealed record',
  'record.person-removed': 'Took somebody off the sealed record',
  'record.held': 'Held the record, so that nothing is removed',
  'record.released': 'Ended a hold',
  'adoption.viewed': 'Opened the page of the adoption',
  'adoption.recorded': 'Wrote down the adoption',
  'search.work-seen': 'Looked at who works on the search for a home',
  'search.taken-on': 'Began to work on the search for a home',
  'search.colleague-added': 'Added a colleague to the search for a home',
  'search.left': 'Stopped working on the search for a home',
  'search.closed': 'Closed the search for a home',
  'search.unmet-said': 'Said why no suitable home was found',
  'search.share-previewed': 'Checked what a provider would be shown',
  'search.shared': 'Shared the search for a home with a provider',
  'search.share-ended': 'Ended what a provider was shown',
  'shared.viewed': 'Read what was shared with them about a home that is looked for',
  'pack.form': 'Opened the form of a request for everything held',
  'pack.decided': 'Decided about words of others in a copy of everything held',
  'pack.closed': 'Closed a request for everything held',
  'retention.viewed': 'Saw the name in the list of records that may be removed',
  'break-glass.opened': 'Opened the record in an emergency, with a reason',
  'review.viewed': 'Checked an emergency opening',
  'returns.opened': 'Opened the page of returns',
  'returns.to-put-right': 'Saw the id in the list of what to put right for the return',
  'export.downloaded': 'Took a file for the return, or for another statutory use, with this record in it',
  'return-checks.listed': 'Looked at the list of checks of returns',
  'return-check.form': 'Opened the form that sends a return to be checked',
  'return-check.sent': 'Sent a return to be checked',
  'return-check.viewed': 'Looked at what was found in a return',
  'return-check.table-viewed': 'Looked at what was found in a table of a return',
  'return-check.rule-viewed': 'Looked at the rows that a rule found in a return',
  'return-check.children-listed': 'Looked at the list of children with findings in a return',
  'return-check.child-viewed': 'Looked at all rows of a child in a return',
  'return-check.downloaded': 'Took what was found in a return to a file',
  'return-check.accepted': 'Accepted rows of a return as they stand',
  'return-check.withdrawn': 'Took back that rows of a return are accepted',
};

/** A kind of event in words; kinds that are not in the list say at least that the record was seen. */
export function doneWords(kind: string): string {
  if (kind.endsWith('.refused')) return 'Tried to open the record and was not let in';
  const known = KINDS[kind.replace(/\.not-taken$/, '')];
  if (!known) return 'Saw a part of the record';
  return kind.endsWith('.not-taken') ? `${known} (nothing was saved)` : known;
}

/** The same to the child themself. */
const TO_THE_CHILD: Readonly<Record<Relationship, string>> = {
  self: 'it is your own record',
  named: 'they are named on your record',
  allocated: 'it is their job to work with you',
  team: 'it is their team’s job to work with you',
  search: 'they look for a home for you',
  family: 'they are your parent',
  unallocated: 'you have no social worker yet, and they choose one',
  sibling: 'they work with your brother or sister',
  'break-glass': 'it was an emergency, and they said why',
  pack: 'somebody asked for a copy of your record',
  authority: 'they work for the council that looks after you',
};

/** The same to whoever looked, on their own row. */
const TO_THEMSELVES: Readonly<Record<Relationship, string>> = {
  self: 'it is your own record',
  named: 'you are named on a sealed record',
  allocated: 'the child is allocated to you',
  team: 'the child is your team’s, or a team’s you cover',
  search: 'you work on an open search for the child',
  family: 'you are the child’s parent',
  unallocated: 'no social worker is allocated yet',
  sibling: 'brother or sister of a child you work with',
  'break-glass': 'you opened the record with a reason, for at most four hours',
  pack: 'a request for everything held is open',
  authority: 'the child is in the care of your authority',
};

const WHY = { others: RELATIONSHIPS, child: TO_THE_CHILD, themselves: TO_THEMSELVES } as const;

/**
 * Why they could, from the relationships an event was done through: the strongest, as the list of them is in order. A list
 * or a search names no child in its address, so that no relationship is on record with it.
 * @param kind of the event; what was refused, and what Homeward does itself, has no why
 * @param reader to whom it is said
 */
export function whyWords(kind: string, purpose: string, reader: keyof typeof WHY = 'others'): string {
  const through = purpose.split(' ');
  const strongest = (Object.keys(RELATIONSHIPS) as Relationship[]).find((each) => through.includes(each));
  if (strongest) return startWithCapital(WHY[reader][strongest]);
  return SHOW_MANY.has(kind) ? `It shows only what is open to ${reader === 'themselves' ? 'you' : 'them'}` : '';
}

/** Pages about many children at once. */
const SHOW_MANY: ReadonlySet<string> = new Set([
  ...['children.listed', 'children.downloaded', 'searches.listed', 'searches.waiting'],
  ...['search.results', 'search.ruled-out', 'search.apart', 'search.compared', 'search.home', 'home.viewed'],
]);

function startWithCapital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
