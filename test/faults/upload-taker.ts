// A server that takes a file into a folder until it is killed. Started by the test beside it: node upload-taker.ts FOLDER.
// It says where it is, and how somebody who is signed in gets in.
import { writeSync } from 'node:fs';
import process from 'node:process';
import { policy } from '../../src/access/index.ts';
import { insertAll } from '../../src/db/index.ts';
import { takesFiles } from '../../src/uploads/index.ts';
import { embeddedForTest } from '../database.ts';
import { allocate } from '../relationships.ts';
import { serverForTest } from '../server.ts';

// Whatever happens to the test that started this process, it does not stay behind.
setTimeout(() => process.exit(3), 90_000).unref();
const [, , uploadFolder = ''] = process.argv;
const database = await embeddedForTest();
await database.asSystem(async (tx) => {
  await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North' }]);
  await insertAll(tx, 'actor', [{ organisation_id: 'north', id: 'w', name: 'Nia Holt', role: 'social-worker' }]);
  await insertAll(tx, 'child', [{ organisation_id: 'north', id: 'c', sex: 'female' }]);
  await allocate(tx, 'north', 'w', ['c']);
});
const limits = { kinds: ['text'], fileBytes: 1_000_000, files: 1, fields: 0 } as const;
const server = await serverForTest(database, undefined, undefined, undefined, {
  uploadFolder,
  routes: (app) => {
    app.post('/children/:childId/try', takesFiles(policy('profile.write', 'test.sent'), limits), (request, reply) =>
      request.takeFiles(async () => reply.send('taken')),
    );
  },
});
const worker = await server.actAs('w');
const { html } = await worker.get('/account');
const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1];
writeSync(1, `${JSON.stringify({ url: server.url, cookie: worker.cookies(), token })}\n`);
