// `npm run scan`: lets scanners loose on Homeward. It makes a small made-up region in memory, serves it on this machine
// alone, signs in as a home finder and as a provider, and runs our own fuzzer and every scanner that is installed
// (sqlmap, wapiti, ffuf: Debian has all three). What is missing is said. Nothing but that one server is asked: other
// hosts are behind a proxy that is not there. The report lies in scan-report/; the exit code is 1 when anything is found.
//
//   npm run scan                     everything there is, about half an hour on two cores
//   npm run scan -- fuzzer ffuf      only these
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { loadRegion } from '../seed/index.ts';
import { rows, sql } from '../src/db/index.ts';
import { englandDate } from '../src/kernel/index.ts';
import { embeddedForTest } from '../test/database.ts';
import { everyRoute } from '../test/every-route.ts';
import { serverForTest } from '../test/server.ts';
import { endScanners, SCANNERS } from './scanners/index.mjs';

const report = join(dirname(dirname(fileURLToPath(import.meta.url))), 'scan-report');
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in SCANNERS));

if (unknown.length > 0) {
  say(`There is no scanner ${unknown.join(', ')}: choose from ${Object.keys(SCANNERS).join(', ')}.`);
  process.exitCode = 1;
} else {
  process.exitCode = await scan();
}

async function scan() {
  rmSync(report, { recursive: true, force: true });
  mkdirSync(report, { recursive: true });
  const routes = everyRoute();
  const database = await embeddedForTest();
  say('Making a small made-up region in memory');
  await loadRegion(database, { seed: '1', size: 'town', asOf: englandDate(new Date()) });
  const server = await serverForTest(database);
  const end = async () => {
    endScanners();
    await server.close();
    await database.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => end().finally(() => process.exit(1)));
  const results = [];
  try {
    const target = { url: server.url, routes, visitors: await visitorsOf(server, database), report };
    say(`Scanning ${server.url}`);
    for (const [name, run] of Object.entries(SCANNERS)) {
      if (chosen.length > 0 && !chosen.includes(name)) continue;
      const started = performance.now();
      const faultsBefore = faultsIn(server.log).length;
      const result = await run(target);
      const faults = faultsIn(server.log).slice(faultsBefore);
      const findings = [...result.findings, ...faults.map((line) => `a fault of the server: ${JSON.stringify(line)}`)];
      const seconds = Math.round((performance.now() - started) / 1000);
      results.push({ name, ...result, findings, seconds });
      say(`${name}: ${result.missing ?? `${findings.length} findings, ${result.asked}, ${seconds} s`}`);
    }
  } finally {
    await end();
  }
  writeFileSync(join(report, 'report.md'), reportOf(results));
  for (const { name, findings } of results) for (const finding of findings) say(`✖ ${name}: ${finding.split('\n')[0]}`);
  say(`The report is in ${join(report, 'report.md')}`);
  return results.some(({ findings }) => findings.length > 0) ? 1 : 0;
}

/** Who is signed in, each with the addresses that are theirs. */
async function visitorsOf(server, database) {
  const found = await database.asSystem((tx) =>
    rows(
      tx,
      sql`(select 'home finder' as name, a.id as actor, a.organisation_id as "organisationId", h.id as "homeId",
          w.search_id as "searchId", c.child_id as "childId"
        from actor a join search_worker w on w.actor_id = a.id
          join search_child c on c.search_id = w.search_id and c.organisation_id = w.organisation_id
          join home h on h.organisation_id = a.organisation_id
        where a.role = 'home-finder' order by a.id, w.search_id, h.id limit 1)
      union all (select 'provider', a.id, a.organisation_id, h.id, '', ''
        from actor a join home h on h.organisation_id = a.organisation_id
        where a.role in ('registered-manager', 'provider') order by a.id, h.id limit 1)`,
    ),
  );
  return found.map(({ name, actor, ...ids }) => ({
    name,
    ids: { section: 'about-me', actorId: actor, '*': 'homeward.css', ...ids },
    signIn: async () => (await server.actAs(actor)).cookies(),
  }));
}

function faultsIn(log) {
  return log.filter((line) => 'fault' in line);
}

function reportOf(results) {
  const parts = results.map(({ name, missing, asked, findings, seconds, notes = [] }) => {
    if (missing) return `## ${name}\n\nNot run: ${missing}.\n`;
    const list = findings.length === 0 ? 'Nothing was found.' : findings.map((each) => `- ${each}`).join('\n');
    const told = notes.map((each) => `- ${each}`).join('\n');
    return `## ${name}\n\n${asked}, in ${seconds} seconds.\n\n${list}\n${told ? `\nNot counted:\n\n${told}\n` : ''}`;
  });
  return `# What the scanners say\n\n${new Date().toISOString()}\n\n${parts.join('\n')}`;
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
