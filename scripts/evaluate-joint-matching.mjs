// Prints what placing waiting children together gains over first come first served, on made-up regions where homes are
// plenty and where they are scarce: the figures of docs/methods/joint-matching.md. `node scripts/evaluate-joint-matching.mjs`
import process from 'node:process';
import { checkJointMatching, placeTogether } from '../src/matching/index.ts';

const CHILDREN = 100;
const OPTIONS = 60;
const REGIONS = 20;

/** Places for each child: three is plenty, one is just enough on paper, 0.6 leaves many waiting whatever is done. */
const SUPPLIES = [
  ['plenty', 3],
  ['just enough', 1],
  ['scarce', 0.6],
];

process.stdout.write(
  `${REGIONS} made-up regions each, ${CHILDREN} children, the best ${OPTIONS} homes of each; medians\n` +
    'homes          gain in fit  (least to most)  waiting: together  first come  least fit: together  first come  proven\n',
);
for (const [name, perChild] of SUPPLIES) {
  const found = [];
  for (let seed = 1; seed <= REGIONS; seed += 1) {
    const problem = madeUp(seed, perChild);
    const answer = await placeTogether(problem, { pressure: 0 });
    const first = firstCome(problem);
    for (const each of [answer, first]) {
      const wrong = checkJointMatching(problem, each);
      if (wrong.length > 0) throw new Error(wrong.join('; '));
    }
    found.push({
      gain: (answer.total / first.total - 1) * 100,
      waiting: answer.waiting.length,
      firstWaiting: first.waiting.length,
      least: leastOf(problem, answer),
      firstLeast: leastOf(problem, first),
      proven: answer.optimal,
    });
  }
  const median = (of) => found.map(of).sort((a, b) => a - b)[Math.floor(found.length / 2)];
  const gains = found.map(({ gain }) => gain);
  process.stdout.write(
    `${name.padEnd(14)} ${median(({ gain }) => gain).toFixed(1)}%         (${Math.min(...gains).toFixed(1)} to ${Math.max(...gains).toFixed(1)})      ` +
      `${String(median(({ waiting }) => waiting)).padEnd(18)} ${String(median(({ firstWaiting }) => firstWaiting)).padEnd(11)} ` +
      `${median(({ least }) => least)
        .toFixed(0)
        .padEnd(20)} ${median(({ firstLeast }) => firstLeast)
        .toFixed(0)
        .padEnd(11)} ${found.filter(({ proven }) => proven).length} of ${REGIONS}\n`,
  );
}

/** Children and homes on a square of 60 miles; fit is half how near, and half what the home is good at and chance. */
function madeUp(seed, perChild) {
  const random = seeded(seed);
  const point = () => [random() * 60, random() * 60];
  const children = [];
  for (let group = 0; children.length < CHILDREN; group += 1) {
    const size = random() < 0.12 ? 2 + Math.floor(random() * 2) : 1;
    const at = point();
    for (let i = 0; i < size && children.length < CHILDREN; i += 1) {
      children.push({ id: `c${children.length}`, at, ...(size > 1 ? { group: `g${group}` } : {}) });
    }
  }
  const homes = [];
  for (let places = 0; places < CHILDREN * perChild; places += homes.at(-1).places) {
    homes.push({ id: `h${homes.length}`, places: 1 + Math.floor(random() ** 2 * 3), at: point(), good: random() });
  }
  const fits = new Map();
  for (const { id, at, group } of children) {
    // A home suits brothers and sisters alike, but for what is each one's own.
    const same = fits.get(group) ?? homes.map(() => random());
    if (group) fits.set(group, same);
    fits.set(
      id,
      homes.map((home, h) => {
        const miles = Math.hypot(at[0] - home.at[0], at[1] - home.at[1]);
        return Math.round((20 + 40 / (1 + miles / 10) + 15 * home.good + 20 * same[h] + 5 * random()) * 10) / 10;
      }),
    );
  }
  const options = [];
  const best = new Map();
  for (const { id, group } of children) {
    const fit = fits.get(id);
    const mine =
      best.get(group) ??
      homes
        .map((_, h) => h)
        .sort((a, b) => fit[b] - fit[a])
        .slice(0, OPTIONS);
    if (group) best.set(group, mine);
    for (const h of mine) options.push({ child: id, home: homes[h].id, value: fit[h] });
  }
  return {
    children: children.map(({ id, group }) => ({ id, ...(group ? { group } : {}) })),
    homes: homes.map(({ id, places }) => ({ id, places })),
    options,
  };
}

/** Each child, or group, in turn: the best home that has places for all of them. */
function firstCome({ children, homes, options }) {
  const left = new Map(homes.map(({ id, places }) => [id, places]));
  const placed = [];
  const waiting = [];
  let total = 0;
  for (const members of Map.groupBy(children, ({ id, group }) => group ?? id).values()) {
    const ids = members.map(({ id }) => id);
    const sums = new Map();
    for (const { child, home, value } of options) {
      if (ids.includes(child)) sums.set(home, (sums.get(home) ?? 0) + value);
    }
    const [home, sum] = [...sums].sort((a, b) => b[1] - a[1]).find(([id]) => left.get(id) >= ids.length) ?? [null, 0];
    if (home === null) {
      waiting.push(...ids);
      continue;
    }
    left.set(home, left.get(home) - ids.length);
    total += sum;
    for (const child of ids) placed.push({ child, home });
  }
  return { placed, waiting, total };
}

function leastOf({ options }, { placed }) {
  const value = new Map(options.map((each) => [`${each.child} ${each.home}`, each.value]));
  return Math.min(...placed.map(({ child, home }) => value.get(`${child} ${home}`)));
}

function seeded(seed) {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4_294_967_296;
  };
}
