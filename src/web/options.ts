import type { RoomServices } from '../access/index.ts';

/** What the web needs of the outside: the data, the clock, the key cookies are signed with. */
export interface WebOptions extends RoomServices {
  /** At least 32 random characters, kept in the database, so that a restart forgets nobody. */
  readonly cookieKey: string;
  readonly log: (line: object) => void;
}
