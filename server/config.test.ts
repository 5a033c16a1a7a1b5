import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { createTestTeam } from '../tests/support/test-team.ts';
import { readRelayConfig } from './config.ts';
import { openDatabase } from './database.ts';
import { logTo } from './log.ts';

const faults = (env: Record<string, string>): readonly string[] => {
  const read = readRelayConfig(env);
  return read.ok ? [] : read.faults;
};

test('with nothing set, the relay is safe on one’s own machine', () => {
  const read = readRelayConfig({});
  expect(read).toMatchObject({
    ok: true,
    config: { host: '127.0.0.1', port: 8080, origins: [], logLevel: 'info' },
  });
});

test('an empty value means the default', () => {
  expect(readRelayConfig({ RELAY_PORT: '', RELAY_TEAMS: '  ' })).toMatchObject({
    ok: true,
    config: { port: 8080 },
  });
});

test('every fault is one plain sentence, and all are told at once', () => {
  const told = faults({
    RELAY_PORT: '80a',
    RELAY_ORIGINS: 'https://relay.example',
    RELAY_TEAMS: 'abc',
    RELAY_LOG: 'loud',
    RELAY_DB_MAX_MB: '1',
    RELAY_BLOBS_MAX_MB: '0',
  });
  expect(told).toHaveLength(6);
  for (const sentence of told) expect(sentence).toMatch(/^RELAY_[A-Z_]+ must .+\.$/);
});

test.each([
  'ws://relay.example.org',
  'wss://relay.example.org/',
  'wss://Relay.example.org',
  'wss://relay.example.org/path',
  'ws://192.168.1.4:8080',
])('%s is no origin to sign for', (origin) => {
  expect(faults({ RELAY_ORIGINS: origin })).toHaveLength(1);
});

test('plain ws is for this machine and .onion only', () => {
  const onion = `ws://${'a'.repeat(56)}.onion`;
  expect(faults({ RELAY_ORIGINS: `ws://127.0.0.1:8080, ws://localhost, ${onion}` })).toEqual([]);
});

test('a relay others can reach must name the address of the proxy before it', () => {
  expect(faults({ RELAY_HOST: '0.0.0.0' })).toHaveLength(1);
  expect(faults({ RELAY_HOST: '0.0.0.0', RELAY_ORIGINS: 'ws://127.0.0.1:8080' })).toHaveLength(1);
  expect(faults({ RELAY_HOST: '0.0.0.0', RELAY_ORIGINS: 'wss://relay.example.org' })).toEqual([]);
});

test('teams are named by id or by whole pin', () => {
  const team = createTestTeam({ origins: ['wss://relay.example'] });
  const read = readRelayConfig({ RELAY_TEAMS: `${'0'.repeat(32)},${team.pin}` });
  expect(read.ok && [...read.config.teams.keys()]).toEqual(['0'.repeat(32), team.id]);
});

/** Runs the relay's entry and waits for its end. */
const run = (env: Record<string, string>): Promise<{ code: unknown; said: string }> =>
  new Promise((resolve) => {
    const main = path.join(import.meta.dirname, 'main.ts');
    execFile(process.execPath, [main], { env }, (error, _out, said) =>
      resolve({ code: error?.code ?? 0, said }),
    );
  });

test('a wrong configuration ends the process with 2 and the sentences on stderr', async () => {
  const { code, said } = await run({ RELAY_PORT: 'x', RELAY_LOG: 'x' });
  expect(code).toBe(2);
  expect(said.trim().split('\n')).toHaveLength(2);
});

test('a database that cannot be used is one sentence too', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'config-'));
  const foreign = path.join(folder, 'foreign.sqlite');
  const other = new DatabaseSync(foreign);
  other.exec('CREATE TABLE theirs (x)');
  other.close();
  const text = path.join(folder, 'text.sqlite');
  writeFileSync(text, 'this is not a database, but it is long enough to be looked at'.repeat(20));
  for (const [file, why] of [
    [path.join(folder, 'no', 'such', 'folder.sqlite'), 'cannot be opened'],
    [foreign, 'is not a relay database'],
    [text, 'is not a relay database'],
  ] as const) {
    const { code, said } = await run({ RELAY_PORT: '0', RELAY_DB: file });
    expect(code).toBe(2);
    expect(said).toContain(why);
    expect(said.trim().split('\n')).toHaveLength(1);
  }
  rmSync(folder, { recursive: true });
}, 15_000);

test('the database waits for the disk at every commit and wipes what is deleted', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'pragmas-'));
  const database = openDatabase(path.join(folder, 'relay.sqlite'), 64 * 1024 * 1024);
  const pragma = (name: string): unknown =>
    Object.values(database.sql.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  expect(
    [
      'journal_mode',
      'synchronous',
      'secure_delete',
      'auto_vacuum',
      'trusted_schema',
      'locking_mode',
      'foreign_keys',
    ].map(pragma),
  ).toEqual(['wal', 2, 1, 1, 0, 'exclusive', 1]);
  database.close();
  database.close();
  rmSync(folder, { recursive: true });
});

test('a log line holds codes, counts and durations, and none below its level', () => {
  const lines: string[] = [];
  const log = logTo((line) => lines.push(line), 'warn');
  log('info', 'ready', { port: 1 });
  log('error', 'failed', { what: 'store' });
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'error',
    event: 'failed',
    what: 'store',
  });
});
