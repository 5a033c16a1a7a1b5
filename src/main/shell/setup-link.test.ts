import { expect, test } from 'vitest';
import { MAX_CLAIM } from '../limits.ts';
import { hintFrom, noHint, readSetupLink } from './setup-link.ts';

const relay = 'wss://relay.example.org';

test('a setup link names a relay and a claim code', () => {
  expect(readSetupLink('beistand://setup#relay=ws://127.0.0.1:1234&claim=ABCD-EFGH')).toEqual({
    relay: 'ws://127.0.0.1:1234',
    claim: 'ABCD-EFGH',
  });
  expect(readSetupLink(`beistand://setup#relay=${encodeURIComponent(relay)}`)).toEqual({
    relay,
    claim: '',
  });
});

test.each([
  'beistand://setup',
  'beistand://setup#',
  'beistand://setup#claim=ABCD-EFGH',
  `beistand://join#relay=${relay}`,
  `beistand://setup?relay=${relay}`,
  `beistand://setup/#relay=${relay}`,
  `BEISTAND://setup#relay=${relay}`,
  'beistand://setup#relay=ws://relay.example.org',
  'beistand://setup#relay=https://relay.example.org',
  `beistand://setup#relay=${relay}/path`,
  `beistand://setup#relay=${relay}&relay=wss://evil.example`,
  `beistand://setup#relay=${relay}&claim=A&claim=B`,
  `beistand://setup#relay=${relay}&passphrase=x`,
  `beistand://setup#relay=${relay}&claim=<b>`,
  `beistand://setup#relay=${relay}&claim=${'A'.repeat(MAX_CLAIM + 1)}`,
  `beistand://setup#relay=${relay}&claim=${'%41'.repeat(1000)}`,
  ` beistand://setup#relay=${relay}`,
])('%s is no setup link', (link) => {
  expect(readSetupLink(link)).toBeNull();
});

test('the command line gives its first setup link, or no hint', () => {
  expect(
    hintFrom([
      '/usr/bin/beistand',
      '--no-sandbox',
      'beistand://setup#x',
      `beistand://setup#relay=${relay}`,
    ]),
  ).toEqual({ relay, claim: '' });
  expect(hintFrom(['/usr/bin/beistand'])).toEqual(noHint);
});
