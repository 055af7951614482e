import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOMAINS } from '../kernel/index.ts';
import { ageBand, anchorOf, INSTRUMENT, LEVELS, questionFor } from './instrument.ts';
import { DOMAINS_IN_SECTIONS, SECTION_DOMAINS, sectionOf } from './sections.ts';

test('every domain has its own words for every level and every question', () => {
  assert.deepEqual(
    INSTRUMENT.map((guide) => guide.domain),
    [...DOMAINS],
  );
  const anchors = DOMAINS.flatMap((domain) => LEVELS.map((level) => anchorOf(domain, level)));
  assert.equal(new Set(anchors).size, 60);
  const questions = DOMAINS.flatMap((domain) => [2, 7, 15].map((age) => questionFor(domain, age)));
  assert.equal(new Set(questions).size, 36);
  for (const guide of INSTRUMENT) {
    assert.ok(guide.strengths.length >= 3, guide.domain);
    assert.ok(guide.notKnown && guide.askOthers && guide.about && guide.heading, guide.domain);
  }
});

test('anchors describe support, in plain sentences that do not judge or label', () => {
  const labels =
    /\b(challenging|difficult|aggress|manipulat|attention.seeking|abscond|LAC|placement|non.complian|refus|sibling|contact|birth parent|disorder)/i;
  for (const guide of INSTRUMENT) {
    for (const anchor of guide.anchors) {
      assert.doesNotMatch(anchor, labels);
      assert.match(anchor, /^[A-Z].*\.$/);
      assert.ok(anchor.split(/\s+/).length <= 40, `too long: ${anchor}`);
    }
  }
});

test('a level nobody knows is not level 0', () => {
  for (const domain of DOMAINS) assert.notEqual(anchorOf(domain, null), anchorOf(domain, 0));
});

test('age bands start at four and at eleven', () => {
  assert.deepEqual([0, 3, 4, 10, 11, 17].map(ageBand), ['watch', 'watch', 'young', 'young', 'older', 'older']);
});

test('every domain is written in exactly one section', () => {
  assert.deepEqual([...DOMAINS_IN_SECTIONS].sort(), [...DOMAINS].sort());
  for (const domain of DOMAINS) assert.ok(SECTION_DOMAINS[sectionOf(domain)].includes(domain));
});
