import { inWords, type PlainDate } from '../kernel/index.ts';
import { OUT_OF_SERVICE_REASONS, type OutOfServiceReason, REASON_WORDS, type RoomState } from './room-state.ts';

/** How a room's state is shown: a tag, its colour, and what stands behind it. */
export interface StateWords {
  readonly tag: string;
  readonly colour: 'green' | 'blue' | 'yellow' | 'grey' | 'red';
  readonly hint: string;
}

/** @param said who said so, where the reader may know */
export function stateWords(state: RoomState, said: string | null = null): StateWords {
  const by = said ? ` by ${said}` : '';
  switch (state.state) {
    case 'free':
      return { tag: 'Free now', colour: 'green', hint: `Confirmed on ${inWords(state.saidOn)}${by}` };
    case 'free-from':
      return {
        tag: `Free from ${inWords(state.from)}`,
        colour: 'blue',
        hint: `Confirmed on ${inWords(state.saidOn)}${by}`,
      };
    case 'taken':
      return { tag: 'Taken', colour: 'grey', hint: `Said on ${inWords(state.saidOn)}${by}` };
    case 'out-of-service': {
      const until = state.until ? `until ${inWords(state.until)}` : 'until further notice';
      return { tag: 'Out of service', colour: 'red', hint: `${reasonWords(state.reason)}, ${until}` };
    }
    case 'unconfirmed':
      return { tag: 'Not confirmed', colour: 'yellow', hint: unconfirmedWords(state) };
  }
}

export function reasonWords(reason: string): string {
  const known = OUT_OF_SERVICE_REASONS as readonly string[];
  return known.includes(reason) ? REASON_WORDS[reason as OutOfServiceReason] : reason;
}

function unconfirmedWords(state: Extract<RoomState, { state: 'unconfirmed' }>): string {
  if (state.saidOn === null) return 'Nobody has said yet whether it is free';
  const from = state.freeFrom ? ` free from ${inWords(state.freeFrom)}` : ' free';
  const said = `On ${inWords(state.saidOn)} somebody said it is${from}`;
  return state.why === 'somebody has moved in since'
    ? `${said}; a child has moved into the home since. Ask first`
    : `${said}; nobody has confirmed it since. Ask first`;
}

/** A home in one line: what a searcher may count on. */
export interface VacancyLine {
  readonly words: string;
  readonly colour: StateWords['colour'];
}

/**
 * @param placesLeft registered places less the children who live there; null: not known
 */
export function vacancyLine(states: readonly RoomState[], placesLeft: number | null): VacancyLine {
  if (placesLeft !== null && placesLeft <= 0) return { words: 'Full', colour: 'grey' };
  if (states.length === 0) return { words: 'Rooms not known: ask first', colour: 'yellow' };
  const most = placesLeft ?? Number.POSITIVE_INFINITY;
  const free = Math.min(most, states.filter((each) => each.state === 'free').length);
  if (free > 0) return { words: `${rooms(free)} free now`, colour: 'green' };
  const later = states.flatMap((each) => (each.state === 'free-from' ? [each.from] : [])).sort();
  if (later.length > 0) {
    return {
      words: `${rooms(Math.min(most, later.length))} free from ${inWords(later[0] as PlainDate)}`,
      colour: 'blue',
    };
  }
  const unsure = states.filter((each) => each.state === 'unconfirmed').length;
  if (unsure > 0) return { words: `${rooms(Math.min(most, unsure))} not confirmed: ask first`, colour: 'yellow' };
  return { words: 'No room free', colour: 'grey' };
}

function rooms(count: number): string {
  return count === 1 ? '1 room' : `${count} rooms`;
}
