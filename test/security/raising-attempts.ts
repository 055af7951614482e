// data
import type { Role } from '../../src/access/index.ts';

/** Something somebody tries in SQL. `{me}` is their actor, `{also}` another post of the same person. */
export interface Attempt {
  readonly what: string;
  readonly sql: string;
  /** Whose work it is: for them it is carried out, and for nobody else. */
  readonly may?: readonly Role[];
  /** It is meant to open something to whoever does it: written down, with reasons, limits or a review. */
  readonly opens?: true;
}

const by = (columns: string, values: string) => `(organisation_id, ${columns}) values ('north', ${values})`;
const allocation = (child: string, actor: string, byWhom = "'{me}'", relation = 'social worker') =>
  `insert into allocation ${by('id, child_id, actor_id, relation, by', `'x', '${child}', '${actor}', '${relation}', ${byWhom}`)}`;
const cover = (actor: string, team: string, until = "now() + interval '1 day'", byWhom = '{me}') =>
  `insert into team_cover ${by('id, actor_id, team_id, until_at, by', `'x', '${actor}', '${team}', ${until}, '${byWhom}'`)}`;
const named = (child: string, actor: string, byWhom = '{me}') =>
  `insert into record_named ${by('child_id, actor_id, by', `'${child}', '${actor}', '${byWhom}'`)}`;
const worker = (search: string, actor: string, byWhom = '{me}') =>
  `insert into search_worker ${by('search_id, actor_id, by', `'${search}', '${actor}', '${byWhom}'`)}`;
const opening = (
  child: string,
  actor: string,
  at = 'now()',
  until = "now() + interval '1 hour'",
  organisation = 'north',
) =>
  `insert into break_glass (organisation_id, id, child_id, actor_id, reason, at, until_at) values ('${organisation}', 'x', '${child}', '${actor}', 'because of something', ${at}, ${until})`;
const review = (of: string, byWhom = '{me}') =>
  `insert into break_glass_review ${by('break_glass_id, by, outcome, closed', `'bg_${of}', '${byWhom}', 'appropriate', true`)}`;
const link = (
  purpose: string,
  actor: string,
  account: string,
  email: string,
  byWhom = '{me}',
  organisation = "'north'",
) =>
  `insert into sign_in_link (digest, purpose, organisation_id, actor_id, account_id, email, by, expires_at) values ('x', '${purpose}', ${organisation}, ${actor}, ${account}, ${email}, '${byWhom}', now() + interval '1 day')`;
const address = (actor: string, byWhom = '{me}') =>
  `insert into address_named (organisation_id, address_id, actor_id, by) select 'north', a.id, '${actor}', '${byWhom}' from known_addresses a`;
const agreement = (region: string, byWhom = '{me}', at = 'now()') =>
  `insert into sharing_agreement (region_id, id, purpose, fields, from_day, by, at) values ('${region}', 'x', 'p', '{homes}', '2026-01-01', '${byWhom}', ${at})`;
const party = (agreed: string, organisation: string, byWhom = '{me}') =>
  `insert into sharing_party (region_id, agreement_id, organisation_id, by) values ('region', '${agreed}', '${organisation}', '${byWhom}')`;
const carer = (actor: string, byWhom = '{me}') =>
  `insert into home_carer ${by('home_id, actor_id, by', `'h', '${actor}', '${byWhom}'`)}`;
const event = (organisation: string, actor: string) =>
  `insert into event (organisation_id, id, actor, kind, subject) values ('${organisation}', 'x', '${actor}', 'child.viewed', 'own')`;
const request = (organisation: string, child: string, byWhom = '{me}') =>
  `insert into subject_request (organisation_id, id, child_id, asked_on, by) values ('${organisation}', 'x', '${child}', '2026-11-01', '${byWhom}')`;

const GOVERNANCE: readonly Role[] = ['information-governance'];
const ADMINISTRATOR: readonly Role[] = ['administrator'];
const MANAGER: readonly Role[] = ['manager'];
/** Roles that open a record in need; each opening is for four hours, with a reason, and is looked into (access-rules.ts). */
const IN_NEED: readonly Role[] = [
  'social-worker',
  'family-help-lead',
  'home-finder',
  'iro',
  'manager',
  'supervising-social-worker',
];

