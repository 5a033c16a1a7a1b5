/**
 * `npm run bench:vault`: what ten years of cases cost, in the packaged app's own Worker, beside plain
 * Dexie in the same Worker and SQLCipher with the same rows.
 *
 *   node tests/bench/vault/vault.ts [messages]    default: 200,000, with 10,000 cases
 *   node tests/bench/vault/vault.ts growth        a line each for 1e3, 1e4, 1e5 and 1e6 messages
 *
 * Prints a line per part and ends with one JSON object. Nothing is asserted: machines differ.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageForTests } from '../../../tools/package-app.ts';
import type { ConversationId } from '../../../src/contract/desk.ts';
import { PASSPHRASE, vaultRig, type VaultRig } from '../../fault/vault/vault-rig.ts';
import { ask } from '../../support/desk-probe.ts';
import {
  freshWorker,
  indexed,
  lockedWorker,
  measureUnlocks,
  measureUse,
  memoryOf,
} from './app-figures.ts';
import { fullSize, sizesFor, type Sizes } from './corpus.ts';
import { fillVault } from './fill-vault.ts';
import { answerDialogs, BACKUP, IMPORTED, measureImport, twinOf, type Twin } from './import.ts';
import { fillPlain, measurePlain } from './plain-dexie.ts';
import { measureScreen } from './screen.ts';
import { measureSqlcipher } from './sqlcipher.ts';
import { median, rounded } from './statistics.ts';

const GROWTH = [1_000, 10_000, 100_000, 1_000_000];
const PLAIN_ROUNDS = 5;

// A program that was named is taken as it is.
if (process.env['BEISTAND_APP'] === undefined) await packageForTests();
const [asked] = process.argv.slice(2);
if (asked === 'growth') await growth();
else await full(asked === undefined ? fullSize : sizesFor(Number(asked)));

/** A vault of this size in an app of its own, unlocked once so that its copy and index stand. */
async function filled(sizes: Sizes): Promise<{
  readonly rig: VaultRig;
  readonly conversation: ConversationId;
  readonly emptyMb: number;
  readonly rebuildMs: number;
  readonly twin: Twin;
}> {
  const rig = await vaultRig();
  // Nobody sits here while the large steps run.
  await rig.ask('setIdle', { minutes: 0 });
  const emptyMb = await memoryOf(rig);
  await rig.kill();
  const twin = await twinOf(rig.profile);
  const started = performance.now();
  const conversation = await fillVault(rig.profile, PASSPHRASE, sizes);
  say(`${count(sizes.messages)} messages written in ${seconds(performance.now() - started)}`);
  const opening = performance.now();
  await rig.reopen();
  const rebuildMs = performance.now() - opening;
  say(`first start, copy rebuilt from the journal: ${seconds(rebuildMs)}`);
  const indexing = performance.now();
  await indexed(rig.vault());
  say(`search index complete after ${seconds(performance.now() - indexing)} more`);
  await lockedWorker(rig, rig.vault());
  return { rig, conversation, emptyMb, rebuildMs, twin };
}

