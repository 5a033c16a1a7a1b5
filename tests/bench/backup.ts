/**
 * `npm run bench:backup`: how fast a backup of 5 GB is written and verified, and how much memory it takes.
 *
 *   node tests/bench/backup.ts [gigabytes]    default: 0.2
 *
 * The evidence is made as it is read, and nothing but the backup itself is written. Beside it the `age` program on the
 * same number of bytes, where it is installed. The last line is JSON. Exits with 1 when more than 512 MB
 * were taken, however large the vault.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readSync, rmSync, statSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FileId } from '../../protocol/ids.ts';
import type { EvidenceItem } from '../../src/contract/evidence.ts';
import { ok } from '../../src/contract/outcome.ts';
import { openBackup } from '../../src/renderer/vault/backup/open-backup.ts';
import { BACKUP_PASSPHRASE, backupRig } from '../../src/renderer/vault/testing/backup-rig.ts';
import { whole } from '../../src/renderer/vault/testing/incidents.ts';

const GB = 1e9;
const MB = 1e6;
const CHUNK = 64 * 1024;
const FILES = 10;
const LIMIT_MB = 512;
const total = Math.round(Number(process.argv[2] ?? '0.2') * GB);
const folder = mkdtempSync(path.join(tmpdir(), 'beistand-backup-'));
const file = path.join(folder, 'backup.age');

try {
  const peak = watchMemory();
  const writing = await backup();
  const memory = peak();
  const age = beside();
  const mbPerS = (ms: number): number => Math.round(total / MB / (ms / 1000));
  const line = {
    gb: total / GB,
    bytes: writing.bytes,
    writeMBps: mbPerS(writing.writeMs),
    verifyMBps: mbPerS(writing.verifyMs),
    ageWriteMBps: age === null ? null : mbPerS(age.encryptMs),
    ageReadMBps: age === null ? null : mbPerS(age.decryptMs),
    peakRssMb: Math.round(memory.rss / MB),
    peakHeapMb: Math.round(memory.heap / MB),
    rssBeforeMb: Math.round(memory.before / MB),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  if (line.peakRssMb > LIMIT_MB) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

async function backup() {
  const rig = await backupRig();
  const item = (i: number): EvidenceItem => ({
    id: FileId(i.toString(16).padStart(32, '0')),
    name: `Datei ${i}`,
    bytes: Math.round(total / FILES),
    sha256: '0'.repeat(64),
    caption: '',
    added: 0,
  });
  const theCase = await rig.newCase(whole);
  // One record, so that the plan looks for files.
  await rig.attach(theCase, new Uint8Array([1]));
  const fd = openSync(file, 'w+');
  const began = performance.now();
  let reading = 0;
  const parts = {
    ...rig.parts,
    evidence: {
      take: async () => ok(null),
      list: async () => Array.from({ length: FILES }, (_, i) => item(i)),
      read: made,
    },
    carrier: {
      ...rig.parts.carrier,
      beginSave: async () => ok({ handle: 1, name: 'backup.age' }),
      writeSave: async ({ bytes }: { readonly bytes: Uint8Array }) => {
        writeSync(fd, bytes);
        return ok(null);
      },
      readSave: async ({ at, length }: { readonly at: number; readonly length: number }) => {
        if (at === 0 && reading === 0) reading = performance.now();
        const block = new Uint8Array(length);
        return ok(block.subarray(0, readSync(fd, block, 0, length, at)));
      },
      endSave: async () => ok(null),
    },
  } as unknown as typeof rig.parts;
  const written = await (await openBackup(parts)).backup(BACKUP_PASSPHRASE);
  const ended = performance.now();
  closeSync(fd);
  if (!written.ok) throw new Error(written.refusal);
  return { bytes: written.value.bytes, writeMs: reading - began, verifyMs: ended - reading };
}

async function* made(_: string, { bytes }: EvidenceItem): AsyncGenerator<Uint8Array> {
  const chunk = new Uint8Array(CHUNK).map((__, i) => (i * 167) % 256);
  for (let left = bytes; left > 0; left -= CHUNK) yield chunk.subarray(0, Math.min(CHUNK, left));
}

/** The same bytes through the stock program, with a key: no passphrase work in its time. */
function beside(): { readonly encryptMs: number; readonly decryptMs: number } | null {
  if (spawnSync('age', ['--version']).status !== 0) return null;
  const at = (name: string): string => path.join(folder, name);
  spawnSync('age-keygen', ['-o', at('key')]);
  const key = spawnSync('age-keygen', ['-y', at('key')], { encoding: 'utf8' }).stdout.trim();
  const timed = (command: string, args: readonly string[]): number => {
    const start = performance.now();
    const { status } = spawnSync(command, args);
    if (status !== 0) throw new Error(`${command} failed`);
    return performance.now() - start;
  };
  const encryptMs = timed('age', ['-r', key, '-o', at('again.age'), file]);
  const decryptMs = timed('age', ['-d', '-i', at('key'), '-o', '/dev/null', at('again.age')]);
  if (statSync(at('again.age')).size < total) throw new Error('age wrote too little');
  return { encryptMs, decryptMs };
}

function watchMemory() {
  const before = process.memoryUsage().rss;
  const peak = { rss: 0, heap: 0, before };
  const timer = setInterval(() => {
    const { rss, heapUsed } = process.memoryUsage();
    peak.rss = Math.max(peak.rss, rss);
    peak.heap = Math.max(peak.heap, heapUsed);
  }, 20);
  return () => {
    clearInterval(timer);
    return peak;
  };
}
