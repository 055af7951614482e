// Prints the address of a PostgreSQL on this machine in which databases may be made for tests, or nothing.
// Never fails: without one the tests run on the embedded database alone.
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import process from 'node:process';
import pg from 'pg';

const host = '127.0.0.1';
const port = 5432;

if (await listens()) {
  const users = [...new Set([process.env.PGUSER, userInfo().username, 'root', 'postgres'])].filter(Boolean);
  for (const user of users) {
    const address = `postgres://${encodeURIComponent(user)}@${host}:${port}/postgres`;
    if (await mayCreateDatabases(address)) {
      process.stdout.write(`${address}\n`);
      break;
    }
  }
}

function listens() {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const answer = (found) => {
      socket.destroy();
      resolve(found);
    };
    socket.on('connect', () => answer(true));
    socket.on('error', () => answer(false));
    socket.on('timeout', () => answer(false));
  });
}

async function mayCreateDatabases(connectionString) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 3000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query(
      'select rolcreatedb or rolsuper as may from pg_roles where rolname = current_user',
    );
    return rows[0]?.may === true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
