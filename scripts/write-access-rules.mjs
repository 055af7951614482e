// Prints the rows of access_rule as SQL, from the policy in src/access. A change of the policy is a new migration that
// deletes the old rows and inserts these; a test compares the database with the policy.
import { ACCESS_RULES } from '../src/access/index.ts';

const rows = ACCESS_RULES.map((rule) => `  ('${rule.role}', '${rule.through}', '${rule.class}', '${rule.may}')`);
process.stdout.write(`insert into access_rule (role, through, class, may) values\n${rows.join(',\n')};\n`);
