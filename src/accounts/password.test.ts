import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceWords } from './device.ts';
import { nextPath } from './index.ts';
import { codePicture, newCodeSecret, newRecoveryCodes, stepOfCode, typedRecoveryCode } from './one-time-codes.ts';
import { hashPassword, isPassword } from './password.ts';
import { passwordProblem } from './password-rules.ts';
import { publicAddress } from './public-address.ts';

test('a password is known again by its hash, and by no other', async () => {
  const hash = await hashPassword('lantern otter quarry seven');
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  assert.notEqual(hash, await hashPassword('lantern otter quarry seven'));
  assert.equal(await isPassword('lantern otter quarry seven', hash), true);
  assert.equal(await isPassword('lantern otter quarry Seven', hash), false);
  assert.equal(await isPassword(' lantern otter quarry seven', hash), false, 'not trimmed');
  assert.equal(await isPassword('Café am Fluß 77', await hashPassword('Café am Fluß 77')), true, 'é in two ways');
});

test('whoever is unknown takes as long as whoever is known', async () => {
  const hash = await hashPassword('lantern otter quarry seven');
  const took = async (of: string | null) => {
    const began = process.cpuUsage();
    for (let i = 0; i < 5; i++) await isPassword('wrong wrong wrong', of);
    const { user, system } = process.cpuUsage(began);
    return user + system;
  };
  await took(hash);
  const [known, unknown] = [await took(hash), await took(null)];
  assert.ok(unknown > known / 3, `${unknown} against ${known} microseconds`);
  assert.equal(await isPassword('', null), false);
});

test('passwords that everybody tries first, or made of the person’s own name, are not taken', () => {
  const person = { name: 'Nia Holt', email: 'nia.holt@north.example' };
  const refused = [
    '',
    'elevenchars',
    'password1234',
    'P4ssw0rd!2026',
    'Welcome2026!!',
    'qwertyuiop123',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    '123456789012',
    'liverpool2026',
    'September2026!',
    'niaholt12345',
    'Nia.Holt-2026',
    'north.example.1',
    'homeward2026',
    'correct horse battery staple',
    'x'.repeat(201),
  ];
  for (const each of refused) assert.notEqual(passwordProblem(each, person), null, each);
  for (const each of [
    'lantern otter quarry seven',
    'tr4mlines under chalk',
    'кошка на зелёной крыше',
    'V7#q_nn2LpX9w',
    'nia swims with eleven herons',
    '🦦🦆🐢🦔🐝🦋🐌🐞🦉🦇🐺🦊',
  ])
    assert.equal(passwordProblem(each, person), null, each);
});

test('codes are those of RFC 6238, one step early or late, and no other', () => {
  // Appendix B: the secret is the ASCII text 12345678901234567890; the last six of its eight digits.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const at = (seconds: number) => new Date(seconds * 1000);
  assert.equal(stepOfCode(secret, '287082', at(59)), 1);
  assert.equal(stepOfCode(secret, '287 082', at(59)), 1);
  assert.equal(stepOfCode(secret, '081804', at(1_111_111_109)), 37_037_036);
  assert.equal(stepOfCode(secret, '081804', at(1_111_111_109 + 30)), 37_037_036, 'one step late');
  assert.equal(stepOfCode(secret, '081804', at(1_111_111_109 + 90)), null);
  for (const wrong of ['', '08180', '0818045', 'abcdef', '８１８０４１'])
    assert.equal(stepOfCode(secret, wrong, at(59)), null);
  assert.match(newCodeSecret(), /^[A-Z2-7]{32}$/);
  const picture = Buffer.from(codePicture(secret, 'a@b.example').split(',')[1] ?? '', 'base64').toString();
  assert.match(picture, /^<svg /);
});

test('recovery codes are ten different ones, read however they are typed', () => {
  const codes = newRecoveryCodes();
  assert.equal(new Set(codes).size, 10);
  for (const code of codes) assert.match(code, /^[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}$/);
  assert.equal(typedRecoveryCode(' K7W2 9hfm-q3xd '), 'k7w2-9hfm-q3xd');
  for (const wrong of ['', '123456', 'k7w2-9hfm', 'k7w2-9hfm-q3xd-0000', '%%%%-%%%%-%%%%']) {
    assert.equal(typedRecoveryCode(wrong), null);
  }
});

test('one goes on to a path of this site and nowhere else', () => {
  assert.equal(nextPath('/children/c1?page=2'), '/children/c1?page=2');
  for (const wrong of [
    undefined,
    7,
    '',
    'children',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/..//evil.example',
    '/%2e%2e//evil.example',
    '/./\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/sign-in/code',
    '/first/x',
    `/${'a'.repeat(500)}`,
  ]) {
    const next = nextPath(wrong);
    assert.equal(new URL(next, 'http://here.example').host, 'here.example', String(wrong));
    assert.ok(!next.startsWith('//'), String(wrong));
  }
});

test('where Homeward is reached: this machine, or https; a network is never open without it', () => {
  const here = publicAddress({}, 3000);
  assert.deepEqual([here.origin, here.secure, here.listen], ['http://localhost:3000', false, '127.0.0.1']);
  const out = publicAddress(
    { HOMEWARD_URL: 'https://Homeward.example.gov.uk/', HOST: '0.0.0.0', HOMEWARD_PROXY: '10.0.0.5, 10.1.0.0/16' },
    3000,
  );
  assert.deepEqual(
    [out.origin, out.secure, out.host, out.listen, out.proxies],
    [
      'https://homeward.example.gov.uk',
      true,
      'homeward.example.gov.uk',
      '0.0.0.0',
      ['127.0.0.1', '::1', '10.0.0.5', '10.1.0.0/16'],
    ],
  );
  for (const env of [
    { HOST: '0.0.0.0' },
    { HOST: '192.168.1.7', HOMEWARD_URL: 'http://localhost:3000' },
    { HOMEWARD_URL: 'http://homeward.example.gov.uk' },
    { HOMEWARD_URL: 'homeward.example.gov.uk' },
    { HOMEWARD_URL: 'https://homeward.example.gov.uk/app' },
    { HOMEWARD_URL: 'ftp://homeward.example.gov.uk' },
    { HOMEWARD_URL: 'https://homeward.example.gov.uk', HOMEWARD_PROXY: 'everybody' },
  ])
    assert.throws(() => publicAddress(env, 3000), /HOMEWARD_URL|HOST|HOMEWARD_PROXY/, JSON.stringify(env));
});

test('a browser is named in words its owner knows', () => {
  const words: Record<string, string> = {
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0': 'Firefox on Windows',
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0': 'Edge on Windows',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19 Mobile Safari/604':
      'Safari on iPhone',
    'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36': 'Chrome on Android',
    '<script>alert(1)</script>': 'A browser',
  };
  for (const [agent, expected] of Object.entries(words)) assert.equal(deviceWords(agent), expected);
  assert.equal(deviceWords(undefined), 'A browser');
});
