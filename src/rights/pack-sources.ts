// data
import { type Sql, sql } from '../db/index.ts';
import { RETURN_SOURCES } from './pack-return-sources.ts';

/**
 * How a column is shown: as it is, typed by people (may speak of somebody else), the name of an actor, a child's name, what
 * was done in words, the name of an organisation, or how much of a search a provider is told.
 */
export type Shown = 'as-is' | 'free' | 'actor' | 'child' | 'event' | 'organisation' | 'stage';

/** One table that holds something about a child, and what of it goes into a pack, in plain words. */
export interface PackSource {
  readonly table: string;
  readonly heading: string;
  /** Rows of `t` that are about the child. */
  readonly about: (childId: string) => Sql<unknown>;
  readonly order: string;
  readonly columns: Readonly<Record<string, readonly [label: string, shown?: Shown]>>;
  /** What a row says only together with the one it belongs to, such as whose work it was that ended. */
  readonly joined?: Readonly<Record<string, readonly [label: string, shown: Shown, of: Sql<unknown>]>>;
  /** Columns that stay out: they say nothing about the person. */
  readonly leaves: readonly string[];
}

const byChild = (childId: string) => sql`t.child_id = ${childId}`;
const within =
  (parent: string, key: string, link = 'id') =>
  (childId: string) =>
    sql`exists (select from ${sql.table(parent)} p where p.organisation_id = t.organisation_id and p.${sql.ref(link)} = t.${sql.ref(key)} and p.child_id = ${childId})`;
const ofSearch = (childId: string) =>
  sql`exists (select from search_child p where p.organisation_id = t.organisation_id and p.search_id = t.${sql.ref('search_id')} and p.child_id = ${childId})`;

const ofDisclosure = (childId: string) =>
  sql`exists (select from disclosure d join search_child p on p.organisation_id = d.organisation_id and p.search_id = d.search_id
    where d.organisation_id = t.organisation_id and d.id = t.disclosure_id and p.child_id = ${childId})`;
/** A column of the row that `t` belongs to. */
const ofParent = (parent: string, key: string, column: string) =>
  sql`(select p.${sql.ref(column)} from ${sql.table(parent)} p where p.organisation_id = t.organisation_id and p.id = t.${sql.ref(key)})`;
const PROVIDER = {
  provider_id: ['With', 'organisation', ofParent('disclosure', 'disclosure_id', 'provider_id')],
} as const;

