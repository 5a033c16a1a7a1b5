import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { labels } from './crypto/labels.ts';
import { EPOCH_BYTES } from './team/prekey.ts';
import { roles } from './team/device-entry.ts';
import { chainedTypes, reservedTypes, teamTypes } from './talk/types.ts';
import { testTeam } from './testing/team.ts';
import { sign } from './crypto/keys.ts';
import {
  BLOB_BURST,
  BLOB_WINDOW,
  BLOBS_PER_SECOND,
  BLOBS_AT_ONCE,
  DEVICE_BLOB_BYTES,
  MAILBOX_BLOB_BYTES,
  MAX_BLOB_CHUNKS,
  TEAM_BLOB_BYTES,
} from './limits.ts';
import { signBeacon } from './team/beacon.ts';
import { blobRefusals, closeReasons, putRefusals, sendResults } from './wire/relay-frames.ts';
import { SEALED_CHUNK_BYTES } from './wire/blob.ts';

const source = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
/** However wide a formatter makes the tables. */
const law = source('../docs/PROTOCOL.md').replace(/ +/g, ' ');
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((m) => m[1] ?? '');
const [, frames = ''] = law.split('## 5 Relay');
const [, refusals = ''] = law.split('## 7 Refusals');

describe('docs/PROTOCOL.md says what the code does', () => {
  test('every error code stands in §7, and no other', () => {
    const codes = all(source('./errors.ts'), /^ {2}\| '([a-z-]+)'/gm);
    expect(codes.length).toBeGreaterThan(10);
    expect(all(refusals, /^\| `([a-z-]+)` \|/gm)).toEqual(expect.arrayContaining(codes));
    expect(all(refusals, /^\| `([a-z-]+)` \|/gm).length).toBe(codes.length);
  });

  test.each(['./wire/client-frames.ts', './wire/relay-frames.ts'])('every frame of %s', (path) => {
    const numbered = [...source(path).matchAll(/^ {2}'?([a-z-]+)'?: (0x[0-9a-f]{2}),/gm)];
    expect(numbered.length).toBeGreaterThan(9);
    for (const [, name, number] of numbered) expect(frames).toContain(`| ${name} | ${number} |`);
  });

  test('every numbered answer, in its order', () => {
    for (const list of [sendResults, putRefusals, closeReasons, blobRefusals]) {
      expect(frames).toContain(list.map((name, i) => `${i} ${name}`).join(', '));
    }
  });

  test('every label and tag of the code stands in it', () => {
    const files = [
      'crypto/labels.ts',
      'crypto/crockford.ts',
      'crypto/code-fingerprint.ts',
      'crypto/identity.ts',
      'talk/names.ts',
      'talk/paper.ts',
    ];
    const more = [
      'team/derived-ids.ts',
      'team/signature.ts',
      'team/document-bytes.ts',
      'wire/login.ts',
      'wire/blob.ts',
    ];
    const used = [...files, ...more].flatMap((path) => all(source(path), /'(sc1\/[A-Za-z-]+)'/g));
    expect(new Set(used).size).toBeGreaterThan(Object.keys(labels).length + 10);
    for (const label of new Set(used)) expect(law).toContain(`\`${label}\``);
  });

  test('every type of body and every role', () => {
    for (const type of [...chainedTypes, ...teamTypes, ...reservedTypes, ...roles, 'receipt']) {
      expect(law).toMatch(new RegExp(`(\`| )${type}(\`|,| )`));
    }
  });

  test('the sizes it names are the sizes there are', () => {
    const [device] = testTeam('law').devices;
    if (device === undefined) throw new RangeError('one device');
    const beacon = { team: testTeam('law').team, device: device.id, until: 1 };
    expect(law.includes(`\n${device.bundle.length} bytes. kid`)).toBe(true);
    expect(
      law.includes(`\n${signBeacon(beacon, (m) => sign(device.sign, m)).length} bytes. An`),
    ).toBe(true);
    expect(law).toContain(`epoch ${EPOCH_BYTES}`);
    expect(law).toContain(`chunk ${SEALED_CHUNK_BYTES.toLocaleString('en')} |`);
    expect(law).toContain(`u16 chunks (1–${MAX_BLOB_CHUNKS})`);
    expect(law).toContain(`at most ${BLOB_WINDOW} blob frames unanswered`);
    expect(law).toContain(`works on ${BLOBS_AT_ONCE} at once`);
    expect(law).toContain(`${BLOB_BURST} in a burst and ${BLOBS_PER_SECOND} a second`);
    const mib = (bytes: number) => bytes / 1024 / 1024;
    expect(law).toContain(
      `a mailbox has ${mib(MAILBOX_BLOB_BYTES)} MiB, a device ${mib(DEVICE_BLOB_BYTES)} MiB, a team ${mib(TEAM_BLOB_BYTES) / 1024} GiB`,
    );
  });
});
