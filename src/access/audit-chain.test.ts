import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkSeal, type StoredEntry } from './audit-check.ts';
import { type AuditedEvent, canonicalEvent, eventDigest } from './audit-digest.ts';
import type { FindingKind } from './audit-findings.ts';
import { inOrder, NOTHING_BEFORE, nextSeal, type Seal, sealHash } from './audit-seal.ts';

const EXAMPLE: AuditedEvent = {
  organisationId: 'north',
  id: 'event_1',
  at: '1767225600000001',
  actor: 'w_north',
  kind: 'child.read',
  subject: 'child_1',
  detail: '{"a": 1.50}',
  aboutOrganisationId: null,
  children: ['child_1', 'é"'],
  fields: [],
  purpose: 'search',
  requestId: 'r1',
  writtenIn: '742',
  salt: '00000000-0000-4000-8000-000000000000',
};

const word = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', '"', '",', '\n', '[', 'null', '\\', '","'));
const list = fc.array(word, { maxLength: 3 });
const anEvent: fc.Arbitrary<AuditedEvent> = fc.record({
  organisationId: word,
  id: word,
  at: fc.bigInt({ min: 0n, max: 4_000_000_000_000_000n }).map(String),
  actor: word,
  kind: word,
  subject: word,
  detail: word,
  aboutOrganisationId: fc.option(word),
  children: list,
  fields: list,
  purpose: word,
  requestId: word,
  writtenIn: fc.nat().map(String),
  salt: fc.uuid(),
});

test('the bytes and the digest of an event are those that another tool computes from the documented format', () => {
  assert.equal(
    canonicalEvent(EXAMPLE),
    '["homeward-event-1","north","event_1","1767225600000001","w_north","child.read","child_1","{\\"a\\": 1.50}",null,["child_1","é\\""],[],"search","r1","742","00000000-0000-4000-8000-000000000000"]',
  );
  // printf '%s' '…' | sha256sum
  assert.equal(eventDigest(EXAMPLE), '68a8e4f334faa618345bbf5bc1cd9c002cd903cb857a57820889edad1456e156');
});

test('the hash of a seal is the one that another tool computes from the documented format', () => {
  const head = {
    number: 1,
    previous: NOTHING_BEFORE,
    sealedAt: '1767225630000000',
    through: '743',
    throughAt: null,
    count: 1,
    events: 1,
  };
  const entry = { organisationId: 'north', id: 'event_1', at: '1767225600000001', digest: 'ab'.repeat(32) };
  // printf '["homeward-seal-1",1,"000…","1767225630000000","743",null,1,1]\n["north","event_1","1767225600000001","abab…"]\n' | sha256sum
  assert.equal(sealHash(head, [entry]), 'd221406f6d12a1b831457841eda9bbaba4a1e1b93d292bfeb1bad7f616950d8e');
});

test('events that differ in anything have different bytes, and equal events the same', () => {
  fc.assert(
    fc.property(anEvent, anEvent, (a, b) => {
      assert.equal(canonicalEvent(a) === canonicalEvent(b), JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
      for (const key of Object.keys(a) as (keyof AuditedEvent)[])
        if (JSON.stringify(a[key]) !== JSON.stringify(b[key]))
          assert.notEqual(eventDigest({ ...a, [key]: b[key] }), eventDigest(a), key);
    }),
  );
});

function sorted(event: AuditedEvent) {
  return Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1));
}

interface Link {
  seal: Seal;
  entries: StoredEntry[];
}

/** A chain as sealing makes it: batches of events of neighbouring times, each digest true. */
const aChain: fc.Arbitrary<Link[]> = fc
  .array(fc.array(fc.tuple(anEvent, fc.nat(1_000_000)), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 })
  .map((batches) => {
    let last: Seal | null = null;
    return batches.map((batch, number) => {
      const base = 1_767_225_600_000_000 + number * 30_000_000;
      const events = batch.map(([event, after], i) => ({
        ...event,
        id: `event_${number}_${i}`,
        at: String(base + after),
        writtenIn: String(100 + number * 10 + i),
      }));
      const entries = inOrder(events.map((event) => ({ ...event, digest: eventDigest(event) })));
      const moment = String(base + 1_000_000);
      last = nextSeal(last, { sealedAt: moment, through: String(110 + number * 10), throughAt: moment }, entries);
      return {
        seal: last,
        entries: entries.map((entry, at) => ({
          organisationId: entry.organisationId,
          id: entry.id,
          at: entry.at,
          digest: entry.digest,
          position: at + 1,
          removedBy: null,
          now: { digest: entry.digest, writtenIn: entry.writtenIn },
        })),
      };
    });
  });

