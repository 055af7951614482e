import type { Domain } from '../../src/kernel/index.ts';
import { COPING, EMOTIONAL, HEALTH } from './being-well.ts';
import { FAMILY, FRIENDS, IDENTITY } from './belonging.ts';
import { FAMILY_FAR } from './far-from-home.ts';
import { COMMUNICATION, EDUCATION, INDEPENDENCE, PLAY } from './growing.ts';
import type { DomainWords } from './lines.ts';
import { SAFE_AT_HOME, SAFE_OUTSIDE } from './safety.ts';

export const WORDS: Readonly<Record<Domain, DomainWords>> = {
  health: HEALTH,
  'emotional-wellbeing': EMOTIONAL,
  coping: COPING,
  identity: IDENTITY,
  family: FAMILY,
  friends: FRIENDS,
  education: EDUCATION,
  communication: COMMUNICATION,
  'safe-at-home': SAFE_AT_HOME,
  'safe-outside': SAFE_OUTSIDE,
  independence: INDEPENDENCE,
  'play-and-talents': PLAY,
};

/** The words for a domain; families who are far away have their own. */
export function wordsFor(domain: Domain, alone: boolean): DomainWords {
  return alone && domain === 'family' ? FAMILY_FAR : WORDS[domain];
}

export type { DomainWords, Line } from './lines.ts';
