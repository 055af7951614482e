import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { child, ended, episode, returnFiles } from '../../test/returns.ts';
import { sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { csvRecords } from '../ssda903/index.ts';
import { exportPds, exportPnwCensus, exportSsds, importReturns, type MadeExport } from './index.ts';
import { PNW_COLUMNS } from './pnw-census.ts';
import { SSDS_TABLES } from './ssds-tables.ts';

const authority = 'E08000001';
const on = date('2026-03-31');

/** A file as rows by heading; as it lies there, so that guards against formulas show. */
async function rowsOf(made: MadeExport, name: string): Promise<Record<string, string>[]> {
  const file = made.files.find((one) => one.name === name);
  assert.ok(file, name);
  const text = file.content instanceof Uint8Array ? '' : [...file.content].join('');
  const lines: string[][] = [];
  const bytes = (async function* () {
    yield Buffer.from(text.replace('\uFEFF', ''));
  })();
  for await (const records of csvRecords(bytes, 1_000_000)) for (const { cells } of records) lines.push([...cells]);
  const [headings = [], ...rows] = lines;
  return rows.map((cells) => Object.fromEntries(headings.map((heading, at) => [heading, cells[at] ?? ''])));
}

/** What a return tells beside care: of child 1, of child 3 whose record is sealed, and of child 4 who left. */
function others() {
  const who = (CHILD: string) => ({ CHILD, DOB: date('2012-05-06') });
  const decided = { DATE_PLACED: date('2025-06-01'), DATE_PLACED_CEASED: null, REASON_PLACED_CEASED: null };
  const OC2 = {
    ...{
      SDQ_SCORE: 12,
      SDQ_REASON: null,
      CONVICTED: false,
      HEALTH_CHECK: null,
      IMMUNISATIONS: true,
      TEETH_CHECK: true,
    },
    ...{ HEALTH_ASSESSMENT: true, SUBSTANCE_MISUSE: true, INTERVENTION_RECEIVED: false, INTERVENTION_OFFERED: true },
  };
  const AD1 = {
    ...{ DATE_INT: date('2025-06-01'), DATE_MATCH: date('2025-09-01'), FOSTER_CARE: true },
    ...{ NB_ADOPTR: '2', SEX_ADOPTR: 'MF', LS_ADOPTR: 'L11' },
  };
  return {
    Reviews: ['1', '3'].map((id) => ({ ...who(id), REVIEW: date('2025-09-15'), REVIEW_CODE: 'PN3' })),
    OC2: [{ ...who('1'), ...OC2 }],
    OC3: [{ ...who('4'), IN_TOUCH: 'YES', ACTIV: 'F2', ACCOM: 'U1' }],
    AD1: ['1', '3'].map((id) => ({ ...who(id), ...AD1 })),
    PlacedAdoption: [{ ...who('1'), ...decided }],
    PrevPerm: [{ ...who('1'), PREV_PERM: 'P2', LA_PERM: null, DATE_PERM: { year: 2019, month: 5, day: null } }],
    Missing: [{ ...who('1'), MISSING: 'M', MIS_START: date('2025-08-01'), MIS_END: date('2025-08-02') }],
  };
}

onEachDatabase('the sector’s other formats', (open) => {
  let org = '';
  const make = (work: (tx: Parameters<typeof exportSsds>[0]) => Promise<MadeExport>) => open().asSystem(work);
  before(async () => {
    const Header = [
      child('1', { UPN: 'A123456789012', MOTHER: true, MC_DOB: date('2026-01-02') }),
      child('2', { SEX: 'male', ETHNIC: 'CHNE' }),
      child('3'),
      child('4'),
    ];
    const Episodes = [
      episode('1', '2025-05-01', { URN: '1000001', ...ended('2025-09-01') }),
      episode('1', '2025-09-01', { RNE: 'P', URN: '1000002', PLACE: 'K1' }),
      episode('1', '2025-10-01', { RNE: 'L', LS: 'C1', URN: '1000002', PLACE: 'K1' }),
      episode('2', '2025-06-01', { URN: '1000001' }),
      episode('3', '2025-06-01', { URN: '1000001' }),
      episode('4', '2024-06-01', { PLACE: 'U6', ...ended('2025-12-01', 'E4A') }),
    ];
    const UASC = [{ CHILD: '2', SEX: 'male' as const, DOB: date('2012-05-06'), DUC: null }];
    await importReturns(open(), { returns: [returnFiles(2026, { Header, UASC, Episodes, ...others() })], authority });
    await open().asSystem(async (tx) => {
      const run = (query: ReturnType<typeof sql>) => query.execute(tx);
      await run(sql`update organisation set name = 'Bolton Council' where code = ${authority}`);
      await run(sql`update child_identity i set given_name = '=Ana', family_name = 'Reed', nhs_number = '9990000000'
        from child c where c.id = i.child_id and c.return_id = '1'`);
      // Child 3’s record is sealed.
      await run(sql`insert into record_sealed (organisation_id, child_id, by, why)
        select organisation_id, id, 'w', 'adoption' from child where return_id = '3'`);
      await run(sql`insert into brother_or_sister (organisation_id, child_id, other_child_id)
        select a.organisation_id, a.id, b.id from child a, child b where a.return_id = '2' and b.return_id in ('1', '3')`);
      await run(sql`insert into fee (organisation_id, home_id, from_date, weekly_pence)
        select organisation_id, id, '2025-01-01', 512345 from home where urn = '1000002'`);
      await run(
        sql`insert into team (organisation_id, id, name) select id, 'north', 'North' from organisation where code = ${authority}`,
      );
      await run(sql`insert into actor (organisation_id, id, name, role, team_id)
        select id, 'sam', 'Sam Hill', 'social-worker', 'north' from organisation where code = ${authority}`);
      for (const [id, relation] of [
        ['a1', 'social worker'],
        ['a2', 'parent'],
      ])
        await run(sql`insert into allocation (organisation_id, id, child_id, actor_id, relation, from_at, by)
          select organisation_id, ${id}, id, 'sam', ${relation}, '2025-06-30T23:30:00Z', 'sam' from child where return_id = '1'`);
      await run(sql`insert into profile (organisation_id, id, child_id, number, started_by, alongside, liberty_order)
        select organisation_id, 'p1', id, 1, 'sam', 'solo', true from child where return_id = '1'`);
      await run(sql`insert into profile_finished (organisation_id, profile_id, by)
        select organisation_id, 'p1', 'sam' from child where return_id = '1'`);
      await run(sql`insert into search (organisation_id, id, needed_by, asked_at, asked_by)
        select organisation_id, 's1', '2026-03-03', '2026-03-01T12:00:00Z', 'sam' from child where return_id = '1'`);
      await run(sql`insert into search_child (organisation_id, search_id, child_id, profile_id)
        select organisation_id, 's1', id, 'p1' from child where return_id = '1'`);
      org =
        (await sql<{ id: string }>`select id from organisation where code = ${authority}`.execute(tx)).rows[0]?.id ??
        '';
    });
  });

  test('the dataset holds what the returns told beside care, of nobody whose record is sealed', async () => {
    const made = await make((tx) => exportSsds(tx, org, on));
    const ana = (await rowsOf(made, 'ssd_person.csv')).find((row) => row.pers_legacy_id === '1');
    assert.equal(ana?.pers_is_mother, 'Y');
    const only = async (table: string) => {
      const found = await rowsOf(made, `${table}.csv`);
      assert.equal(found.length, 1, table);
      return Object.fromEntries(Object.entries(found[0] ?? {}).filter(([, value]) => value !== ''));
    };
    const { clar_cla_id: during, clar_cla_review_id: _, ...review } = await only('ssd_cla_reviews');
    assert.deepEqual(review, { clar_cla_review_date: '2025-09-15', clar_cla_review_participation: 'PN3' });
    assert.ok((await rowsOf(made, 'ssd_cla_episodes.csv')).some((row) => row.clae_cla_id === during));
    const id = ana?.pers_person_id;
    assert.deepEqual(await only('ssd_permanence'), {
      perm_table_id: `${id}_permanence_2025-06-01`,
      perm_person_id: id,
      perm_adm_decision_date: '2025-06-01',
      perm_matched_date: '2025-09-01',
      perm_adopted_by_carer_flag: 'Y',
      perm_adopter_sex: 'MF',
      perm_adopter_legal_status: 'L11',
      perm_number_of_adopters: '2',
    });
    assert.deepEqual(await only('ssd_cla_previous_permanence'), {
      lapp_table_id: `${id}_permanence_before_2026`,
      lapp_person_id: id,
      lapp_previous_permanence_order_date: 'zz/05/2019',
      lapp_previous_permanence_option: 'P2',
    });
    const { csdq_sdq_score: score } = await only('ssd_sdq_scores');
    const { clai_immunisations_status: immunised } = await only('ssd_cla_immunisations');
    const { clas_intervention_received: helped } = await only('ssd_cla_substance_misuse');
    const { clea_care_leaver_activity: activity } = await only('ssd_care_leavers');
    const { miss_missing_episode_end_date: back } = await only('ssd_missing');
    const { moth_childs_dob: motherOf } = await only('ssd_mother');
    assert.deepEqual(
      [score, immunised, helped, activity, back, motherOf],
      ['12', 'Y', 'N', 'F2', '2025-08-02', '2026-01-02'],
    );
  });

  test('the dataset has every field of its tables under the dataset’s names, and sealed children are not in it', async () => {
    const made = await make((tx) => exportSsds(tx, org, on));
    assert.equal(made.files.length, 20);
    for (const [table, { fields }] of Object.entries(SSDS_TABLES)) {
      const [first] = await rowsOf(made, `${table}.csv`);
      assert.deepEqual(Object.keys(first ?? {}), [...fields], table);
    }
    const people = await rowsOf(made, 'ssd_person.csv');
    assert.deepEqual(people.map((row) => row.pers_legacy_id).sort(), ['1', '2', '4']);
    const ana = people.find((row) => row.pers_legacy_id === '1');
    assert.deepEqual(
      [ana?.pers_forename, ana?.pers_surname, ana?.pers_sex, ana?.pers_dob, ana?.pers_upn_unknown, ana?.pers_gender],
      ["'=Ana", 'Reed', 'F', '2012-05-06', '', ''],
    );
    assert.equal(people.find((row) => row.pers_legacy_id === '2')?.pers_upn_unknown, 'UN1');
    const of = async (table: string, person: string) =>
      (await rowsOf(made, `${table}.csv`)).filter((row) => row[person] === ana?.pers_person_id);
    const stays = await of('ssd_cla_placement', 'clap_person_id');
    // The change of legal status on 1 October is no new placement.
    assert.deepEqual(
      stays.map((row) => [
        row.clap_cla_placement_start_date,
        row.clap_cla_placement_end_date,
        row.clap_cla_placement_type,
      ]),
      [
        ['2025-05-01', '2025-09-01', 'K2'],
        ['2025-09-01', '', 'K1'],
      ],
    );
    assert.deepEqual(
      (await of('ssd_legal_status', 'lega_person_id')).map((row) => [
        row.lega_legal_status,
        row.lega_legal_status_start_date,
      ]),
      [
        ['C2', '2025-05-01'],
        ['C1', '2025-10-01'],
      ],
    );
    const episodes = await of('ssd_cla_episodes', 'clae_person_id');
    assert.deepEqual(
      episodes.map((row) => [row.clae_cla_placement_id, row.clae_entered_care_date, row.clae_cla_id]),
      [stays[0], stays[1], stays[1]].map((stay) => [stay?.clap_cla_placement_id, '2025-05-01', stays[0]?.clap_cla_id]),
    );
    assert.deepEqual(
      (await of('ssd_linked_identifiers', 'link_person_id')).map((row) => [
        row.link_identifier_type,
        row.link_identifier_value,
      ]),
      [
        ['Unique Pupil Number', 'A123456789012'],
        ['NHS Number', '9990000000'],
      ],
    );
    // Half past eleven at night in UTC is the next day in England; a parent is nobody’s worker.
    assert.deepEqual(
      (await of('ssd_involvements', 'invo_person_id')).map((row) => [
        row.invo_professional_role_id,
        row.invo_involvement_start_date,
      ]),
      [['social worker', '2025-07-01']],
    );
    assert.equal((await rowsOf(made, 'ssd_immigration_status.csv')).length, 1);
  });

  test('the census has its columns in order, its own values, and blanks for what is not held', async () => {
    const made = await make((tx) => exportPnwCensus(tx, { id: org, name: 'Bolton Council' }, { on, format: 'csv' }));
    const list = await rowsOf(made, 'pnw-census.csv');
    assert.deepEqual(list.map((row) => row.Identifier).sort(), ['1', '2']);
    for (const row of list) {
      assert.deepEqual(
        Object.keys(row),
        PNW_COLUMNS.map(({ heading }) => heading),
      );
      for (const { heading, allowed } of PNW_COLUMNS) {
        const value = row[heading] ?? '';
        if (allowed && value !== '') assert.ok((allowed as readonly string[]).includes(value), `${heading}: ${value}`);
      }
    }
    const one = list.find((row) => row.Identifier === '1');
    assert.deepEqual(
      [
        'Looked after child?',
        'Placing Authority',
        'Age',
        'Gender',
        'Type of provision',
        'UASC',
        'Total weekly cost',
        'Ethnic Group',
        'Placement start date',
        'Primary registration type',
        'Establishment URN',
        'Deprivation of Liberty Safeguards in place?',
        'How the placement was sourced',
      ].map((heading) => one?.[heading]),
      [
        'Looked after child (under 18)',
        'Bolton',
        '13',
        'Female (including trans female)',
        'Secure Welfare',
        'No',
        '5123.45',
        'English, Welsh, Scottish, Northern Irish or British (White)',
        '01/09/2025',
        'Ofsted',
        '1000002',
        'DoLS (current)',
        '',
      ],
    );
    const two = list.find((row) => row.Identifier === '2');
    assert.deepEqual([two?.UASC, two?.['Ethnic Group']], ['Yes', 'Chinese (Asian or Asian British)']);
    assert.match(made.notes.join(' '), /How the placement was sourced/);
    const sheet = await make((tx) => exportPnwCensus(tx, { id: org, name: 'Elsewhere' }, { on, format: 'xlsx' }));
    assert.ok(sheet.files[0]?.content instanceof Uint8Array);
    assert.match(sheet.notes.join(' '), /Elsewhere is none of the authorities that the census names/);
  });

  test('the placements standard is told at its two moments, without what could tell of a sealed child', async () => {
    const made = await make((tx) => exportPds(tx, org, { today: on }));
    const [referral, ...others] = await rowsOf(made, 'referrals.csv');
    assert.equal(others.length, 0);
    assert.deepEqual(
      [
        'Child ID',
        'When placement is needed by',
        'Number of siblings to place with',
        'Who can the child be cared for alongside',
        'Deprivation of Liberty Order',
        'Risks to child: Criminal exploitation',
        'Preferred location for home search',
      ].map((heading) => referral?.[heading]),
      ['1', 'In less than 5 days', '0', 'Solo recommended', 'Yes', 'No known risk', ''],
    );
    const placements = await rowsOf(made, 'placements.csv');
    // Child 2 lives in the home of child 3, whose record is sealed: no sister is counted there.
    assert.deepEqual(
      placements
        .map((row) => [
          row['Child ID'],
          row['Total weekly cost'],
          row['Provider URN'],
          row['Placement type'],
          row['How many siblings were placed together'],
        ])
        .sort(),
      [
        ['1', '5123', '1000002', 'Residential', '0'],
        ['2', '', '1000001', 'Residential', '0'],
      ],
    );
  });

  test('for a reader of care alone, other organisations’ homes are what the episodes say, and nothing comes from profiles', async () => {
    const pds = await make((tx) => exportPds(tx, org, { today: on, careOnly: true }));
    assert.deepEqual(
      pds.files.map(({ name }) => name),
      ['placements.csv'],
    );
    const [one] = (await rowsOf(pds, 'placements.csv')).filter((row) => row['Child ID'] === '1');
    assert.deepEqual([one?.['Total weekly cost'], one?.['Provider URN']], ['', '1000002']);
    const asked = { on, format: 'csv', careOnly: true } as const;
    const census = await make((tx) => exportPnwCensus(tx, { id: org, name: 'Bolton' }, asked));
    const [row] = (await rowsOf(census, 'pnw-census.csv')).filter(({ Identifier }) => Identifier === '1');
    const told = ['Organisation', 'Establishment', 'Total weekly cost', 'Deprivation of Liberty Safeguards in place?'];
    assert.deepEqual(
      told.map((heading) => row?.[heading]),
      ['', '', '', ''],
    );
  });
});