async function full(sizes: Sizes): Promise<void> {
  const { rig, conversation, emptyMb, twin } = await filled(sizes);
  try {
    const unlock = await measureUnlocks(rig);
    say(
      `unlock: Argon2id ${unlock.kdfMs} ms, list ${unlock.listMs} ms, everything ${unlock.readyMs} ms`,
    );
    const screen = await measureScreen(rig);
    say(
      `screen: first line ${screen.listOnScreenMs} ms after the key, conversation ${screen.conversationOnScreenMs} ms, longest task ${screen.longTaskMaxMs} ms (${screen.longTasks} over 50 ms)`,
    );
    const vault = await opened(rig);
    await indexed(vault);
    const use = await measureUse(vault, conversation, sizes);
    say(
      `conversation ${use.openConversationMs} ms, search p50 ${use.searchP50Ms} p95 ${use.searchP95Ms} ms, durable write ${use.durableWriteMs} ms`,
    );
    const memoryMb = (await memoryOf(rig)) - emptyMb;
    const backup = await measureBackup(rig);
    const importMs = await measureImport(rig, twin);
    const peakMb = (await memoryOf(rig)) - emptyMb;
    say(
      `memory above an empty app ${memoryMb} MB, after backup and import ${peakMb} MB; backup ${backup} MB/s; ${count(IMPORTED)} messages imported in ${seconds(importMs)}`,
    );
    const plain = await plainFigures(rig, sizes);
    say(
      `plain Dexie: list ${plain.listMs} ms, conversation ${plain.conversationMs} ms, write ${plain.writeMs} ms`,
    );
    const peer = await sqlcipherFigures(sizes);
    print({
      kdfMs: unlock.kdfMs,
      unlockToListMs: unlock.listMs,
      listRatioPlainDexie: rounded(unlock.listMs / plain.listMs, 2),
      listRatioSqlcipher: peer === null ? null : rounded(unlock.listMs / peer.listMs, 2),
      openConversationMs: use.openConversationMs,
      searchP95Ms: use.searchP95Ms,
      durableWriteMs: use.durableWriteMs,
      uiLongTaskMaxMs: screen.longTaskMaxMs,
      memoryMb,
      unlockToReadyMs: unlock.readyMs,
      listOnScreenMs: screen.listOnScreenMs,
      conversationOnScreenMs: screen.conversationOnScreenMs,
      uiLongTasks: screen.longTasks,
      searchP50Ms: use.searchP50Ms,
      backupMbPerSecond: backup,
      importSeconds: rounded(importMs / 1000),
      peakMb,
      plainDexie: plain,
      sqlcipher: peer,
    });
  } finally {
    await twin.drop();
    await rig.stop();
  }
}

async function growth(): Promise<void> {
  const lines: object[] = [];
  for (const messages of GROWTH) {
    const sizes = sizesFor(messages);
    const { rig, conversation, emptyMb, rebuildMs, twin } = await filled(sizes);
    await twin.drop();
    try {
      const unlock = await measureUnlocks(rig);
      const vault = await opened(rig);
      await indexed(vault);
      const use = await measureUse(vault, conversation, sizes);
      const memoryMb = (await memoryOf(rig)) - emptyMb;
      const line = {
        messages,
        rebuildMs: rounded(rebuildMs, 0),
        listMs: unlock.listMs,
        readyMs: unlock.readyMs,
        ...use,
        memoryMb,
      };
      say(JSON.stringify(line));
      lines.push(line);
    } finally {
      await rig.stop();
    }
  }
  print({ growth: lines });
}

async function opened(rig: VaultRig) {
  const vault = await freshWorker(rig);
  const answer = await ask(vault, 'unlock', { passphrase: PASSPHRASE });
  if (!answer.output.ok) throw new Error(answer.output.refusal);
  return vault;
}

async function plainFigures(rig: VaultRig, sizes: Sizes) {
  await fillPlain(await freshWorker(rig), sizes);
  const rounds = [];
  for (let n = 0; n < PLAIN_ROUNDS; n += 1) rounds.push(await measurePlain(await freshWorker(rig)));
  return {
    listMs: rounded(median(rounds.map(({ listMs }) => listMs))),
    conversationMs: rounded(median(rounds.map(({ conversationMs }) => conversationMs))),
    writeMs: rounded(median(rounds.map(({ writeMs }) => writeMs))),
  };
}

async function sqlcipherFigures(sizes: Sizes) {
  const folder = await mkdtemp(path.join(tmpdir(), 'beistand-peer-'));
  try {
    const peer = await measureSqlcipher(folder, sizes);
    say(
      peer === null
        ? 'SQLCipher is not installed: apt-get install sqlcipher'
        : `SQLCipher ${peer.version}: list ${peer.listMs} ms, conversation ${peer.conversationMs} ms, write ${peer.writeMs} ms`,
    );
    return peer;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** MB of backup per second, written and verified. */
async function measureBackup(rig: VaultRig): Promise<number> {
  const file = `${rig.profile}.age`;
  await answerDialogs(rig.app(), file);
  const started = performance.now();
  const { output } = await ask(rig.page.workers()[0] ?? rig.vault(), 'backup', {
    passphrase: BACKUP,
  });
  if (!output.ok) throw new Error(output.refusal);
  const ms = performance.now() - started;
  return rounded((await stat(file)).size / 2 ** 20 / (ms / 1000));
}

function count(n: number): string {
  return n.toLocaleString('en');
}

function seconds(ms: number): string {
  return `${rounded(ms / 1000)} s`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function print(figures: object): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
