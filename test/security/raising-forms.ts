// data
import type { Role } from '../../src/access/index.ts';

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/**
 * A form somebody sends to come to see or do more; `{me}` is their actor, `{also}` another post of theirs, `{address}` the
 * address of another child that is hidden from them.
 */
export interface RaisingForm {
  readonly what: string;
  readonly path: string;
  readonly fields: Fields;
  /** For them it is their work, and opens nothing to themselves that they did not have; they are left out. */
  readonly theirs?: readonly Role[];
  /** Whoever reads the page is answered as if it were done, and it is not. */
  readonly ignored?: true;
}

const until = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10).split('-');
const day = (name: string) => ({
  [`${name}-day`]: until[2] ?? '',
  [`${name}-month`]: until[1] ?? '',
  [`${name}-year`]: until[0] ?? '',
});

/** What nobody was asked for: every column by which rows say who somebody is and what they may, as code and as SQL spell it. */
export function smuggled(me: string, also: string): Fields {
  const values: Readonly<Record<string, string>> = {
    ...{ id: also, actor: me, actorId: me, actor_id: me, account: me, accountId: me, account_id: me, post: also },
    ...{
      organisation: 'south',
      organisationId: 'south',
      organisation_id: 'south',
      region_id: 'elsewhere',
      regionId: 'elsewhere',
    },
    ...{ by: 'ola', teamId: 't_other', team_id: 't_other', childId: 'other', child_id: 'other', searchId: 's_other' },
    ...{
      search_id: 's_other',
      home_id: 'h',
      homeId: 'h',
      agreement_id: 'g',
      session_id: 'session_ola',
      from_at: '2020-01-01',
    },
    ...{ until_at: '2099-01-01', at: '2020-01-01', made_up: 'true', method: 'demo', isAdmin: 'true', admin: 'true' },
    ...{ '__proto__[role]': 'administrator', 'constructor[prototype][role]': 'administrator', permission: 'public' },
    ...{ _method: 'DELETE', childid: 'other', CHILD_ID: 'other', 'role[]': 'administrator' },
  };
  return values;
}

const POST = { name: 'Somebody New', team: 't_own' };
const WORKS_OF = [
  'social worker',
  'independent reviewing officer',
  'advocate',
  'parent',
  'self',
  'added',
  'adoption worker',
];
const FINDER: readonly Role[] = ['home-finder'];

