import type { Canary } from './canaries-words.ts';

/*
 * Who may be told what, by column. Written by hand from the law, from what a sharing agreement says of its fields, and
 * from the stages of sharing; whatever is not here is a leak.
 */

/** The agreement says “Homes, their rooms, skills and fees …: never an address” (region/agreement.ts, `homes`). */
export const HOMES_OF_A_REGION: Readonly<Record<string, string>> = {
  'home.id': 'the address of a home’s page',
  'home.name': 'which home it is',
  'home.area': 'the town, which says how far away it is',
  'home.about': 'what the home says of itself to those who look for one',
  'home.urn': 'Ofsted’s public number of it',
  'home.languages': 'a skill: what is spoken there',
  'home.interests': 'what one can do there',
  'registration.terms': 'for whom it is registered',
  'room.name': 'its rooms',
  'home_skill.evidence': 'on what its skills stand',
};

/** A child of one’s own lives in the agency’s home: that it is one and the same belongs to their care (class `care`). */
const WHERE_OURS_LIVE = ['home.id'];

/** Every member of a region reads what the region’s agreements say and how they were signed. */
const AGREEMENTS = ['sharing_agreement.id', 'sharing_agreement.purpose', 'sharing_agreement.signed_words'];

/** What the stage “identified” tells an agency (searches/disclosure-stages.ts), and the address of the page it is told on. */
export const IDENTIFIED: readonly string[] = [
  'disclosure.id',
  'child_identity.given_name',
  'child_identity.born',
  ...['about_me', 'words_by', 'why_no_words', 'live_with', 'interests', 'languages', 'culture_words'].map(
    (column) => `profile.${column}`,
  ),
  'profile.other_risk_to_child',
  'profile.other_risk_to_others',
  ...['going_well', 'what_helps', 'own_words', 'not_known', 'said_by'].map((column) => `profile_domain.${column}`),
];

/** Ages, sex, the day and the authority’s name are no canaries: of the stage “summary” only the page has an address. */
const SUMMARY = ['disclosure.id'];

/** Those who run a home, and its carers, know the first names of the children who live in it. */
const LIVES_HERE = ['child_identity.given_name'];
const KNOWS_WHO_LIVES_HERE = ['registered-manager', 'supervising-social-worker', 'foster-carer'];

/** Staff of an authority who look for homes, for children of theirs or for the budget. */
const LOOKS_ACROSS_REGION = [
  'social-worker',
  'out-of-hours-worker',
  'home-finder',
  'manager',
  'nominated-officer',
  'director',
  'iro',
  'family-help-lead',
  'adoption-worker',
  'commissioner',
  'supervising-social-worker',
  'regional-analyst',
];

/** Reads the care of children of the authority, and not homes across the region. */
const READS_CARE = ['data-officer'];

/** Whether somebody of a role in an organisation may be told a canary of another organisation, or of their own. */
export function mayBeTold(organisation: string, role: string, canary: Canary): boolean {
  const [owner = ''] = canary.owner.split(' ');
  const column = `${canary.table}.${canary.column}`;
  if (owner === 'region') return AGREEMENTS.includes(column);
  if (organisation === 'acorn') return owner === 'acorn' || toldToAgency(role, canary.owner, column);
  if (owner === organisation) return toldAtHome(role, canary);
  if (canary.owner === 'south closed' || canary.owner === 'north closed' || canary.owner === 'south later')
    return false;
  if (owner === 'acorn' && READS_CARE.includes(role) && WHERE_OURS_LIVE.includes(column)) return true;
  return LOOKS_ACROSS_REGION.includes(role) && column in HOMES_OF_A_REGION;
}

/** Read, and never shown: what the engine works with (docs/decisions/0005), of which whole miles and ages leave the room. */
export const FOR_THE_ENGINE: Readonly<Record<string, string>> = {
  'home_address.lat': 'how far away it is',
  'home_address.long': 'how far away it is',
  'home_address.authority_code': 'whether it is in the authority',
  'room.id': 'which rooms are free together',
  'child.id': 'whether a brother or sister lives there, or somebody they know',
  'child_identity.born': 'how old who lives there is',
  'household_member.born': 'how old who lives there is',
};

function toldToAgency(role: string, owner: string, column: string): boolean {
  const carer = role === 'foster-carer';
  // A search that was asked of the agency as a whole is not shown to its foster carers.
  if (owner === 'north') return !carer && IDENTIFIED.includes(column);
  if (owner === 'south') return !carer && SUMMARY.includes(column);
  if (owner.endsWith('in acorn'))
    return (!carer && SUMMARY.includes(column)) || (KNOWS_WHO_LIVES_HERE.includes(role) && LIVES_HERE.includes(column));
  return false;
}

/** Tables of a child’s record, of whatever class. */
export const RECORD =
  /^(agreed_price|child|child_(?!listed).*|profile.*|episode|uasc|mother|review|oc2|oc3|ad1|placed_adoption|prev_perm|missing|sw_episode|dolo|placement.*|allocation.*|search|search_child|search_worker.*|search_closed|search_unmet|disclosure.*|correction.*|record_.*|break_glass.*|subject_request.*|pack_words|brother_or_sister|adoption_link|address_.*|confidential_address)$/;

/** Without a relationship to any child, by their role (docs/security.md). */
const NO_RECORD = ['administrator', 'reform-lead', 'commissioner'];

/** In North all the cells of the matrix have a test of their own; here those who must see least. */
function toldAtHome(role: string, { owner, table, column }: Canary): boolean {
  // Whoever buys homes knows a stay by its reference, and not whose it is.
  if (role === 'commissioner' && `${table}.${column}` === 'placement.id') return true;
  if (NO_RECORD.includes(role)) return !RECORD.test(table);
  // Of brothers and sisters and whoever lives in the home the first name; otherwise one’s own.
  if (['child', 'parent', 'partner', 'advocate'].includes(role))
    return owner === 'north' || !RECORD.test(table) || `${table}.${column}` === 'child_identity.given_name';
  if (role === 'foster-carer') return !RECORD.test(table) || `${table}.${column}` === 'child_identity.given_name';
  return true;
}
