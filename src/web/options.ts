import type { RoomServices } from '../access/index.ts';
import type { OidcSettings, PublicAddress } from '../accounts/index.ts';
import type { Database } from '../db/index.ts';

/** What the web needs of the outside: the data, the clock, the key cookies are signed with. */
export interface WebOptions extends Omit<RoomServices, 'work' | 'checks'> {
  readonly database: Database;
  /** At least 32 random characters, kept in the database, so that a restart forgets nobody. */
  readonly cookieKey: string;
  /** Where people reach Homeward; without it this machine alone, as in tests. */
  readonly address?: PublicAddress;
  /** The sign-in service of the organisation; without it local accounts only. */
  readonly oidc?: OidcSettings | null;
  /** How many pages one address may ask for in a minute; an office may stand behind one address. */
  readonly pagesPerMinute?: number;
  /** Where files lie while they are looked at, below the data folder; without it a folder of our own, as in tests. */
  readonly uploadFolder?: string;
  /** The file of checkpoints that a check of the record of events compares with; without it none. */
  readonly checkpoints?: string | null;
  readonly log: (line: object) => void;
}
