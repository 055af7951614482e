import { fuzz } from '../../test/security/fuzzer.ts';
import { overHttp } from './over-http.mjs';

/** The fuzzer of the tests, with another seed each time, more of everything, and over a real connection. */
export async function ourFuzzer({ url, routes, visitors }) {
  const seed = Math.floor(Math.random() * 1_000_000);
  const [first, second = first] = visitors;
  const { findings, answers } = await fuzz({
    routes,
    visitors: [{ name: 'no one', ids: first.ids, signIn: async () => '', knocks: true }, ...visitors],
    ask: (each) => overHttp(url, each),
    seed,
    rounds: 4,
    others: ['other', second.ids.homeId, second.ids.organisationId],
  });
  const asked = [...answers.values()].reduce((sum, each) => sum + each, 0);
  return {
    asked: `${asked} requests with seed ${seed}`,
    findings: findings.map((each) => `${each.what}, as ${each.as}: ${JSON.stringify(each.request).slice(0, 600)}`),
  };
}
