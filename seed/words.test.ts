import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOMAINS, date, seededRandom } from '../src/kernel/index.ts';
import { drawRegion } from './geography.ts';
import { makeRegion } from './region.ts';
import { SIZES } from './sizes.ts';
import { type DomainWords, type Line, wordsFor } from './words/index.ts';

const asOf = date('2026-11-21');

/** The 153 authorities with children's services in England; nothing made up may carry one of their names. */
const REAL =
  `Barking and Dagenham,Barnet,Barnsley,Bath and North East Somerset,Bedford,Bexley,Birmingham,Blackburn with Darwen,Blackpool,Bolton,
Bournemouth,Bracknell Forest,Bradford,Brent,Brighton and Hove,Bristol,Bromley,Buckinghamshire,Bury,Calderdale,Cambridgeshire,Camden,Central Bedfordshire,
Cheshire East,Cheshire West and Chester,Cornwall,Coventry,Croydon,Cumberland,Darlington,Derby,Derbyshire,Devon,Doncaster,Dorset,Dudley,Durham,Ealing,
East Riding of Yorkshire,East Sussex,Enfield,Essex,Gateshead,Gloucestershire,Greenwich,Hackney,Halton,Hammersmith and Fulham,Hampshire,Haringey,Harrow,
Hartlepool,Havering,Herefordshire,Hertfordshire,Hillingdon,Hounslow,Isle of Wight,Islington,Kensington and Chelsea,Kent,Kingston upon Hull,Kingston upon Thames,
Kirklees,Knowsley,Lambeth,Lancashire,Leeds,Leicester,Leicestershire,Lewisham,Lincolnshire,Liverpool,Luton,Manchester,Medway,Merton,Middlesbrough,Milton Keynes,
Newcastle upon Tyne,Newham,Norfolk,North East Lincolnshire,North Lincolnshire,North Northamptonshire,North Somerset,North Tyneside,North Yorkshire,Northumberland,
Nottingham,Nottinghamshire,Oldham,Oxfordshire,Peterborough,Plymouth,Portsmouth,Reading,Redbridge,Redcar and Cleveland,Richmond upon Thames,Rochdale,Rotherham,
Rutland,Salford,Sandwell,Sefton,Sheffield,Shropshire,Slough,Solihull,Somerset,South Gloucestershire,South Tyneside,Southampton,Southend-on-Sea,Southwark,St Helens,
Staffordshire,Stockport,Stockton-on-Tees,Stoke-on-Trent,Suffolk,Sunderland,Surrey,Sutton,Swindon,Tameside,Telford and Wrekin,Thurrock,Torbay,Tower Hamlets,Trafford,
Wakefield,Walsall,Waltham Forest,Wandsworth,Warrington,Warwickshire,West Berkshire,West Northamptonshire,West Sussex,Westminster,Westmorland and Furness,Wigan,
Wiltshire,Windsor and Maidenhead,Wirral,Wokingham,Wolverhampton,Worcestershire,York`
    .split(',')
    .map((name) => name.trim());

test('authorities, codes and postcodes of the whole nation are made up and all different', () => {
  const size = SIZES.nation;
  const authorities = Array.from({ length: size.regions }, (_, number) =>
    drawRegion(seededRandom(`nation ${number}`), number, size),
  ).flatMap((each) => each.authorities);
  assert.equal(authorities.length, 156);
  for (const { name } of authorities) assert.ok(!REAL.includes(name), `${name} is a real authority`);
  assert.equal(new Set(authorities.map((each) => each.code)).size, authorities.length);
  for (const each of authorities) assert.match(each.code, /^E09999\d{3}$/);
  const postcodes = authorities.flatMap((each) => each.spots.map((spot) => spot.postcode));
  assert.equal(new Set(postcodes).size, postcodes.length);
  // No postcode begins with Q, V or X.
  for (const postcode of postcodes) assert.match(postcode, /^[QVX][A-Z]\d{1,2} \d[A-Z]{2}$/);
});

test('there is something to say in every domain, at every level and age', () => {
  const fit = (lines: readonly Line[], age: number) =>
    lines.filter((line) => age >= line.from && age <= line.to).length;
  for (const domain of DOMAINS) {
    for (const alone of [false, true]) {
      const words: DomainWords = wordsFor(domain, alone);
      for (let age = alone ? 12 : 0; age <= 17; age++) {
        const where = `${domain} at ${age}`;
        assert.ok(fit(words.well, age) >= 2, `too little going well: ${where}`);
        assert.ok(
          fit(words.wellBeside ?? words.well, age) >= (age < 4 ? 1 : 2),
          `too little beside a great need: ${where}`,
        );
        assert.ok(fit(words.light, age) >= 1 && fit(words.unknown, age) >= 1 && fit(words.own, age) >= 1, where);
        // Small children have no great extra need outside, at school, or in looking after themselves (profile-domains.ts).
        if (age >= 4 || domain !== 'safe-outside') assert.ok(fit(words.some, age) >= 1, `no regular help: ${where}`);
        if (age >= 4 || !['safe-outside', 'education', 'independence'].includes(domain))
          assert.ok(fit(words.much, age) >= 2, `too little great help: ${where}`);
      }
    }
  }
});

/** Words that the sector has left behind, or that judge a child. */
const LEFT_BEHIND =
  /\b(placements?|siblings?|LAC|looked[- ]after (child|young)\w*|abscond\w*|challenging|difficult|manipulative|attention[- ]seeking|bed-?blocker|respite|contact|birth (mum|mother|parent)s?|asylum|promiscuous|aggressive|violent|naughty boy|disordered)\b/i;

test('what is said of children reads as written by a person', () => {
  const texts: string[] = [];
  for (const { table, rows } of makeRegion({ seed: 5, size: 'town', asOf }).chunks()) {
    if (table === 'profile_domain')
      for (const row of rows)
        texts.push(...['going_well', 'what_helps', 'not_known', 'own_words'].map((key) => String(row[key])));
    if (table === 'profile') for (const row of rows) texts.push(String(row.about_me), String(row.live_with));
    if (table === 'search') for (const row of rows) texts.push(String(row.note));
    if (table === 'home') for (const row of rows) texts.push(String(row.about));
  }
  const said = texts.filter(Boolean);
  assert.ok(said.length > 2_000);
  for (const text of said) {
    assert.doesNotMatch(text, /[{}]|undefined| {2}|\s$|\ban? [aeiou]?undefined/, text);
    assert.match(text, /^[\p{Lu}“‘]/u, `begins small: ${text}`);
    assert.match(text, /[.!?”]$/, `has no end: ${text}`);
    assert.doesNotMatch(text, LEFT_BEHIND, text);
    assert.ok(text.length <= 420, text);
  }
  assert.ok(new Set(said).size > 900, `only ${new Set(said).size} different sentences in a town`);
});
