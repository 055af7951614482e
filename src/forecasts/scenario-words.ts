import { monthWords } from '../charts/index.ts';
import type { Kind, Scenario } from '../sufficiency/index.ts';

type Change = Scenario['changes'][number];

/** Kinds of home within a sentence. */
export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  fostering: 'foster homes',
  residential: 'children’s homes',
  supported: 'supported accommodation',
  other: 'homes with parents, for adoption and elsewhere',
};

/** One line of a scenario in a sentence. */
export function changeWords(change: Change): string {
  return `${what(change)}, ${when(change)}.`;
}

function what(change: Change): string {
  const { kind, age, into } = change;
  const who = `${age ? `${age[0] === age[1] ? `${age[0]}` : `${age[0]} to ${age[1]}`} years old` : ''}`;
  const of = [who, kind ? `in ${KIND_WORDS[kind]}` : ''].filter(Boolean).join(', ');
  const about = of ? ` (${of})` : '';
  switch (change.what) {
    case 'rooms':
      return `Rooms in ${kind ? KIND_WORDS[kind] : 'homes'}: ${amount(change, '')}`;
    case 'entries':
      return `Children who come into care${of ? ` (${[who, kind ? `to ${KIND_WORDS[kind]}` : ''].filter(Boolean).join(', ')})` : ''}: ${amount(change, ' a month')}`;
    case 'exits':
      return `Children who leave care${about}: ${amount(change, ' a month')}`;
    case 'moves':
      return `Children who move ${kind ? `from ${KIND_WORDS[kind]} ` : ''}to ${into ? KIND_WORDS[into] : 'another kind of home'}${who ? ` (${who})` : ''}: ${amount(change, ' a month')}`;
  }
}

function amount({ multiply, add }: Change, unit: string): string {
  const parts = [
    ...(multiply !== undefined && multiply !== 1 ? [percent(multiply)] : []),
    ...(add !== undefined && add !== 0 ? [`${figure(Math.abs(add))} ${add > 0 ? 'more' : 'fewer'}${unit}`] : []),
  ];
  return parts.length > 0 ? parts.join(', then ') : 'as without it';
}

function percent(multiply: number): string {
  const off = figure(Math.abs(multiply - 1) * 100);
  return multiply === 0 ? 'none' : `${off}% ${multiply < 1 ? 'fewer' : 'more'}`;
}

function when({ from, to }: Change): string {
  if (to === undefined) return `from ${monthWords(from)} on`;
  return from === to ? `in ${monthWords(from)}` : `from ${monthWords(from)} to ${monthWords(to)}`;
}

function figure(value: number): string {
  return String(Math.round(value * 100) / 100);
}