export const ATTEMPTS: readonly Attempt[] = [
  // Who one is.
  ...[
    "role = 'director'",
    'account_id = null',
    "account_id = 'ola'",
    "team_id = 't_other'",
    "organisation_id = 'south'",
    "id = 'ola2'",
  ].map((set) => ({ what: `change one's post: ${set}`, sql: `update actor set ${set} where id = '{me}'` })),
  {
    what: 'take over a post that nobody has',
    sql: `update actor set account_id = (select app.my_account()) where id = 'mate'`,
  },
  {
    what: 'add a post that is one’s own',
    sql: `insert into actor ${by('id, name, role, account_id', `'x', 'X', 'director', '{me}'`)}`,
  },
  { what: 'add a post', sql: `insert into actor ${by('id, name, role', `'x', 'X', 'director'`)}`, may: ADMINISTRATOR },
  {
    what: 'add a post elsewhere',
    sql: `insert into actor (organisation_id, id, name, role) values ('south', 'x', 'X', 'director')`,
  },
  { what: 'end the end of a post', sql: 'delete from post_ended' },
  { what: 'end a post', sql: `insert into post_ended ${by('actor_id, by', `'mate', '{me}'`)}`, may: ADMINISTRATOR },
  { what: 'end a post in another’s name', sql: `insert into post_ended ${by('actor_id, by', `'mate', 'ola'`)}` },
  { what: 'add a team', sql: `insert into team ${by('id, name', `'x', 'X'`)}`, may: ADMINISTRATOR },
  { what: 'rename a team', sql: `update team set id = 't_own' where id = 't_other'` },
  // How one comes in.
  {
    what: 'make an account',
    sql: `insert into account (id, name, email, by) values ('x', 'X', 'x@x.example', '{me}')`,
  },
  { what: 'change an account', sql: `update account set made_up = true` },
  { what: 'open a closed account', sql: 'delete from account_closed' },
  { what: 'set a password', sql: `insert into account_password (account_id, hash) values ('ola', 'x')` },
  { what: 'set a second step', sql: `update account_totp set secret = 'x'` },
  {
    what: 'be known by another’s name at the provider',
    sql: `insert into account_oidc (issuer, subject, account_id, by) values ('x', 'x', 'ola', '{me}')`,
  },
  { what: 'take over a session', sql: `update session set actor_id = '{me}'` },
  { what: 'stay for longer', sql: `update session set ends_at = '2040-01-01', idle = '10 years'` },
  { what: 'open an ended session', sql: 'delete from session_ended' },
  {
    what: 'end a session of somebody',
    sql: `insert into session_ended (session_id, by, why) values ('session_ola', '{me}', 'ended by an administrator')`,
    may: ADMINISTRATOR,
  },
  {
    what: 'end a session in another’s name',
    sql: `insert into session_ended (session_id, by, why) values ('session_ola', 'ola', 'signed out')`,
  },
  { what: 'invite somebody', sql: link('invitation', "'mate'", 'null', "'x@x.example'"), may: ADMINISTRATOR },
  { what: 'invite oneself', sql: link('invitation', "'mate'", 'null', "'{ME}@NORTH.example'") },
  { what: 'invite to one’s own post', sql: link('invitation', "'{me}'", 'null', "'x@x.example'") },
  { what: 'invite to a post somebody has', sql: link('invitation', "'ola'", 'null', "'x@x.example'") },
  {
    what: 'invite to another organisation',
    sql: link('invitation', "'sue'", 'null', "'x@x.example'", '{me}', "'south'"),
  },
  { what: 'invite in another’s name', sql: link('invitation', "'mate'", 'null', "'x@x.example'", 'ola') },
  { what: 'a link for one’s own password', sql: link('reset', 'null', "'{me}'", 'null', '{me}', 'null') },
  {
    what: 'the link of a first administrator',
    sql: link('first administrator', 'null', 'null', 'null', '{me}', 'null'),
  },
  // Teams and children.
  { what: 'cover for a team oneself', sql: cover('{me}', 't_other') },
  { what: 'cover for one’s own team oneself', sql: cover('{me}', 't_own') },
  { what: 'cover in another post of one’s own', sql: cover('{also}', 't_own') },
  { what: 'arrange cover', sql: cover('mate', 't_own'), may: MANAGER },
  { what: 'arrange cover of another’s team', sql: cover('mate', 't_other') },
  { what: 'arrange cover for years', sql: cover('mate', 't_own', "now() + interval '5 years'") },
  { what: 'arrange cover in another’s name', sql: cover('mate', 't_own', "now() + interval '1 day'", 'ola') },
  { what: 'prolong cover', sql: `update team_cover set until_at = '2040-01-01'` },
  { what: 'take back the end of cover', sql: 'delete from team_cover_ended' },
  { what: 'end cover in another’s name', sql: `insert into team_cover_ended ${by('cover_id, by', `'x', 'ola'`)}` },
  { what: 'be allocated somebody else’s child', sql: allocation('other', '{me}') },
  { what: 'be allocated one’s own child once more', sql: allocation('own', '{me}') },
  { what: 'be allocated a child in another post of one’s own', sql: allocation('own', '{also}') },
  { what: 'be the child', sql: allocation('other', '{me}', "'{me}'", 'self') },
  { what: 'allocate a child', sql: allocation('own', 'mate'), may: MANAGER },
  { what: 'allocate somebody else’s child', sql: allocation('other', 'mate') },
  { what: 'allocate a sealed child', sql: allocation('sealed', 'mate') },
  { what: 'allocate in another’s name', sql: allocation('own', 'mate', "'ola'") },
  { what: 'rewrite an allocation', sql: `update allocation set actor_id = '{me}'` },
  { what: 'remove an allocation', sql: 'delete from allocation' },
  { what: 'take back the end of an allocation', sql: 'delete from allocation_ended' },
  {
    what: 'end somebody else’s allocation',
    sql: `insert into allocation_ended ${by('allocation_id, by', `'al_other_ola', '{me}'`)}`,
  },
  {
    what: 'end an allocation in another’s name',
    sql: `insert into allocation_ended ${by('allocation_id, by', `'al_own_w_advocate', 'ola'`)}`,
  },
  // Brothers and sisters of one's children are open by name: so nobody says of a child they do not know that it is one.
  ...['other', 'sealed', 'adopted'].map((id) => ({
    what: `say that the ${id} child is a brother or sister`,
    // Those who may change any child's record that is not sealed.
    ...(id === 'other' ? { may: ['out-of-hours-worker', 'data-officer'] as const } : {}),
    sql: `insert into brother_or_sister ${by('child_id, other_child_id', `'own', '${id}'`)}`,
  })),
  {
    what: 'say it the other way round',
    sql: `insert into brother_or_sister ${by('child_id, other_child_id', `'other', 'own'`)}`,
    may: ['out-of-hours-worker', 'data-officer'],
  },
  { what: 'move a child here', sql: `update child set organisation_id = 'south' where id = 'own'` },
  {
    what: 'put one’s profile under another child',
    sql: `update profile set child_id = 'other', number = 9 where child_id = 'own'`,
    may: ['out-of-hours-worker'],
  },
  {
    what: 'give one’s child’s identity away',
    sql: `update child_identity set child_id = 'sealed' where child_id = 'own'`,
  },
  {
    what: 'write a child down elsewhere',
    sql: `insert into child (organisation_id, id, sex) values ('south', 'x', 'female')`,
  },
  // Searches and what is shared of them.
  { what: 'take a search on', sql: worker('s_other', '{me}'), may: ['home-finder'], opens: true },
  { what: 'take a search on in another post of one’s own', sql: worker('s_other', '{also}') },
  { what: 'take a search on in another’s name', sql: worker('s_other', '{me}', 'ola') },
  { what: 'take on a search with a sealed record', sql: worker('s_sealed', '{me}') },
  { what: 'take on a closed search', sql: worker('s_closed', '{me}') },
  { what: 'put somebody on a search one does not know', sql: worker('s_other', 'mate') },
  { what: 'rewrite who works on a search', sql: `update search_worker set actor_id = '{me}'` },
  {
    what: 'ask for a home for somebody else’s child',
    sql: `insert into search_child ${by('search_id, child_id, profile_id', `'s_own', 'other', 'p_other'`)}`,
  },
  {
    what: 'ask for a home for a sealed child',
    sql: `insert into search_child ${by('search_id, child_id, profile_id', `'s_own', 'sealed', 'p_sealed'`)}`,
  },
  {
    what: 'ask in another’s name',
    sql: `insert into search ${by('id, needed_by, asked_by', `'x', '2027-01-01', 'ola'`)}`,
  },
  { what: 'open a closed search', sql: 'delete from search_closed' },
  {
    what: 'close in another’s name',
    sql: `insert into search_closed ${by('search_id, by, why', `'s_own', 'ola', 'home found'`)}`,
  },
  {
    what: 'share somebody else’s search',
    sql: `insert into disclosure ${by('id, search_id, provider_id, by', `'x', 's_sealed', 'north', '{me}'`)}`,
  },
  {
    what: 'share in another’s name',
    sql: `insert into disclosure ${by('id, search_id, provider_id, by', `'x', 's_own', 'north', 'ola'`)}`,
  },
  {
    what: 'share a search on',
    sql: `insert into disclosure_stage ${by('disclosure_id, stage, by', `'x', 'identified', '{me}'`)}`,
  },
  { what: 'take back the end of a share', sql: 'delete from disclosure_ended' },
  {
    what: 'end a share in another’s name',
    sql: `insert into disclosure_ended ${by('disclosure_id, by', `'x', 'ola'`)}`,
  },
  // Sealed records.
  { what: 'be named on a sealed record', sql: named('sealed', '{me}') },
  { what: 'be named in another post of one’s own', sql: named('sealed', '{also}') },
  { what: 'name somebody', sql: named('sealed', 'mate'), may: GOVERNANCE },
  { what: 'name in another’s name', sql: named('sealed', 'mate', 'ola') },
  { what: 'be named on an adoption’s record', sql: named('adopted', '{me}') },
  { what: 'name somebody on an adoption’s record', sql: named('adopted', 'mate_adoption') },
  {
    what: 'unseal',
    sql: `insert into record_unsealed ${by('child_id, by, reason', `'sealed', '{me}', 'not needed'`)}`,
    may: GOVERNANCE,
    opens: true,
  },
  {
    what: 'unseal an adoption’s record',
    sql: `insert into record_unsealed ${by('child_id, by, reason', `'adopted', '{me}', 'not needed'`)}`,
  },
  {
    what: 'unseal in another’s name',
    sql: `insert into record_unsealed ${by('child_id, by, reason', `'sealed', 'ola', 'not needed'`)}`,
  },
  { what: 'remove a seal', sql: 'delete from record_sealed' },
  { what: 'make an adoption’s seal another', sql: `update record_sealed set why = 'other'` },
  {
    what: 'seal',
    sql: `insert into record_sealed ${by('child_id, by, why', `'other', '{me}', 'other'`)}`,
    may: GOVERNANCE,
  },
  {
    what: 'seal in another’s name',
    sql: `insert into record_sealed ${by('child_id, by, why', `'other', 'ola', 'other'`)}`,
  },
  {
    what: 'seal as an adoption',
    sql: `insert into record_sealed ${by('child_id, by, why', `'other', '{me}', 'adoption'`)}`,
  },
  {
    what: 'take a name off in another’s name',
    sql: `insert into record_named_ended ${by('child_id, actor_id, by', `'sealed', 'ola', 'mate'`)}`,
  },
  {
    what: 'read what an adoption parts',
    sql: `insert into adoption_link ${by('before_child_id, after_child_id, ordered_on, by', `'adopted', 'own', '2026-01-01', '{me}'`)}`,
  },
  {
    what: 'record an adoption of somebody else’s child',
    sql: `select app.record_adoption('other', 'own', '2026-01-01', 'adopted')`,
  },
  { what: 'have the record of events checked', sql: 'select app.ask_audit_check()', may: GOVERNANCE },
  // In need.
  { what: 'open a record in need', sql: opening('other', '{me}'), may: IN_NEED, opens: true },
  { what: 'open a record for somebody else', sql: opening('other', 'mate') },
  { what: 'open a record for another post of one’s own', sql: opening('other', '{also}') },
  { what: 'open a sealed record', sql: opening('sealed', '{me}') },
  { what: 'open a record elsewhere', sql: opening('southern', '{me}', 'now()', "now() + interval '1 hour'", 'south') },
  {
    what: 'open a record for tomorrow',
    sql: opening('other', '{me}', "now() + interval '1 day'", "now() + interval '27 hours'"),
  },
  { what: 'open a record for five hours', sql: opening('other', '{me}', 'now()', "now() + interval '5 hours'") },
  { what: 'keep it open', sql: `update break_glass set until_at = '2040-01-01'` },
  { what: 'remove the trace', sql: 'delete from break_glass' },
  { what: 'look into an opening', sql: review('mate'), may: GOVERNANCE },
  { what: 'look into one’s own opening', sql: review('{also}') },
  { what: 'look into an opening in another’s name', sql: review('mate', 'ola') },
  { what: 'take back a review', sql: 'delete from break_glass_review' },
  // Hidden addresses.
  { what: 'be named on a hidden address', sql: address('{me}') },
  { what: 'name a mate on it', sql: address('mate') },
  { what: 'be named in another post', sql: address('{also}') },
  { what: 'name in the name of who knows it', sql: address('{me}', 'ola') },
  {
    what: 'hide a hidden address once more',
    sql: `insert into address_hidden ${by('child_id, why, by', `'other', 'police', '{me}'`)}`,
  },
  {
    what: 'hide in another’s name',
    sql: `insert into address_hidden ${by('child_id, why, by', `'own', 'police', 'ola'`)}`,
  },
  {
    what: 'bring a hidden address back',
    sql: `insert into address_hidden_ended ${by('hidden_id, by, reason', `'hidden', '{me}', 'because'`)}`,
  },
  {
    what: 'hide it from who knows it',
    sql: `insert into address_hidden_from ${by('hidden_id, actor_id', `'hidden', 'ola'`)}`,
  },
  {
    what: 'take a name off an address',
    sql: `insert into address_named_ended (organisation_id, address_id, actor_id, by) select 'north', a.id, 'ola', '{me}' from known_addresses a`,
  },
  { what: 'read or write a hidden address', sql: `update confidential_address set line = 'x'` },
  {
    // Carried out, and written back at once by the trigger: nothing becomes visible by it.
    what: 'uncover a hidden address',
    sql: `update child_address set confidential = false where child_id = 'other'`,
    may: ['out-of-hours-worker'],
  },
  // Homes and regions.
  { what: 'be a home’s carer', sql: carer('{me}') },
  {
    what: 'name a carer',
    sql: carer('mate_carer'),
    may: ['registered-manager', 'provider', 'supervising-social-worker', 'manager'],
  },
  { what: 'name a carer in another’s name', sql: carer('mate_carer', 'ola') },
  { what: 'name somebody a carer who is none', sql: carer('mate') },
  {
    what: 'take a carer off in another’s name',
    sql: `insert into home_carer_ended ${by('home_id, actor_id, by', `'h', 'mate_carer', 'ola'`)}`,
  },
  { what: 'write an agreement down', sql: agreement('region'), may: GOVERNANCE },
  { what: 'write an agreement of another region', sql: agreement('elsewhere') },
  { what: 'write an agreement in another’s name', sql: agreement('region', 'wes') },
  { what: 'write an agreement of another day', sql: agreement('region', '{me}', "now() - interval '1 day'") },
  { what: 'sign for another organisation', sql: party('g', 'south') },
  { what: 'sign what one was not asked to', sql: party('g', 'north') },
  {
    what: 'have oneself asked',
    sql: `insert into sharing_asked (region_id, agreement_id, organisation_id) values ('region', 'g', 'north')`,
  },
  {
    what: 'ask others into another’s agreement',
    sql: `insert into sharing_asked (region_id, agreement_id, organisation_id) values ('region', 'g', 'west')`,
  },
  {
    what: 'widen an agreement',
    sql: `update sharing_agreement set fields = '{homes,households}', to_day = null`,
  },
  {
    what: 'end an agreement one is no part of',
    sql: `insert into sharing_agreement_ended (region_id, agreement_id, organisation_id, by) values ('region', 'g', 'north', '{me}')`,
  },
  { what: 'take back the end of an agreement', sql: 'delete from sharing_agreement_ended' },
  {
    what: 'join a region',
    sql: `insert into region_member (region_id, organisation_id) values ('elsewhere', 'north')`,
  },
  // Requests, the rules themselves, and the record of events.
  { what: 'write down a request for everything held', sql: request('north', 'other'), may: GOVERNANCE, opens: true },
  { what: 'a request in another’s name', sql: request('north', 'other', 'ola') },
  { what: 'a request elsewhere', sql: request('south', 'southern') },
  { what: 'open a closed request', sql: 'delete from subject_request_closed' },
  {
    what: 'close a request in another’s name',
    sql: `insert into subject_request_closed ${by('request_id, by', `'x', 'ola'`)}`,
  },
  {
    what: 'add a rule',
    sql: `insert into access_rule (role, through, class, may) values ('social-worker', 'authority', 'identity', 'write')`,
  },
  { what: 'widen a rule', sql: `update access_rule set may = 'write'` },
  { what: 'tell providers more', sql: `update disclosed_field set stage = 'summary'` },
  { what: 'change a setting', sql: `insert into setting (name, value) values ('cookie key', '"x"')` },
  { what: 'read the settings', sql: `update setting set value = '"x"'` },
  { what: 'do something in another’s name', sql: event('north', 'ola') },
  { what: 'do something elsewhere', sql: event('south', '{me}') },
  { what: 'change what was done', sql: `update event set actor = 'ola'` },
  { what: 'remove what was done', sql: 'delete from event' },
];
