import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { speechFor } from '../words.ts';
import { updateAsking, type Question } from './asking.ts';
import type { Look, UpdateEngine } from './engine.ts';
import { readFeed } from './feed.ts';
import { isSigned, releaseInput } from './release-signature.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
const release = {
  version: '1.2.3',
  files: [
    { url: 'a.AppImage', sha512: 'AAAA' },
    { url: 'b.exe', sha512: 'BBBB' },
  ],
};
const signature = sign(null, releaseInput(release), privateKey).toString('base64');

describe('the feed', () => {
  const shipped = JSON.stringify({ url: 'https://updates.example.org/desk', key });

  test('is the one a release carries, or none', () => {
    expect(readFeed(shipped, {})).toEqual({ url: 'https://updates.example.org/desk', key });
    expect(readFeed(null, {})).toBeNull();
  });

  test.each([
    'not json',
    '[]',
    JSON.stringify({ url: 'https://updates.example.org' }),
    JSON.stringify({ url: 'http://updates.example.org', key }),
    JSON.stringify({ url: 'file:///tmp', key }),
    JSON.stringify({ url: 'nonsense', key }),
    JSON.stringify({ url: 'https://updates.example.org', key: 'short' }),
    JSON.stringify({ url: 'https://updates.example.org', key, more: 1 }),
  ])('is none when it is not in order: %s', (file) => {
    expect(readFeed(file, {})).toBeNull();
  });

  test('in the environment counts only on this machine, and only with its key', () => {
    const env = (url: string, own: string | undefined = key) =>
      readFeed(shipped, { BEISTAND_UPDATE_FEED: url, BEISTAND_UPDATE_KEY: own });
    expect(env('http://127.0.0.1:8080/feed')).toEqual({ url: 'http://127.0.0.1:8080/feed', key });
    for (const url of [
      'https://evil.example',
      'http://127.0.0.1.evil.example',
      'https://127.0.0.1',
      '',
    ]) {
      expect(env(url), url).toBeNull();
    }
    expect(env('http://127.0.0.1:8080', 'x')).toBeNull();
  });
});

describe('a release', () => {
  test('is ours when version and files are exactly what was signed', () => {
    expect(isSigned({ ...release, signature, releaseDate: 'any' }, key)).toBe(true);
  });

  test.each([
    ['no signature', release],
    ['an empty one', { ...release, signature: '' }],
    ['another version', { ...release, signature, version: '1.2.4' }],
    [
      'another hash',
      { ...release, signature, files: [{ url: 'a.AppImage', sha512: 'CCCC' }, release.files[1]] },
    ],
    ['a file less', { ...release, signature, files: [release.files[0]] }],
    ['no file', { ...release, signature, files: [] }],
    ['files in another order', { ...release, signature, files: release.files.toReversed() }],
    [
      'a line break in a name',
      { ...release, signature, files: [{ url: 'a.AppImage\nAAAA', sha512: 'b' }] },
    ],
    ['nothing', null],
  ])('is not ours with %s', (_what, info) => {
    expect(isSigned(info, key)).toBe(false);
  });

  test('no two releases share their signed words', () => {
    const line = fc.stringMatching(/^[^\r\n]{1,8}$/u);
    const file = fc.record({ url: line, sha512: line });
    const any = fc.record({ version: line, files: fc.array(file, { minLength: 1, maxLength: 3 }) });
    fc.assert(
      fc.property(any, any, (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(releaseInput(a).equals(releaseInput(b))).toBe(same);
      }),
    );
  });
});

describe('asking', () => {
  const speech = speechFor('de').update;

  function asking(seen: Look, answers: readonly boolean[], loads = true) {
    const did: string[] = [];
    const left = [...answers];
    const engine: UpdateEngine = {
      look: async () => {
        did.push('look');
        return seen;
      },
      load: async () => {
        did.push('load');
        return loads;
      },
      install: () => did.push('install'),
    };
    const ask = async ({ message }: Question): Promise<boolean> => {
      did.push(message);
      return left.shift() ?? false;
    };
    return { did, look: updateAsking({ engine, ask, speech }) };
  }

  test('each step waits for its own yes', async () => {
    const newer = { found: 'newer', version: '2.0.0' } as const;
    const no = asking(newer, []);
    await no.look(false);
    expect(no.did).toEqual(['look', speech.found('2.0.0')]);
    const yesNo = asking(newer, [true]);
    await yesNo.look(false);
    expect(yesNo.did).toEqual(['look', speech.found('2.0.0'), 'load', speech.ready('2.0.0')]);
    const yesYes = asking(newer, [true, true]);
    await yesYes.look(false);
    expect(yesYes.did.at(-1)).toBe('install');
    const failed = asking(newer, [true, true], false);
    await failed.look(false);
    expect(failed.did.slice(-2)).toEqual(['load', speech.failed]);
  });

  test('by itself it speaks only of a newer version; by hand it answers whatever it found', async () => {
    for (const found of ['none', 'unreachable', 'unsigned', 'off'] as const) {
      const quiet = asking({ found }, []);
      await quiet.look(false);
      expect(quiet.did).toEqual(['look']);
      const byHand = asking({ found }, []);
      await byHand.look(true);
      expect(byHand.did[1]).toBe(
        {
          none: speech.none,
          unreachable: speech.unreachable,
          unsigned: speech.failed,
          off: speech.off,
        }[found],
      );
    }
  });

  test('without a feed it says so by hand, and a look during a look is one look', async () => {
    const said: string[] = [];
    const ask = async ({ message }: Question): Promise<boolean> => {
      said.push(message);
      return false;
    };
    await updateAsking({ engine: null, ask, speech })(true);
    expect(said).toEqual([speech.off]);
    const { did, look } = asking({ found: 'none' }, []);
    await Promise.all([look(true), look(true)]);
    expect(did).toEqual(['look', speech.none]);
  });
});
