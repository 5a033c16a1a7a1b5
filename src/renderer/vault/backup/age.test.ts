import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { concatBytes } from '@noble/hashes/utils.js';
import { beforeAll, expect, test, vi } from 'vitest';
import { platformRandom } from '../../../../protocol/crypto/random.ts';
import { opened, sealed, type Pieces } from './age.ts';
import { MAX_AGE_HEADER } from './limits.ts';
import { STANZA } from './passphrase-stanza.ts';
import { formatBackupCode, identityOf, newBackupCode, parseBackupCode } from './recovery-code.ts';
import { BadBackup, CannotRead, WrongSecret } from './refusals.ts';

/** Every backup derives real keys. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const passphrase = 'sieben Kraniche über dem Moor';
const code = newBackupCode(platformRandom);
const content = concatBytes(...Array.from({ length: 4 }, () => platformRandom(50_000)));
let file: Uint8Array;

const latin = new TextDecoder('latin1');

beforeAll(async () => {
  file = await collected(
    await sealed(
      (async function* payload() {
        yield content.subarray(0, 70_000);
        yield content.subarray(70_000);
      })(),
      { passphrase, code },
      platformRandom,
    ),
  );
});

async function collected(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(
    await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer(),
  );
}

const whole = (bytes: Uint8Array): Pieces => {
  let given = false;
  return async () => {
    if (given) return null;
    given = true;
    return bytes;
  };
};

async function plain(bytes: Uint8Array, secret: string): Promise<Uint8Array> {
  const next = await opened(whole(bytes), secret);
  const parts: Uint8Array[] = [];
  for (let piece = await next(); piece !== null; piece = await next()) parts.push(piece);
  return concatBytes(...parts);
}

/** The file with its passphrase stanza's first line changed. */
function withArguments(change: (args: string[]) => readonly string[]): Uint8Array {
  const end = file.indexOf(0x0a, latin.decode(file).indexOf('\n--- ') + 1) + 1;
  const header = latin.decode(file.subarray(0, end));
  const line = header.split('\n').find((one) => one.startsWith(`-> ${STANZA}`)) ?? '';
  const [arrow = '', ...args] = line.split(' ');
  const next = header.replace(line, [arrow, ...change(args)].join(' '));
  return concatBytes(new TextEncoder().encode(next), file.subarray(end));
}

test('the file opens by its passphrase, however it is typed, and by its code', async () => {
  expect(await plain(file, passphrase)).toEqual(content);
  expect(await plain(file, passphrase.normalize('NFD'))).toEqual(content);
  expect(await plain(file, formatBackupCode(code).toLowerCase())).toEqual(content);
});

test('another passphrase and another code are a wrong secret, not a bad file', async () => {
  await expect(plain(file, `${passphrase}.`)).rejects.toThrow(WrongSecret);
  const other = formatBackupCode(newBackupCode(platformRandom));
  await expect(plain(file, other)).rejects.toThrow(WrongSecret);
});

test('work below the floor, above the ceiling or spelt otherwise is refused', async () => {
  for (const [kib, passes] of [
    ['131071', '3'],
    ['65536', '3'],
    ['131072', '2'],
    ['2097152', '3'],
    ['131072', '17'],
    ['0131072', '3'],
    ['131072', '+3'],
  ]) {
    const changed = withArguments(([type = '', salt = '']) => [
      type,
      salt,
      kib ?? '',
      passes ?? '',
    ]);
    await expect(plain(changed, passphrase), `${kib} ${passes}`).rejects.toThrow(BadBackup);
  }
});

test('more work than was asked, within the bounds, gives another key and not the file', async () => {
  const changed = withArguments(([type = '', salt = '']) => [type, salt, '131072', '4']);
  await expect(plain(changed, passphrase)).rejects.toThrow(WrongSecret);
});

test('a changed, cut or extended file is refused', async () => {
  const secret = formatBackupCode(code);
  const payloadAt = latin.decode(file).indexOf('\n--- ') + 60;
  for (const at of [0, 30, payloadAt - 30, payloadAt + 20, 70_000, file.length - 1]) {
    const changed = file.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    await expect(plain(changed, secret), `byte ${at}`).rejects.toThrow();
  }
  for (const length of [0, 10, payloadAt - 40, payloadAt, 65_536 * 2, file.length - 1]) {
    await expect(plain(file.subarray(0, length), secret), `cut at ${length}`).rejects.toThrow(
      BadBackup,
    );
  }
  await expect(plain(concatBytes(file, new Uint8Array(1)), secret)).rejects.toThrow(BadBackup);
});

test('a header without an end is not looked for through the whole file', async () => {
  const endless = new TextEncoder().encode(
    `age-encryption.org/v1\n-> x ${'y'.repeat(MAX_AGE_HEADER)}`,
  );
  let asked = 0;
  const source = async (): Promise<Uint8Array> => {
    asked += 1;
    return endless;
  };
  await expect(opened(source, passphrase)).rejects.toThrow(BadBackup);
  expect(asked).toBe(1);
});

test('a disk that stops answering is not called a bad file', async () => {
  let turn = 0;
  const source = async (): Promise<Uint8Array> => {
    turn += 1;
    if (turn > 1) throw new CannotRead();
    return file.subarray(0, 100_000);
  };
  const reading = async (): Promise<void> => {
    const next = await opened(source, formatBackupCode(code));
    while ((await next()) !== null);
  };
  await expect(reading()).rejects.toThrow(CannotRead);
});

test('a code of another kind is no code of a backup', () => {
  expect(parseBackupCode(formatBackupCode(code))).toEqual(code);
  expect(parseBackupCode('a passphrase')).toBeNull();
});

const age = spawnSync('age', ['--version']).status === 0;
if (!age)
  process.stdout.write('age is not installed: its own reading of a backup is not checked\n');

test.skipIf(!age)('the stock age program opens the file with the identity of its code', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'beistand-age-'));
  try {
    const at = (name: string) => path.join(folder, name);
    writeFileSync(at('backup.age'), file);
    writeFileSync(at('identity'), `${identityOf(code)}\n`, { mode: 0o600 });
    execFileSync('age', ['-d', '-i', at('identity'), '-o', at('plain'), at('backup.age')]);
    expect(new Uint8Array(readFileSync(at('plain')))).toEqual(content);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