/** With one's own id in each place where a form asks for a person, or for a child, a search or an agreement of others. */
export const FORMS: readonly RaisingForm[] = [
  // Roles and posts.
  ...['administrator', 'director', 'information-governance', 'social-worker'].map((role) => ({
    what: `take a post as ${role}`,
    path: '/people-and-posts/new',
    fields: { ...POST, email: '{me}@north.example', role },
  })),
  {
    what: 'take a post by an address of the same mailbox',
    path: '/people-and-posts/new',
    fields: { ...POST, email: '{ME}+x@North.example', role: 'director' },
  },
  {
    what: 'add a role that is none',
    path: '/people-and-posts/new',
    fields: { ...POST, email: 'n@north.example', role: 'root' },
  },
  {
    what: 'add a post in a team elsewhere',
    path: '/people-and-posts/new',
    fields: { ...POST, email: 'n@north.example', role: 'manager', team: 't_south' },
  },
  {
    what: 'be invited to a free post',
    path: '/people-and-posts/mate/invitation',
    fields: { email: '{me}@north.example' },
  },
  {
    what: 'be invited to a post again',
    path: '/people-and-posts/{also}/invitation',
    fields: { email: 'n@north.example' },
  },
  { what: 'invite elsewhere', path: '/people-and-posts/sue/invitation', fields: { email: 'n@south.example' } },
  { what: 'end a post of one’s own', path: '/people-and-posts/{me}/end', fields: { reason: 'because' } },
  { what: 'end another post of one’s own', path: '/people-and-posts/{also}/end', fields: { reason: 'because' } },
  { what: 'end a post elsewhere', path: '/people-and-posts/sue/end', fields: { reason: 'because' } },
  { what: 'have a password link of one’s own', path: '/people-and-posts/{me}/password', fields: {} },
  { what: 'have a password link elsewhere', path: '/people-and-posts/sue/password', fields: {} },
  { what: 'sign somebody out', path: '/people-and-posts/ola/sessions/end', fields: {}, theirs: ['administrator'] },
  { what: 'sign somebody out elsewhere', path: '/people-and-posts/sue/sessions/end', fields: {} },
  { what: 'make a team', path: '/people-and-posts/teams', fields: { name: 'Mine' }, theirs: ['administrator'] },
  ...['ola', 'mate', 'sue', 'sue_governance', 'w_nobody'].map((post) => ({
    what: `work in the post of ${post}`,
    path: '/account/post',
    fields: { post, next: '/' },
  })),
  // Allocations.
  ...WORKS_OF.flatMap((work) =>
    ['own', 'other', 'sealed', 'southern'].map((child) => ({
      what: `be ${work} of ${child}`,
      path: `/children/${child}/people`,
      fields: { who: `${work}/{me}` },
    })),
  ),
  { what: 'be social worker in another post', path: '/children/own/people', fields: { who: 'social worker/{also}' } },
  {
    what: 'be social worker of another’s, in another post',
    path: '/children/other/people',
    fields: { who: 'social worker/{also}' },
  },
  {
    what: 'end another’s work',
    path: '/children/other/people',
    fields: { action: 'end', allocation: 'al_other_ola' },
  },
  {
    what: 'end another’s work through a child of one’s own',
    path: '/children/own/people',
    fields: { action: 'end', allocation: 'al_other_ola' },
  },
  // Teams.
  ...[
    ['{me}', 't_own'],
    ['{me}', 't_other'],
    ['{also}', 't_own'],
    ['mate', 't_other'],
    ['sue', 't_own'],
  ].map(([person = '', team = '']) => ({
    what: `have ${person} stand in for ${team}`,
    path: '/team',
    fields: { person, team, ...day('until') },
  })),
  // Sharing agreements.
  { what: 'sign what one was not asked for', path: '/region/agreements/region/g/sign', fields: {} },
  { what: 'end what others agreed', path: '/region/agreements/region/g/end', fields: { why: 'because' } },
  { what: 'sign elsewhere', path: '/region/agreements/elsewhere/g/sign', fields: {} },
  {
    what: 'agree in a region of others',
    path: '/region/agreements',
    fields: { region: 'elsewhere', purpose: 'p', fields: ['homes'], parties: ['south'], ...day('from') },
  },
  {
    what: 'agree with oneself',
    path: '/region/agreements',
    fields: { region: 'region', purpose: 'p', fields: ['homes'], parties: ['north'], ...day('from') },
  },
  // Homes, searches, sealed records and hidden addresses: who is named on them.
  { what: 'be a carer of a home', path: '/homes/north/h/carers', fields: { carer: '{me}' } },
  { what: 'be a carer in another post', path: '/homes/north/h/carers', fields: { carer: '{also}' } },
  { what: 'be no carer any more', path: '/homes/north/h/carers/remove', fields: { carer: '{me}' } },
  { what: 'work on another’s search', path: '/searches/s_other/work', fields: {}, theirs: FINDER },
  { what: 'work on a closed search', path: '/searches/s_closed/work', fields: {} },
  { what: 'work on a search elsewhere', path: '/searches/s_southern/work', fields: {} },
  { what: 'be a colleague on a search', path: '/searches/s_other/work/colleague', fields: { colleague: '{me}' } },
  { what: 'be a colleague in another post', path: '/searches/s_other/work/colleague', fields: { colleague: '{also}' } },
  { what: 'be named on a sealed record', path: '/sealed/sealed/people', fields: { person: '{me}' } },
  { what: 'be named in another post', path: '/sealed/sealed/people', fields: { person: '{also}' } },
  {
    what: 'take somebody off a sealed record',
    path: '/sealed/sealed/people/remove',
    fields: { person: 'ola' },
    theirs: ['information-governance'],
  },
  {
    what: 'be shown an address that has lost its people',
    path: '/sealed/addresses/{address}/people',
    fields: { person: '{me}' },
  },
  { what: 'be shown the address of a home', path: '/homes/north/h/address/people', fields: { person: '{me}' } },
  {
    what: 'take somebody off the address of a home',
    path: '/homes/north/h/address/people/remove',
    fields: { person: 'ola' },
  },
  {
    what: 'stop another’s work on a search',
    path: '/searches/s_other/work/stop',
    fields: { actor: 'mate_finder' },
    ignored: true,
  },
  { what: 'be named on what an adoption sealed', path: '/sealed/adopted/people', fields: { person: '{me}' } },
  { what: 'open what an adoption sealed', path: '/sealed/adopted/unseal', fields: { reason: 'because of it' } },
  { what: 'seal to oneself', path: '/children/other/seal', fields: { why: 'other', person: '{me}' } },
  { what: 'be shown a hidden address', path: '/children/other/address/people', fields: { person: '{me}' } },
  {
    what: 'take somebody off a hidden address',
    path: '/children/other/address/people/remove',
    fields: { person: 'ola' },
  },
  {
    what: 'show a hidden address',
    path: '/children/other/address/end',
    fields: { hiding: 'hidden', reason: 'because' },
  },
  {
    what: 'record an adoption of another’s child',
    path: '/children/other/adoption',
    fields: { givenName: 'A', as: 'E11' },
  },
  {
    what: 'review an opening of one’s own',
    path: '/emergency/reviews/bg_{also}',
    fields: { outcome: 'appropriate', note: 'fine' },
  },
];

