import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Refusal } from '../kernel/index.ts';
import { oidcSettings } from './oidc-settings.ts';

const WHOLE = {
  OIDC_ISSUER: 'https://sign-in.example.gov.uk/realms/council',
  OIDC_CLIENT_ID: 'homeward',
  OIDC_CLIENT_SECRET: 'canary-secret-5519',
};

describe('the settings of the sign-in service', () => {
  test('none of them: local accounts only', () => {
    assert.equal(oidcSettings({}), null);
    assert.equal(oidcSettings({ OIDC_ISSUER: '', OIDC_CLIENT_ID: ' ', OIDC_CLIENT_SECRET: undefined }), null);
  });

  test('all of them', () => {
    const found = oidcSettings(WHOLE);
    assert.equal(found?.issuer.href, WHOLE.OIDC_ISSUER);
    assert.equal(found?.clientId, 'homeward');
    assert.equal(found?.insecure, false);
  });

  test('half of them is refused, naming what is missing and none of the values', () => {
    for (const left of Object.keys(WHOLE) as (keyof typeof WHOLE)[]) {
      const { [left]: _taken, ...half } = WHOLE;
      assert.throws(
        () => oidcSettings(half),
        (error: Error) =>
          error instanceof Refusal && error.message.includes(`${left} is not set`) && !/canary/.test(error.message),
      );
    }
    assert.throws(() => oidcSettings({ OIDC_ISSUER: WHOLE.OIDC_ISSUER }), /OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are/);
  });

  const issuer = (value: string) => () => oidcSettings({ ...WHOLE, OIDC_ISSUER: value });

  test('plain http is for a provider on this machine only', () => {
    for (const host of ['localhost:9000', '127.0.0.1:9000', '[::1]:9000']) {
      assert.equal(issuer(`http://${host}`)()?.insecure, true);
    }
    for (const host of ['sign-in.example.gov.uk', '10.0.0.1', '127.0.0.1.example.org', 'localhost.example.org']) {
      assert.throws(issuer(`http://${host}`), /should begin with https/);
    }
  });

  test('what is no address of a provider is refused', () => {
    for (const value of ['sign-in', 'ftp://a.example', 'https://a.example/?x=1', 'https://me:secret@a.example']) {
      assert.throws(issuer(value), /should be the address of the provider/);
    }
  });

  test('an address that any organisation can sign in through is refused', () => {
    for (const path of ['common/v2.0', 'organizations/v2.0', '{tenantid}/v2.0', 'consumers']) {
      assert.throws(issuer(`https://login.example/${path}`), /not an address that is shared by many/);
    }
  });
});
