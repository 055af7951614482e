import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { date, milesBetween } from '../src/kernel/index.ts';
import { bandOf } from './careers.ts';
import { ASSUMPTIONS, FIGURES } from './figures.ts';
import { residents } from './living.ts';
import { ageAt, spellsOf, YEAR } from './people.ts';
import type { Child } from './population.ts';
import { inCare, livingNow, simulateRegion } from './simulate.ts';
import { SIZES } from './sizes.ts';

/*
 * The made-up region against the published figures. Margins: with 1,500 children a share of one in four wobbles by
 * about 0.02 from seed to seed (two standard errors), so shares may differ by 0.04, small shares and rates by what is
 * written beside them. Two seeds, so that one lucky draw is not enough.
 */

const asOf = date('2026-11-21');

function near(actual: number, expected: number, margin: number, what: string): void {
  assert.ok(
    Math.abs(actual - expected) <= margin,
    `${what}: ${actual.toFixed(3)}, published ${expected.toFixed(3)}, margin ${margin}`,
  );
}

function shareOf<T>(list: readonly T[], is: (each: T) => boolean): number {
  return list.filter(is).length / list.length;
}

for (const seed of ['1', 'another']) {
  describe(`the region of seed ${seed} follows the published figures`, () => {
    const lives = simulateRegion(seed, 0, SIZES.default, asOf);
    const day = lives.asOf;
    const children = lives.families.flatMap((family) => family.children);
    const now = children.filter((child) => inCare(child, day));
    const fourYears = day - Math.round(4 * YEAR);
    const started = children.filter((child) => child.entry >= fourYears && child.entry < day);
    const spellNow = (child: Child) => spellsOf(child).at(-1)?.spell;

    test('as many children as asked for, now and through the five years, and about two homes for three children', () => {
      near(now.length / SIZES.default.children, 1, 0.08, 'children in care');
      for (let years = 1; years <= 5; years++) {
        const then = children.filter((child) => inCare(child, day - Math.round(years * YEAR))).length;
        near(then / SIZES.default.children, 1, 0.1, `children in care ${years} years ago`);
      }
      const open = lives.homes.filter((home) => home.kind !== 'kinship' || residents(home, day).length > 0);
      near(open.length / now.length, 2 / 3, 0.06, 'homes for each child');
    });

    test('starts in a year, and ages on starting and in care', () => {
      near(started.length / 4 / now.length, FIGURES.startsForEachChildInCare, 0.04, 'starts for each child in care');
      for (const [band, share] of Object.entries(FIGURES.startsByAge))
        near(
          shareOf(started, (child) => bandOf(ageAt(child, child.entry)) === band),
          share,
          0.04,
          `starts ${band}`,
        );
      for (const [band, share] of Object.entries(FIGURES.stockByAge))
        near(
          shareOf(now, (child) => bandOf(ageAt(child, day)) === band),
          share,
          0.045,
          `in care ${band}`,
        );
    });

    test('where children live, and how far from home', () => {
      const living = (wanted: string) =>
        shareOf(now, (child) => {
          const found = livingNow(child, day);
          return (found === 'placed for adoption' ? 'other' : found) === wanted;
        });
      for (const [kind, share] of Object.entries(FIGURES.livesIn))
        near(living(kind), share, share > 0.05 ? 0.04 : 0.03, kind);
      const far = (child: Child) =>
        milesBetween((spellNow(child)?.home ?? { spot: child.family.home }).spot, child.family.home) > 20;
      const known = now.filter((child) => !child.unaccompanied && spellNow(child)?.home);
      near(shareOf(known, far), FIGURES.over20Miles.all, 0.05, 'more than 20 miles from home');
      const residential = known.filter((child) => livingNow(child, day) === 'residential');
      near(shareOf(residential, far), FIGURES.over20Miles.residential, 0.1, 'more than 20 miles, children’s homes');
    });

    test('how often homes change, and how they end', () => {
      const homesThisYear = (child: Child) =>
        spellsOf(child).filter(({ end }) => end === null || end >= day - YEAR).length;
      near(
        shareOf(now, (child) => homesThisYear(child) >= 3),
        FIGURES.threeOrMoreHomesInAYear,
        0.03,
        'three or more homes in a year',
      );
      const unplanned = new Set(['CREQB', 'CREQO', 'CHILD', 'LAREQ', 'ALLEG', 'STAND', 'APPRR']);
      let years = 0;
      let endings = 0;
      for (const child of children)
        for (const { spell, start, end } of spellsOf(child)) {
          years += Math.max(0, Math.min(end ?? day, day) - Math.max(start, fourYears)) / YEAR;
          if (end !== null && end >= fourYears && end !== child.exit && unplanned.has(spell.reason)) endings++;
        }
      const rate = endings / years;
      assert.ok(
        rate >= ASSUMPTIONS.unplannedEndings.low && rate <= ASSUMPTIONS.unplannedEndings.high,
        `unplanned endings ${rate.toFixed(3)} a child-year`,
      );
    });

    test('lengths of foster homes that ended', () => {
      const lengths = children
        .flatMap(spellsOf)
        .filter(
          ({ spell, end }) =>
            (spell.living.endsWith('fostering') || spell.living === 'kinship') && end !== null && end >= fourYears,
        )
        .map(({ start, end }) => (end as number) - start);
      let over = 0;
      for (const { days, share } of FIGURES.fosterLengths) {
        near(
          shareOf(lengths, (length) => length > over && length <= days),
          share,
          0.035,
          `up to ${days} days`,
        );
        over = days;
      }
    });

    test('brothers and sisters in care live apart as often as published', () => {
      const others = (child: Child) => child.family.children.filter((other) => other !== child && inCare(other, day));
      const withOthers = now.filter((child) => others(child).length > 0);
      const apart = (child: Child) =>
        others(child).some((other) => {
          const [mine, theirs] = [spellNow(child), spellNow(other)];
          return mine !== theirs && !(mine?.home && mine.home === theirs?.home);
        });
      near(shareOf(withOthers, apart), FIGURES.separated.all, 0.08, 'separated');
      near(
        shareOf(
          withOthers.filter((child) => others(child).length === 1),
          apart,
        ),
        FIGURES.separated['one brother or sister'],
        0.11,
        'separated from one',
      );
    });

    test('young people who came alone, and sexes (an assumption)', () => {
      near(
        shareOf(now, (child) => child.unaccompanied),
        FIGURES.unaccompanied,
        0.02,
        'unaccompanied',
      );
      const expected =
        FIGURES.unaccompanied * ASSUMPTIONS.maleUnaccompanied + (1 - FIGURES.unaccompanied) * ASSUMPTIONS.male;
      near(
        shareOf(now, (child) => child.sex === 'male'),
        expected,
        0.04,
        'male',
      );
    });

    test('foster places that are filled, and children’s homes in private hands', () => {
      const fostering = lives.homes.filter((home) => home.kind === 'fostering');
      const places = fostering.reduce((sum, home) => sum + home.places, 0);
      const filled = fostering.flatMap((home) => residents(home, day)).flatMap((each) => each.children).length;
      near(filled / places, FIGURES.filledFosterPlaces, 0.07, 'filled foster places');
      near(places / fostering.length, FIGURES.placesInAHousehold, 0.15, 'places in a household');
      const residential = lives.homes.filter((home) => home.kind === 'residential');
      near(
        shareOf(residential, (home) => home.provider.sector === 'private'),
        FIGURES.privateChildrensHomes,
        0.12,
        'private children’s homes',
      );
    });
  });
}