/** Everything held about a child, in the order of a pack. A test compares it with the tables there are. */
export const PACK_SOURCES: readonly PackSource[] = [
  {
    table: 'child',
    heading: 'Who you are',
    about: (childId) => sql`t.id = ${childId}`,
    order: 'id',
    columns: {
      sex: ['Sex'],
      ethnicity: ['Ethnicity (code of the statutory return)'],
      faith: ['Faith', 'free'],
      unaccompanied: ['Came to this country without family'],
      return_id: ['Your number in the statutory return'],
      created_at: ['First written down'],
    },
    leaves: ['organisation_id', 'id', 'return_year', 'return_search', 'return_order'],
  },
  {
    table: 'child_identity',
    heading: 'Your name and numbers',
    about: byChild,
    order: 'child_id',
    columns: {
      given_name: ['First name'],
      family_name: ['Family name'],
      born: ['Date of birth'],
      born_estimated: ['The date of birth is a guess from an age'],
      nhs_number: ['NHS number'],
      upn: ['Pupil number'],
    },
    leaves: ['organisation_id', 'child_id', 'name_search', 'name_order'],
  },
  {
    table: 'child_address',
    heading: 'Where your family lives',
    about: byChild,
    order: 'kind',
    columns: { kind: ['What it is'], postcode: ['Postcode'], area: ['Area', 'free'] },
    leaves: ['organisation_id', 'child_id', 'lat', 'long', 'confidential'],
  },
  {
    table: 'brother_or_sister',
    heading: 'Your brothers and sisters',
    about: byChild,
    order: 'other_child_id',
    columns: { other_child_id: ['Brother or sister', 'child'] },
    leaves: ['organisation_id', 'child_id'],
  },
  {
    table: 'placement',
    heading: 'Homes you have lived in',
    about: byChild,
    order: 'started',
    columns: { started: ['Moved in'] },
    leaves: ['organisation_id', 'id', 'child_id', 'home_organisation_id', 'home_id', 'from_return'],
  },
  {
    table: 'placement_ended',
    heading: 'When a home ended',
    about: within('placement', 'placement_id'),
    order: 'ended',
    columns: {
      ended: ['Ended'],
      reason: ['Reason (code of the return)'],
      by: ['Written by', 'actor'],
      at: ['Written'],
    },
    leaves: ['organisation_id', 'placement_id', 'from_return'],
  },
  {
    table: 'agreed_price',
    heading: 'What was paid for homes you lived in',
    about: within('placement', 'placement_id'),
    order: 'from_date',
    columns: {
      from_date: ['From'],
      weekly_pence: ['Pence a week'],
      social_care_pence: ['Of these paid by social care'],
      education_pence: ['Of these paid by education'],
      health_pence: ['Of these paid by health'],
      bought: ['How the room was bought'],
      retainer: ['The room was kept while you were away'],
      why: ['Why this price began'],
      by: ['Written by', 'actor'],
      at: ['Written'],
    },
    leaves: ['organisation_id', 'id', 'placement_id'],
  },
  {
    table: 'episode',
    heading: 'What the statutory returns say about your care',
    about: byChild,
    order: 'decom',
    columns: {
      decom: ['From'],
      dec: ['Until'],
      rne: ['Reason for a new episode (code)'],
      ls: ['Legal status (code)'],
      cin: ['Category of need (code)'],
      place: ['Kind of home (code)'],
      place_provider: ['Who provides it (code)'],
      rec: ['Reason care ended (code)'],
      reason_place_change: ['Reason for moving (code)'],
      return_year: ['Return of the year that ended in'],
      presumed_end: ['Taken to have ended on'],
      presumed_reason: ['Why it is taken so'],
    },
    // Postcodes of homes are the homes' own, and may be hidden ones.
    leaves: ['organisation_id', 'child_id', 'home_post', 'pl_post', 'urn', 'import_id'],
  },
  ...RETURN_SOURCES,
  {
    table: 'profile',
    heading: 'What has been written about your strengths and needs',
    about: byChild,
    order: 'number',
    columns: {
      number: ['Version'],
      started_at: ['Started'],
      started_by: ['Started by', 'actor'],
      saved_at: ['Last saved'],
      saved_by: ['Saved by', 'actor'],
      about_me: ['About you', 'free'],
      words_by: ['Who heard your words', 'free'],
      words_on: ['On'],
      why_no_words: ['Why your words are not here', 'free'],
      live_with: ['Who you want to live with', 'free'],
      matters: ['What matters to you, in your order'],
      interests: ['What you like', 'free'],
      alongside: ['Who you can live alongside'],
      pets: ['Pets'],
      adaptations: ['You need an adapted home'],
      languages: ['Languages'],
      communication: ['How you communicate'],
      culture: ['Culture and faith at home'],
      culture_words: ['In words', 'free'],
      extra_support: ['Extra support'],
      risks_to_child: ['What could harm you'],
      other_risk_to_child: ['Something else that could harm you', 'free'],
      risks_to_others: ['What could harm others'],
      other_risk_to_others: ['Something else that could harm others', 'free'],
      suits_fostering: ['Whether a foster home suits you'],
      suits_residential: ['Whether a children’s home suits you'],
      suits_supported: ['Whether supported accommodation suits you'],
      secure_order: ['A court’s order for a secure home'],
      liberty_order: ['A court’s order that limits your liberty'],
    },
    leaves: ['organisation_id', 'id', 'child_id', 'edition', 'instrument'],
  },
  {
    table: 'child_picture',
    heading: 'Your picture',
    about: byChild,
    order: 'child_id',
    columns: { shows: ['What can be seen in it', 'free'], at: ['Put there'], by: ['By', 'actor'] },
    leaves: ['organisation_id', 'child_id', 'bytes'], // the picture itself is put in as one (pack-read.ts)
  },
  {
    table: 'profile_domain',
    heading: 'The parts of life it describes',
    about: within('profile', 'profile_id'),
    order: 'profile_id, domain',
    columns: {
      domain: ['Part of life'],
      level: ['How much support (0 to 4)'],
      going_well: ['What goes well', 'free'],
      what_helps: ['What helps', 'free'],
      not_known: ['What is not known yet', 'free'],
      own_words: ['Your own words', 'free'],
      said_by: ['Who said so', 'free'],
      said_on: ['On'],
    },
    leaves: ['organisation_id', 'profile_id'],
  },
  {
    table: 'profile_place',
    heading: 'Places that matter to you',
    about: within('profile', 'profile_id'),
    order: 'profile_id, kind',
    columns: {
      kind: ['What it is'],
      name: ['Name', 'free'],
      postcode: ['Postcode', 'free'],
      miles: ['Miles to keep away'],
      must_keep: ['A school to stay at'],
    },
    leaves: ['organisation_id', 'id', 'profile_id', 'lat', 'long'],
  },
  {
    table: 'profile_finished',
    heading: 'When a version was finished',
    about: within('profile', 'profile_id'),
    order: 'at',
    columns: { at: ['Finished'], by: ['By', 'actor'] },
    leaves: ['organisation_id', 'profile_id'],
  },
  {
    table: 'search',
    heading: 'When a home was looked for',
    about: (childId) =>
      sql`exists (select from search_child p where p.organisation_id = t.organisation_id and p.search_id = t.id and p.child_id = ${childId})`,
    order: 'asked_at',
    columns: {
      asked_at: ['Asked'],
      asked_by: ['By', 'actor'],
      needed_by: ['Needed by'],
      emergency: ['An emergency'],
      note: ['Note', 'free'],
    },
    leaves: ['organisation_id', 'id'],
  },
  {
    table: 'search_closed',
    heading: 'When looking ended',
    about: ofSearch,
    order: 'at',
    columns: { at: ['Ended'], by: ['By', 'actor'], why: ['Why'] },
    leaves: ['organisation_id', 'search_id'],
  },
  {
    table: 'search_unmet',
    heading: 'Why no suitable home was found',
    about: ofSearch,
    order: 'at, id',
    columns: { at: ['Said'], by: ['By', 'actor'], codes: ['Why, as codes'] },
    leaves: ['organisation_id', 'id', 'search_id', 'after_id'],
  },
  {
    table: 'search_worker',
    heading: 'Who looks for a home for you',
    about: ofSearch,
    order: 'from_at, actor_id',
    columns: { actor_id: ['Who', 'actor'], from_at: ['Since'] },
    leaves: ['organisation_id', 'search_id', 'by'],
  },
  {
    table: 'search_worker_ended',
    heading: 'Who looked for a home for you before',
    about: ofSearch,
    order: 'from_at, actor_id',
    columns: { actor_id: ['Who', 'actor'], from_at: ['Since'], at: ['Until'] },
    leaves: ['organisation_id', 'id', 'search_id', 'by'],
  },
  {
    table: 'disclosure',
    heading: 'Who was told that a home is looked for',
    about: ofSearch,
    order: 'at, id',
    columns: { provider_id: ['Who was told', 'organisation'], at: ['When'], by: ['By', 'actor'] },
    // Which of their homes they were asked about says where carers live, who are somebody else.
    leaves: ['organisation_id', 'id', 'search_id', 'home_id'],
  },
  {
    table: 'disclosure_stage',
    heading: 'How much they were told about you',
    about: ofDisclosure,
    order: 'at, disclosure_id',
    columns: { stage: ['What was told', 'stage'], at: ['From'], by: ['By', 'actor'] },
    joined: PROVIDER,
    leaves: ['organisation_id', 'disclosure_id'],
  },
  {
    table: 'disclosure_ended',
    heading: 'When telling them ended',
    about: ofDisclosure,
    order: 'at, disclosure_id',
    columns: { at: ['Ended'], by: ['By', 'actor'] },
    joined: PROVIDER,
    leaves: ['organisation_id', 'disclosure_id'],
  },
  {
    table: 'allocation',
    heading: 'Who works with you',
    about: byChild,
    order: 'from_at',
    columns: { actor_id: ['Who', 'actor'], relation: ['As your'], from_at: ['Since'] },
    leaves: ['organisation_id', 'id', 'child_id', 'by'],
  },
  {
    table: 'allocation_ended',
    heading: 'When somebody’s work with you ended',
    about: within('allocation', 'allocation_id'),
    order: 'at, allocation_id',
    columns: { at: ['Ended'] },
    joined: {
      actor_id: ['Who', 'actor', ofParent('allocation', 'allocation_id', 'actor_id')],
      relation: ['As your', 'as-is', ofParent('allocation', 'allocation_id', 'relation')],
    },
    leaves: ['organisation_id', 'allocation_id', 'by'],
  },
  {
    table: 'child_fact_before',
    heading: 'What stood in your record before it was changed',
    about: byChild,
    order: 'at',
    columns: { field: ['What'], was: ['It was'], at: ['Changed'], by: ['By', 'actor'] },
    leaves: ['organisation_id', 'id', 'child_id'],
  },
  {
    table: 'correction',
    heading: 'Corrections that were asked for',
    about: byChild,
    order: 'at',
    columns: { what: ['What is wrong', 'free'], at: ['Said'], by: ['By', 'actor'] },
    leaves: ['organisation_id', 'id', 'child_id'],
  },
  {
    table: 'correction_answered',
    heading: 'Answers to corrections',
    about: within('correction', 'correction_id'),
    order: 'at',
    columns: { outcome: ['Answer'], reason: ['Why', 'free'], at: ['On'], by: ['By', 'actor'] },
    leaves: ['organisation_id', 'correction_id'],
  },
  {
    table: 'break_glass',
    heading: 'When your record was opened in an emergency',
    about: byChild,
    order: 'at',
    columns: { at: ['Opened'], until_at: ['Closed again'], actor_id: ['By', 'actor'], reason: ['Reason', 'free'] },
    leaves: ['organisation_id', 'id', 'child_id'],
  },
  {
    table: 'break_glass_review',
    heading: 'How those openings were checked',
    about: within('break_glass', 'break_glass_id'),
    order: 'at, break_glass_id',
    columns: { at: ['Checked'], by: ['By', 'actor'], outcome: ['Found'], note: ['Note', 'free'] },
    leaves: ['organisation_id', 'break_glass_id', 'closed'],
  },
  {
    table: 'subject_request',
    heading: 'When a copy of everything was asked for',
    about: byChild,
    order: 'at',
    columns: { asked_on: ['Asked'], asked_by_words: ['Who asked', 'free'] },
    leaves: ['organisation_id', 'id', 'child_id', 'at', 'by'],
  },
  {
    table: 'subject_request_closed',
    heading: 'How those requests ended',
    about: within('subject_request', 'request_id'),
    order: 'at, request_id',
    columns: { at: ['Ended'], by: ['By', 'actor'], outcome: ['How', 'free'] },
    leaves: ['organisation_id', 'request_id'],
  },
  {
    table: 'record_hold',
    heading: 'Reasons to keep the record longer',
    about: byChild,
    order: 'at',
    columns: { why: ['Why', 'free'], at: ['Since'] },
    leaves: ['organisation_id', 'id', 'child_id', 'by'],
  },
  {
    table: 'record_hold_ended',
    heading: 'When such a reason ended',
    about: within('record_hold', 'hold_id'),
    order: 'at, hold_id',
    columns: { at: ['Ended'] },
    joined: { why: ['Which', 'free', ofParent('record_hold', 'hold_id', 'why')] },
    leaves: ['organisation_id', 'hold_id', 'by'],
  },
  {
    table: 'event',
    heading: 'Who has looked at or written in your record',
    about: (childId) => sql`t.children @> array[${childId}]::text[]`,
    order: 'at',
    columns: { at: ['When'], actor: ['Who', 'actor'], kind: ['What', 'event'] },
    leaves: [
      'organisation_id',
      'id',
      'subject',
      'detail',
      'about_organisation_id',
      'children',
      'fields',
      'purpose',
      'request_id',
      'written_in',
      'salt',
    ],
  },
];

