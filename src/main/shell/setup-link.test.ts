import { expect, test } from 'vitest';
import { MAX_CLAIM } from '../limits.ts';
import { hintFrom, noHint, readSetupLink } from './setup-link.ts';

const relay = 'wss://relay.example.org';

test('a setup link names a relay and a claim code', () => {
  expect(readSetupLink('beistand://setup#relay=ws://127.0.0.1:1234&claim=ABCD-EFGH')).toEqual({
    relay: 'ws://127.0.0.1:1234',
    claim: 'ABCD-EFGH',
    invite: '',
  });
  expect(readSetupLink(`beistand://setup#relay=${encodeURIComponent(relay)}`)).toEqual({
    relay,
    claim: '',
    invite: '',
  });
});

const pin = ['a'.repeat(32), 'b'.repeat(64), 'c'.repeat(64)].join('.');
const invite = `beistand://join#${pin}.${'d'.repeat(32)}.1800000000000.wss%3A%2F%2Frelay.example`;

test('an invite is handed on as it is', () => {
  expect(readSetupLink(invite)).toEqual({ relay: '', claim: '', invite });
  expect(hintFrom(['/usr/bin/beistand', invite])).toMatchObject({ invite });
});

test.each([
  ['a capital', invite.replace('join', 'Join')],
  ['a query', invite.replace('#', '?')],
  ['a slash too many', invite.replace('join#', 'join/#')],
  ['a short pin', invite.replace('aaaa', '')],
  ['an argument behind it', `${invite} --flag`],
  ['a line behind it', `${invite}\nx`],
  ['markup', `${invite}<b>`],
  ['far too much', invite + 'a'.repeat(1000)],
])('an invite with %s is none', (_, link) => {
  expect(readSetupLink(link)).toBeNull();
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
  ).toEqual({ relay, claim: '', invite: '' });
  expect(hintFrom(['/usr/bin/beistand'])).toEqual(noHint);
});
