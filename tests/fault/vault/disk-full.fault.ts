/**
 * Fault: the disk under the profile fills up in one step while messages are being stored.
 *
 * A tmpfs of 1 GB, so root on Linux only. The ballast leaves less than one write, past the guard that
 * stops receiving; the app is then killed, started while the disk is full, and once more when it is not.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { tally } from '../../demo/tally.ts';
import { rounds, sleep } from './chance.ts';
import { PASSPHRASE, vaultRig, type VaultRig } from './vault-rig.ts';

const RUNS = rounds(10);
const ROWS = 2_000;
const AFTER = 60;
const LEFT_BYTES = 256 * 1024;
/** Far more than fits into what is left. */
const AT_MOST = 500;
const canMount = process.platform === 'linux' && process.getuid?.() === 0;

let disk = '';
let rig: VaultRig | undefined;
afterEach(async () => {
  await rig?.stop();
  rig = undefined;
  execFileSync('umount', ['-l', disk]);
  await rm(disk, { recursive: true, force: true });
});

const runs = Array.from({ length: RUNS }, (_, run) => run + 1);

test.runIf(canMount).each(runs)('run %i: no stored row is lost', async () => {
  disk = await mkdtemp(path.join(tmpdir(), 'beistand-full-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1g', 'tmpfs', disk]);
  const made = await vaultRig({ profile: path.join(disk, 'app') });
  rig = made;
  const reporter = await made.reporter();
  const { conversation } = reporter.keys;
  const sent: string[] = [];
  const say = async (): Promise<void> => {
    const text = `Zeile ${sent.length}`;
    await reporter.say(text);
    sent.push(text);
  };
  while (sent.length < ROWS) await say();
  await made.arrived(conversation, ROWS);

  const writing = (async () => {
    for (let more = 0; more < AFTER; more += 1) await say();
  })();
  await fillUp(path.join(disk, 'ballast'));
  await writing;
  await sleep(500);
  const own = await writtenUntilFull(made, conversation, disk);
  const stored = await made.texts(conversation);
  expect(stored.length).toBeGreaterThanOrEqual(ROWS + own.length);
  for (const text of own) expect(stored).toContain(text);

  await made.kill();
  await made.start();
  await unlockOnScreen(made);
  const whileFull = await made.texts(conversation);
  // What was still being written when they were read may be there too, once.
  expect(tally(stored, whileFull).lost).toBe(0);
  expect(tally([...sent, ...own], whileFull).duplicated).toBe(0);
  for (let more = 0; more < 5; more += 1) await say();
  await sleep(1_000);
  expect(await made.texts(conversation)).toEqual(whileFull);

  await made.kill();
  await rm(path.join(disk, 'ballast'));
  await made.reopen();
  await made.arrived(conversation, sent.length);
  const shown = await made.texts(conversation);
  expect(tally([...sent, ...own], shown)).toMatchObject({ lost: 0, duplicated: 0 });
});

/**
 * What is written here no guard holds back: it goes on until the disk itself has said no to the vault. What was
 * promised before that is answered; and the test, asking the disk for as much itself, hears ENOSPC.
 */
async function writtenUntilFull(
  made: VaultRig,
  conversation: Parameters<VaultRig['texts']>[0],
  folder: string,
): Promise<readonly string[]> {
  const written: string[] = [];
  for (;;) {
    const text = `Eigene ${written.length} ${'x'.repeat(3_900)}`;
    const answer = await made.ask('send', { conversation, text });
    if (!answer.ok) {
      expect(answer.refusal).toBe('disk-full');
      const refused = writeFile(path.join(folder, 'one-more'), Buffer.alloc(LEFT_BYTES));
      await expect(refused).rejects.toMatchObject({ code: 'ENOSPC' });
      await rm(path.join(folder, 'one-more'), { force: true });
      return written;
    }
    written.push(text);
    expect(written.length).toBeLessThan(AT_MOST);
  }
}

/** The person opens it, and is told at once that the disk is low on space. */
async function unlockOnScreen({ page, ask }: VaultRig): Promise<void> {
  const field = page.getByLabel('Passphrase', { exact: true });
  await field.fill(PASSPHRASE);
  await field.press('Enter');
  await page.getByText(/^Auf der Festplatte sind nur noch .* frei/).waitFor();
  // The screen may be there a moment before the vault answers.
  while ((await ask('state', null)).vault !== 'open') await sleep(50);
}

/** All that is free but a little, in one allocation. */
async function fillUp(file: string): Promise<void> {
  const { bavail, bsize } = await statfs(path.dirname(file));
  const handle = await open(file, 'w');
  await handle.close();
  execFileSync('fallocate', ['-l', String(bavail * bsize - LEFT_BYTES), file]);
}