/** What is somebody's work, sent by them with smuggled fields: the rows that must come of it, and no others. */
export interface HonestForm {
  readonly who: Role;
  readonly path: string;
  readonly fields: Fields;
  /** Every table that changes, with what its new row must say; `{me}` as above. */
  readonly makes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export const HONEST: readonly HonestForm[] = [
  {
    who: 'administrator',
    path: '/people-and-posts/new',
    fields: { ...POST, email: 'new@north.example', role: 'social-worker' },
    makes: {
      actor: {
        organisation_id: 'north',
        role: 'social-worker',
        team_id: 't_own',
        account_id: null,
        name: 'Somebody New',
      },
      sign_in_link: {
        organisation_id: 'north',
        purpose: 'invitation',
        account_id: null,
        by: '{me}',
        email: 'new@north.example',
      },
    },
  },
  {
    who: 'administrator',
    path: '/people-and-posts/teams',
    fields: { name: 'New team' },
    makes: { team: { organisation_id: 'north', name: 'New team' } },
  },
  {
    who: 'administrator',
    path: '/people-and-posts/mate/end',
    fields: { reason: 'has left' },
    makes: { post_ended: { organisation_id: 'north', actor_id: 'mate', by: '{me}', reason: 'has left' } },
  },
  {
    who: 'manager',
    path: '/children/own/people',
    fields: { who: 'social worker/ola' },
    makes: {
      allocation: { organisation_id: 'north', child_id: 'own', actor_id: 'ola', relation: 'social worker', by: '{me}' },
    },
  },
  {
    who: 'manager',
    path: '/team',
    fields: { person: 'ola', team: 't_own', ...day('until') },
    makes: { team_cover: { organisation_id: 'north', actor_id: 'ola', team_id: 't_own', by: '{me}' } },
  },
  {
    who: 'information-governance',
    path: '/region/agreements',
    fields: { region: 'region', purpose: 'p', fields: ['homes'], parties: ['west'], ...day('from') },
    makes: {
      sharing_agreement: {
        region_id: 'region',
        fields: ['homes'],
        from_day: until.join('-'),
        to_day: null,
        by: '{me}',
      },
      sharing_asked: { region_id: 'region', organisation_id: 'west' },
      sharing_party: { region_id: 'region', organisation_id: 'north', by: '{me}' },
    },
  },
  {
    who: 'information-governance',
    path: '/sealed/sealed/people',
    fields: { person: 'w_iro' },
    makes: { record_named: { organisation_id: 'north', child_id: 'sealed', actor_id: 'w_iro', by: '{me}' } },
  },
  {
    who: 'home-finder',
    path: '/searches/s_own/work/colleague',
    fields: { colleague: 'mate_finder' },
    makes: { search_worker: { organisation_id: 'north', search_id: 's_own', actor_id: 'mate_finder', by: '{me}' } },
  },
  {
    who: 'supervising-social-worker',
    path: '/homes/north/h/carers',
    fields: { carer: 'mate_carer' },
    makes: { home_carer: { organisation_id: 'north', home_id: 'h', actor_id: 'mate_carer', by: '{me}' } },
  },
];
