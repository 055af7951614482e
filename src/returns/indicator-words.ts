import { FEW, type Figure, type Indicator, type Told } from '../indicators/index.ts';

type Unit = Indicator['unit'];

/** A figure in words: `25%`, `5 or fewer`, `not shown`, `not held`. */
export function figureWords(figure: Figure, unit: Unit): string {
  switch (figure.is) {
    case 'not-held':
      return 'not held';
    case 'nobody':
      return 'nobody to count';
    case 'hidden':
      return 'not shown';
    case 'few':
      if (unit === 'children') return `${FEW} or fewer`;
      return `${amount(figure.value, unit)} or ${figure.bound === 'at-most' ? 'less' : 'more'}`;
    case 'known':
      return amount(figure.value, unit);
  }
}

function amount(value: number, unit: Unit): string {
  if (unit === 'score') return value.toFixed(1);
  if (unit === 'months') return `${value.toFixed(1)} months`;
  return `${value.toLocaleString('en-GB')}${unit === 'percent' ? '%' : ''}`;
}

/** `20 of 80 children; of 20 it is not known`, as far as the numbers are told. */
export function countWords(figure: Figure, unit: Unit): string {
  if (figure.is !== 'known' && figure.is !== 'few') return '';
  const part = figure.is === 'known' ? figure.part : null;
  const of = figure.of;
  const parts = [
    ...(part && of ? [`${told(part)} of ${told(of)}`] : []),
    ...(!part && of ? [unit === 'times' ? `${told(of)} children` : `of ${told(of)}`] : []),
    ...(part && !of ? [`${told(part)} children`] : []),
    ...(figure.unknown && !(figure.unknown.is === 'shown' && figure.unknown.count === 0)
      ? [`not known: ${told(figure.unknown)}`]
      : []),
  ];
  return parts.join('; ');
}

function told(each: Told): string {
  if (each.is === 'shown') return each.count.toLocaleString('en-GB');
  return each.is === 'few' ? `${FEW} or fewer` : 'not shown';
}

/** What changed within a year; nothing where one of the two is not told, because the other would tell it. */
export function changeWords(now: Figure, before: Figure, unit: Unit): string {
  if (now.is === 'not-held' || now.is === 'nobody') return '';
  if (before.is === 'not-held' || before.is === 'nobody') return 'not known a year before';
  if (now.is !== 'known' || before.is !== 'known') return 'change not shown';
  const difference = Math.round((now.value - before.value) * 10) / 10;
  if (difference === 0) return 'as a year before';
  const size = Math.abs(difference).toLocaleString('en-GB');
  const points = unit === 'percent' ? ` percentage point${size === '1' ? '' : 's'}` : '';
  return `${size}${points} ${difference > 0 ? 'more' : unit === 'children' || unit === 'times' ? 'fewer' : 'less'} than a year before`;
}

export function drawnValue(figure: Figure): number | null {
  return figure.is === 'known' || figure.is === 'few' ? figure.value : null;
}

export function isBound(figure: Figure): boolean {
  return figure.is === 'few';
}
