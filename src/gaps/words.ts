import type { GapAges, GapKind, GapNeed } from '../sufficiency/index.ts';

export const KIND_WORDS: Readonly<Record<GapKind, string>> = {
  fostering: 'Foster homes',
  residential: 'Children’s homes',
  supported: 'Supported accommodation',
};

export const AGES_WORDS: Readonly<Record<GapAges, string>> = {
  '0-4': 'Under 5',
  '5-9': '5 to 9',
  '10-15': '10 to 15',
  '16-17': '16 and 17',
};

/** Who they are, within a sentence. */
const WHO: Readonly<Record<GapAges, string>> = {
  '0-4': 'children under 5',
  '5-9': 'children of 5 to 9',
  '10-15': 'children of 10 to 15',
  '16-17': 'young people of 16 and 17',
};

export const NEED_WORDS: Readonly<Record<GapNeed, string>> = {
  low: 'Low',
  some: 'Some',
  high: 'High',
  unknown: 'Not known yet',
};

const WITH: Readonly<Record<GapNeed, string>> = {
  low: ' with low needs',
  some: ' with some needs',
  high: ' with high needs',
  unknown: ' whose needs are not known yet',
};

const IN: Readonly<Record<GapKind, string>> = {
  fostering: 'in foster homes',
  residential: 'in children’s homes',
  supported: 'in supported accommodation',
};

/** `12 more rooms in foster homes for children of 10 to 15 with high needs near Ashby`. */
export function gapInWords(rooms: number, kind: GapKind, ages: GapAges, need: GapNeed, near: string): string {
  return `${rooms} more ${rooms === 1 ? 'room' : 'rooms'} ${IN[kind]} for ${WHO[ages]}${WITH[need]} near ${near}`;
}

/** An authority as people call the place: `Ashby`, of `Ashby City Council`. */
export function placeName(authority: string): string {
  return authority.replace(/ (?:(?:City|County|District|Metropolitan Borough|Borough) )?Council$/, '');
}
