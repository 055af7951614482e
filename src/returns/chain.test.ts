import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addDays, date } from '../kernel/index.ts';
import { type ChainEpisode, type ChainStay, NOT_IN_NEXT_RETURN, readChain } from './chain.ts';

const OAK = { organisationId: 'acorn', id: 'oak' };
const ELM = { organisationId: 'acorn', id: 'elm' };

function episode(decom: string, dec: string | null, more: Partial<ChainEpisode> = {}): ChainEpisode {
  return {
    decom: date(decom),
    dec: dec === null ? null : date(dec),
    rne: 'P',
    rec: dec === null ? null : 'X1',
    place: 'K2',
    reasonPlaceChange: null,
    homePost: null,
    placePost: null,
    urn: null,
    returnYear: 2025,
    home: OAK,
    ...more,
  };
}

const short = (stays: readonly ChainStay[]) =>
  stays.map(({ home, started, ended, reason }) => `${home?.id ?? '–'} ${started} ${ended ?? 'now'} ${reason}`.trim());

describe('the chain of a child’s episodes', () => {
  test('a change of legal status in the same home is one stay and no move', () => {
    const chain = readChain(
      [episode('2024-05-01', '2024-08-01', { rne: 'S' }), episode('2024-08-01', null, { rne: 'L' })],
      [2025],
    );
    assert.deepEqual(short(chain.stays), ['oak 2024-05-01 now']);
    assert.deepEqual(chain.moves, []);
  });

  test('a move ends one stay with its reason and begins another', () => {
    const chain = readChain(
      [
        episode('2024-05-01', '2024-08-01', { rne: 'S', reasonPlaceChange: 'CHILD' }),
        episode('2024-08-01', null, { home: ELM }),
      ],
      [2025],
    );
    assert.deepEqual(short(chain.stays), ['oak 2024-05-01 2024-08-01 CHILD', 'elm 2024-08-01 now']);
    assert.deepEqual(chain.moves, ['2024-08-01']);
  });

  test('coming back from a temporary stay is no move, and the usual home goes on', () => {
    const chain = readChain(
      [
        episode('2024-05-01', '2024-08-01', { rne: 'S' }),
        episode('2024-08-01', '2024-08-09', { place: 'T1', home: null }),
        episode('2024-08-09', null),
      ],
      [2025],
    );
    assert.deepEqual(short(chain.stays), ['oak 2024-05-01 now']);
    assert.deepEqual(chain.moves, []);
  });

  test('going on from a temporary stay to another home is a move, and the usual home was kept until then', () => {
    const chain = readChain(
      [
        episode('2024-05-01', '2024-08-01', { rne: 'S' }),
        episode('2024-08-01', '2024-08-09', { place: 'T3', home: null, reasonPlaceChange: 'CARPL' }),
        episode('2024-08-09', null, { home: ELM }),
      ],
      [2025],
    );
    assert.deepEqual(short(chain.stays), ['oak 2024-05-01 2024-08-09 CARPL', 'elm 2024-08-09 now']);
    assert.deepEqual(chain.moves, ['2024-08-09']);
  });

  test('coming back to the same foster home from a temporary stay is no move; another of the agency’s is', () => {
    const foster = { place: 'U6', home: null, urn: '1111111', placePost: 'QX1 1AA' };
    const away = episode('2024-08-01', '2024-08-09', { place: 'T0', home: null });
    const back = (placePost: string) =>
      readChain(
        [
          episode('2024-05-01', '2024-08-01', { ...foster, rne: 'S' }),
          away,
          episode('2024-08-09', null, { ...foster, placePost }),
        ],
        [2025],
      ).moves;
    assert.deepEqual(back('QX1 1AA'), []);
    assert.deepEqual(back('QX9 9ZZ'), ['2024-08-09']);
  });

  test('leaving care ends the stay with the reason for leaving; coming back to the same home is a new stay', () => {
    const chain = readChain(
      [episode('2024-05-01', '2024-08-01', { rne: 'S', rec: 'E4A' }), episode('2024-11-01', null, { rne: 'S' })],
      [2025],
    );
    assert.deepEqual(short(chain.stays), ['oak 2024-05-01 2024-08-01 E4A', 'oak 2024-11-01 now']);
    assert.deepEqual(chain.moves, []);
  });

  test('an episode left open ends when the next one begins', () => {
    const chain = readChain([episode('2024-05-01', null), episode('2024-08-01', null, { home: ELM })], [2025]);
    assert.deepEqual(short(chain.stays), ['oak 2024-05-01 2024-08-01', 'elm 2024-08-01 now']);
    assert.deepEqual([...chain.presumedEnds], [['2024-05-01', { on: '2024-08-01', reason: null }]]);
    assert.equal(chain.missingAfter, null);
  });

  test('a child who is not in the next return left on the last day of the year', () => {
    const open = episode('2024-05-01', null, { returnYear: 2025 });
    assert.equal(readChain([open], [2025]).missingAfter, null);
    const chain = readChain([open], [2025, 2026]);
    assert.deepEqual(short(chain.stays), [`oak 2024-05-01 2025-03-31 ${NOT_IN_NEXT_RETURN}`]);
    assert.equal(chain.missingAfter, 2025);
  });

  test('a child who is missing from one return and back in the one after left in between', () => {
    const chain = readChain(
      [episode('2023-05-01', null, { returnYear: 2024 }), episode('2025-06-01', null, { rne: 'S', returnYear: 2026 })],
      [2024, 2025, 2026],
    );
    assert.deepEqual(short(chain.stays), [`oak 2023-05-01 2024-03-31 ${NOT_IN_NEXT_RETURN}`, 'oak 2025-06-01 now']);
    assert.equal(chain.missingAfter, null);
  });

  test('the family lives where the latest whole postcode says', () => {
    const posts = ['QX1 1AA', 'QX2 2BB', 'QX'].map((homePost, at) => episode(`2024-0${at + 5}-01`, null, { homePost }));
    assert.equal(readChain(posts, [2025]).familyPostcode, 'QX2 2BB');
    assert.equal(readChain([episode('2024-05-01', null)], [2025]).familyPostcode, null);
  });

  test('whatever the rows say: their order does not matter, stays follow each other, and moves begin stays', () => {
    const row = fc.record({
      gap: fc.integer({ min: 1, max: 90 }),
      length: fc.option(fc.integer({ min: -5, max: 120 }), { freq: 4 }),
      rne: fc.constantFrom('S', 'P', 'L', 'T', 'U', 'B', null),
      place: fc.constantFrom('K2', 'U6', 'T0', 'P1', 'H5', null),
      home: fc.constantFrom(OAK, ELM, null),
      year: fc.constantFrom(2024, 2025),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (made, mix) => {
        let day = date('2023-04-01');
        const list = made.map(({ gap, length, rne, place, home, year }) => {
          day = addDays(day, gap);
          return episode(day, length === null ? null : addDays(day, length), { rne, place, home, returnYear: year });
        });
        const chain = readChain(list, [2024, 2025, 2026]);
        const mixed = list.map((one) => ({ one, key: mix.next().value ?? 0 })).sort((a, b) => a.key - b.key);
        assert.deepEqual(
          readChain(
            mixed.map(({ one }) => one),
            [2024, 2025, 2026],
          ),
          chain,
        );
        for (const [at, stay] of chain.stays.entries()) {
          assert.ok(stay.ended !== null && stay.ended >= stay.started); // a later year is imported, so nobody lives anywhere
          const next = chain.stays[at + 1];
          if (next) assert.ok(stay.ended <= next.started);
        }
        const starts = new Set(chain.stays.map(({ started }) => started));
        assert.ok(chain.moves.every((on) => starts.has(on)));
      }),
    );
  });
});
