import type { Invested, Spread } from '../sufficiency/index.ts';
import type { About, Unit } from './figures.ts';

/** Pounds as somebody would say them: about two figures that count. `£1.2 million`, `£28,000`, `£460`. */
export function poundsWords(pence: number): string {
  const pounds = Math.abs(pence) / 100;
  const sign = pence < 0 && pounds >= 0.5 ? '−' : '';
  if (!Number.isFinite(pounds)) return 'no end of money';
  if (pounds >= 999_500) return `${sign}£${(pounds / 1e6).toFixed(pounds >= 9_950_000 ? 0 : 1)} million`;
  const step = pounds >= 9_950 ? 1_000 : pounds >= 995 ? 100 : pounds >= 99.5 ? 10 : 1;
  return `${sign}£${(Math.round(pounds / step) * step).toLocaleString('en-GB')}`;
}

/** A figure in its unit, to the pound: for the table of what went in. */
export function figureWords(value: number, unit: Unit): string {
  if (unit === 'pounds') return `${value < 0 ? '−' : ''}£${Math.abs(Math.round(value / 100)).toLocaleString('en-GB')}`;
  const shown = Number((unit === 'percent' ? value * 100 : value).toFixed(1))
    .toLocaleString('en-GB')
    .replace('-', '−');
  return unit === 'percent' ? `${shown}%` : shown;
}

/** `between a loss of £8,000 and a saving of £120,000` */
export function betweenWords({ p2_5, p97_5 }: Pick<Spread, 'p2_5' | 'p97_5'>): string {
  if (p2_5 < 0 && p97_5 < 0) return `a loss of between ${poundsWords(-p97_5)} and ${poundsWords(-p2_5)}`;
  if (p2_5 < 0) return `between a loss of ${poundsWords(-p2_5)} and a saving of ${poundsWords(p97_5)}`;
  return `a saving of between ${poundsWords(p2_5)} and ${poundsWords(p97_5)}`;
}

/** Endings as whole ones: whoever prevents half of one has prevented none. */
export function wholeWords(count: number): string {
  return Number.isFinite(count) ? Math.ceil(count - 1e-9).toLocaleString('en-GB') : 'more than there are';
}

/** The first figure of the page, and the sentence under it. */
export function headline(
  about: About,
  { needed, reached }: Invested,
): { readonly title: string; readonly under: string } {
  if (about === 'rooms') {
    const share = Math.ceil(needed.value * 100 - 1e-9);
    const range = `In 95 of 100 runs between ${percent(needed.p2_5)} and ${percent(needed.p97_5)}.`;
    return Number.isFinite(needed.value) && share <= 100
      ? { title: `It pays for itself if children live in the rooms for ${share} of every 100 days`, under: range }
      : {
          title: 'It does not pay for itself, even if the rooms are never empty',
          under: `At these prices it would need more than all of the time. ${range}`,
        };
  }
  const there = Math.round(reached.value);
  const least = Math.ceil(needed.value - 1e-9);
  const range = runsWords(needed, reached.value);
  const of = `about ${there.toLocaleString('en-GB')} unplanned ${there === 1 ? 'ending' : 'endings'} a year`;
  if (!Number.isFinite(needed.value)) {
    return {
      title: 'It does not pay for itself in money',
      under: 'At these figures an unplanned ending costs nothing more, so none that is prevented saves any.',
    };
  }
  // Whole endings: one that is prevented in part is none.
  if (least > there) {
    return {
      title: 'It does not pay for itself in money',
      under: `It would have to prevent ${wholeWords(least)} a year, and reaches ${of}. ${range}`,
    };
  }
  return { title: `It pays for itself if it prevents ${least.toLocaleString('en-GB')} of ${of}`, under: range };
}

function runsWords({ p2_5, p97_5 }: Spread, there: number): string {
  const [few, many] = [wholeWords(p2_5), wholeWords(p97_5)];
  if (!Number.isFinite(p97_5)) {
    return `As few as ${few} may be enough. But in some runs the next home costs no more than the one that ended, and then no number is.`;
  }
  if (p2_5 <= there && p97_5 > there)
    return `As few as ${few} may be enough; in some runs it takes more than there are.`;
  return few === many
    ? `In 95 of 100 runs ${few} is enough.`
    : `In 95 of 100 runs it needs between ${few} and ${many}.`;
}

function percent(share: number): string {
  return share > 1 ? 'more than all of the time' : `${Math.round(share * 100)} of 100 days`;
}

/** What follows from the assumptions, in two or three sentences. */
export function resultWords(
  about: About,
  result: Invested,
  effect: { readonly low: number; readonly high: number },
): string[] {
  const { cost, each, net, pays } = result;
  const often = Math.round(pays * 100);
  const likely =
    net.value < 0
      ? `costs ${poundsWords(-net.value)} a year more than it saves`
      : `saves ${poundsWords(net.value)} a year more than it costs`;
  const money = `In 95 of 100 runs the result of a year is ${betweenWords(net)}. It costs more than it saves in ${100 - often} of 100 runs.`;
  if (about === 'rooms') {
    return [
      `It costs ${poundsWords(cost.value)} a year. One room bought spot for a whole year costs ${poundsWords(each.value)}.`,
      `With every figure at its likely value it ${likely}. ${money}`,
    ];
  }
  const [least, most] = [effect.low, effect.high].map((share) => Math.round(share * 100));
  return [
    `It costs ${poundsWords(cost.value)} a year${cost.p2_5 < cost.p97_5 ? ` (${poundsWords(cost.p2_5)} to ${poundsWords(cost.p97_5)})` : ''}. One unplanned ending costs ${poundsWords(each.value)} (${poundsWords(each.p2_5)} to ${poundsWords(each.p97_5)}).`,
    `Suppose that it prevents between ${least} and ${most} of every 100 endings it reaches. That is assumed: nobody has shown it. In the middle of that range, and with every other figure at its likely value, it ${likely}. ${money}`,
  ];
}