function kindsFound(chain: readonly Link[]): FindingKind[] {
  return chain.flatMap(({ seal, entries }, at) =>
    checkSeal(seal, chain[at - 1]?.seal ?? null, entries).map((finding) => finding.kind),
  );
}

test('a chain as it was sealed is whole', () => {
  fc.assert(fc.property(aChain, (chain) => assert.deepEqual(kindsFound(chain), [])));
});

/** Each changes something of one link or one entry; `null`: this chain has nothing to change so. */
const TAMPERINGS: Record<
  string,
  { kinds: FindingKind[]; change(chain: Link[], link: Link, entry: StoredEntry): boolean }
> = {
  'an event edited': {
    kinds: ['edited'],
    change: (_, link, entry) => replace(link, entry, { now: { digest: 'f'.repeat(64), writtenIn: '999' } }),
  },
  'an event edited with its digest': {
    kinds: ['list changed'],
    change: (_, link, entry) =>
      replace(link, entry, { digest: 'f'.repeat(64), now: { digest: 'f'.repeat(64), writtenIn: '999' } }),
  },
  'an event deleted': { kinds: ['deleted'], change: (_, link, entry) => replace(link, entry, { now: null }) },
  'an event deleted with its digest': {
    kinds: ['list changed'],
    change: (_, link, entry) => {
      link.entries = link.entries.filter((each) => each !== entry).map((each, at) => ({ ...each, position: at + 1 }));
      return true;
    },
  },
  'a digest put in': {
    kinds: ['list changed'],
    change: (_, link, entry) => {
      link.entries.push({ ...entry, id: 'another', position: link.entries.length + 1 });
      return true;
    },
  },
  'two events exchanged': {
    kinds: ['reordered'],
    change: (_, link) => {
      if (link.entries.length < 2) return false;
      const [first, second, ...rest] = link.entries as [StoredEntry, StoredEntry, ...StoredEntry[]];
      link.entries = [{ ...second, position: 1 }, { ...first, position: 2 }, ...rest];
      return true;
    },
  },
  'the time of a digest changed': {
    kinds: ['list changed'],
    change: (_, link, entry) => replace(link, entry, { at: String(Number(entry.at) - 1) }),
  },
  'a seal cut from the middle': {
    kinds: ['seal missing'],
    change: (chain, link) => {
      const at = chain.indexOf(link);
      return at < chain.length - 1 && chain.splice(at, 1).length === 1;
    },
  },
  'a seal made anew without those after it': {
    kinds: ['chain broken'],
    change: (chain, link) => {
      const at = chain.indexOf(link);
      if (at === chain.length - 1) return false;
      const { seal, entries } = link;
      link.seal = nextSeal(chain[at - 1]?.seal ?? null, { ...seal, sealedAt: `${seal.sealedAt}0` }, entries);
      return true;
    },
  },
  'what a seal says of itself changed': {
    kinds: ['list changed'],
    change: (_, link) => {
      link.seal = { ...link.seal, throughAt: null };
      return true;
    },
  },
  'an event of an older transaction sealed late': {
    kinds: ['inserted'],
    change: (chain, link, entry) =>
      chain.indexOf(link) > 0 && replace(link, entry, { now: { digest: entry.digest, writtenIn: '1' } }),
  },
};

function replace(link: Link, entry: StoredEntry, change: Partial<StoredEntry>): boolean {
  link.entries = link.entries.map((each) => (each === entry ? { ...each, ...change } : each));
  return true;
}

for (const [name, { kinds, change }] of Object.entries(TAMPERINGS)) {
  test(`${name} is found, and as what it is`, () => {
    fc.assert(
      fc.property(aChain, fc.nat(), fc.nat(), (chain, where, which) => {
        const link = chain[where % chain.length] as Link;
        const entry = link.entries[which % link.entries.length] as StoredEntry;
        fc.pre(change(chain, link, entry));
        const found = kindsFound(chain);
        assert.ok(
          kinds.every((kind) => found.includes(kind)),
          `${name}: found ${found.join(', ') || 'nothing'}`,
        );
      }),
    );
  });
}

test('findings say where and when, and nothing of what an event holds', () => {
  const entries = [{ ...EXAMPLE, digest: eventDigest(EXAMPLE) }];
  const seal = nextSeal(null, { sealedAt: '1767225630000000', through: '743', throughAt: null }, entries);
  const now = { digest: 'f'.repeat(64), writtenIn: '742' };
  const [finding] = checkSeal(seal, null, [{ ...entries[0], position: 1, removedBy: null, now } as StoredEntry]);
  assert.equal(
    finding?.words,
    'Event 1 of seal 1, of 2026-01-01 00:00:00 UTC (event_1), was edited after it was sealed.',
  );
});