/** Tables that speak of a child and stay out of a pack, with the reason. */
export const NOT_IN_PACK: Readonly<Record<string, string>> = {
  confidential_address: 'shown to the people named for it only, and never in packs',
  address_hidden: 'says from whom an address is hidden',
  address_hidden_from: 'says from whom an address is hidden',
  address_hidden_ended: 'says from whom an address is hidden',
  address_named: 'says who may see a hidden address',
  address_named_ended: 'says who may see a hidden address',
  address_was: 'belongs to a hidden address',
  address_found: 'belongs to a hidden address',
  adoption_link: 'joins two identities; for adoption workers only',
  record_sealed: 'says who keeps the record closed, nothing about the person',
  record_named: 'says who keeps the record closed, nothing about the person',
  record_named_ended: 'says who keeps the record closed, nothing about the person',
  record_unsealed: 'says who keeps the record closed, nothing about the person',
  child_listed: 'the line of a list, worked out from names, homes and episodes, which are in the pack',
  return_check: 'a working copy of what the authority sends; the records it was made from are in the pack',
  return_check_rule: 'a working copy of what the authority sends, removed after 30 days or with two newer ones',
  return_check_child: 'a working copy of what the authority sends, removed after 30 days or with two newer ones',
  return_check_part: 'a working copy of what the authority sends, removed after 30 days or with two newer ones',
  return_accepted_withdrawn: 'a note of a data officer taken back',
  return_accepted: 'what a data officer noted beside a row of a return file, by the reference of that file',
  pack_words: 'what an officer decided about words of somebody else: it would repeat them',
  search_child: 'joins searches and children; the searches are in the pack',
  event_digest: 'a number worked out from an event, by which nobody can be told; the events are in the pack',
  home_connection: 'the carers’ record: for which children they are approved',
};
