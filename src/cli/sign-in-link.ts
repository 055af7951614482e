import { parseArgs } from 'node:util';
import { authorityLink, helpLink, publicAddress } from '../accounts/index.ts';
import { databaseTarget, openDatabase } from '../db/index.ts';
import type { Output } from './output.ts';

/**
 * `homeward sign-in-link`: whoever looks after the machine lets in the first administrator of an authority, or somebody
 * who has lost their password or their phone.
 */
export async function signInLink(args: readonly string[], output: Output): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      authority: { type: 'string' },
      email: { type: 'string' },
      'new-phone': { type: 'boolean', default: false },
    },
  });
  const { authority, email } = values;
  if ((authority === undefined) === (email === undefined) || (values['new-phone'] && email === undefined)) {
    output.err('Usage: homeward sign-in-link --authority CODE | --email ADDRESS [--new-phone]\n');
    return 2;
  }
  const { origin } = publicAddress(process.env, Number(process.env.PORT) || 3000);
  const database = await openDatabase(databaseTarget(process.env));
  try {
    const path = await database.asSystem((tx) =>
      authority === undefined
        ? helpLink(tx, (email ?? '').trim(), values['new-phone'], new Date())
        : authorityLink(tx, authority.trim().toUpperCase(), new Date()),
    );
    output.err('This link works once, for 24 hours. Give it to that person alone:\n');
    output.out(`${origin}${path}\n`);
    return 0;
  } finally {
    await database.close();
  }
}
