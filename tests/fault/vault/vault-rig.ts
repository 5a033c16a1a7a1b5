/**
 * The packaged app, a real relay and as many reporters as wanted, without anyone at the screen: what a
 * fault test of the vault breaks. Everything the app keeps lies below `profile`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page, Worker } from 'playwright-core';
import type { ConversationId, TeamId } from '../../../protocol/ids.ts';
import { readRelayConfig } from '../../../server/config.ts';
import { logTo } from '../../../server/log.ts';
import { startRelay } from '../../../server/relay.ts';
import type { DeskRequest, DeskRequests } from '../../../src/contract/desk.ts';
import type { Outcome } from '../../../src/contract/outcome.ts';
import { firstDesk, launchApp } from '../../e2e/launch.ts';
import { ask } from '../../support/desk-probe.ts';
import { headlessReporter, type HeadlessReporter } from '../../support/headless-reporter.ts';

export const PASSPHRASE = 'Regenschirm Kachelofen Wanderdüne 7';

/** Tests flood; a real relay is slower on purpose. */
const bounds = { framesPerSecond: 100_000, frameBurst: 100_000 };

export interface VaultRig {
  readonly profile: string;
  readonly team: TeamId;
  page: Page;
  readonly app: () => ElectronApplication;
  /** Resolves once the app has ended. */
  readonly ended: () => Promise<void>;
  readonly vault: () => Worker;
  /** Asks the vault; see desk-probe. */
  readonly ask: <K extends DeskRequest>(
    name: K,
    input: DeskRequests[K]['input'],
  ) => Promise<DeskRequests[K]['output']>;
  /** Starts the app again on the same profile, locked. */
  readonly start: () => Promise<void>;
  /** SIGKILL, to the app's main process: Chromium's other processes end once they have lost it. */
  readonly kill: () => Promise<void>;
  /** Locks as the screen does, or by something else: the app goes on with another page and Worker, at the door. */
  readonly lock: (by?: () => Promise<unknown>) => Promise<void>;
  /** Starts and unlocks; throws with the refusal. Answers how many rows of the copy had to come from the journal. */
  readonly reopen: (passphrase?: string) => Promise<number>;
  readonly reporter: (code?: Uint8Array) => Promise<HeadlessReporter>;
  /** Every text of a conversation, oldest first. */
  readonly texts: (conversation: ConversationId) => Promise<readonly string[]>;
  /** Waits until a conversation holds this many texts; rejects when no more have come for long. */
  readonly arrived: (conversation: ConversationId, count: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What may be other than usual. */
interface Wishes {
  /** On a disk of the test's own. */
  readonly profile?: string;
  /** Switches beside the usual ones, at every start. */
  readonly args?: readonly string[];
}

/** Founds a team in a new profile. */
export async function vaultRig(wishes: Wishes = {}): Promise<VaultRig> {
  const folder = await mkdtemp(path.join(tmpdir(), 'beistand-vault-'));
  const profile = wishes.profile ?? path.join(folder, 'app');
  const relay = await relayIn(folder);
  const [origin] = relay.origins;
  if (origin === undefined || relay.claim === null) throw new Error('a relay without a team');
  const launch = async () =>
    await launchApp({ userDataDir: profile, args: ['--lang=de', ...(wishes.args ?? [])] });
  let app = await launch();
  let main = app.process();
  let desk = await firstDesk(app);
  const created = await ask(desk.vault, 'createTeam', {
    relay: origin,
    claim: relay.claim,
    teamName: 'Probeteam',
    alias: 'Noa',
    language: 'de',
    passphrase: PASSPHRASE,
  });
  if (!created.output.ok) throw new Error(created.output.refusal);
  const view = await ask(desk.vault, 'team', null);
  const team = view.output.pin.split('.')[0] as TeamId;
  const reporters: HeadlessReporter[] = [];

  const ended = async (): Promise<void> => {
    if (main.exitCode !== null || main.signalCode !== null) return;
    await new Promise((resolve) => main.once('exit', resolve));
  };
  const kill = async (): Promise<void> => {
    main.kill('SIGKILL');
    await ended();
  };
  const texts: VaultRig['texts'] = async (conversation) => await allTexts(rig, conversation);
  const rig: VaultRig = {
    profile,
    team,
    page: desk.page,
    app: () => app,
    ended,
    vault: () => desk.vault,
    ask: async (name, input) => (await ask(desk.vault, name, input)).output,
    start: async () => {
      app = await launch();
      main = app.process();
      desk = await firstDesk(app);
      rig.page = desk.page;
    },
    kill,
    lock: async (by) => {
      const { vault } = desk;
      const gone = new Promise((resolve) => vault.once('close', resolve));
      // The Worker that is asked may be gone before its answer is heard.
      await (by?.() ?? ask(vault, 'lock', null).catch(() => undefined));
      await gone;
      desk = await firstDesk(app);
      rig.page = desk.page;
    },
    reopen: async (passphrase = PASSPHRASE) => {
      await rig.start();
      const { rebuilt } = await done(rig.ask('unlock', { passphrase }));
      return rebuilt;
    },
    reporter: async (code) => {
      const reporter = await headlessReporter(origin, team, code);
      reporters.push(reporter);
      return reporter;
    },
    texts,
    arrived: async (conversation, count) => {
      let [seen, since] = [0, performance.now()];
      for (;;) {
        const { length } = await texts(conversation);
        if (length >= count) return;
        if (length > seen) [seen, since] = [length, performance.now()];
        if (performance.now() - since > PATIENCE_MS) throw new Error(`${length} of ${count} came`);
        await pause();
      }
    },
    stop: async () => {
      await Promise.allSettled(reporters.map((reporter) => reporter.close()));
      await kill();
      await relay.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return rig;
}

/** What was asked for; a refusal is thrown. */
export async function done<T>(asked: Promise<Outcome<T, string>>): Promise<T> {
  const answer = await asked;
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.value;
}

/** The person opens it at the screen; what it says then is theirs to read. */
export async function unlockOnScreen({ page, ask: asked }: VaultRig): Promise<void> {
  const field = page.getByLabel('Passphrase', { exact: true });
  await field.fill(PASSPHRASE);
  await field.press('Enter');
  await field.waitFor({ state: 'detached', timeout: PATIENCE_MS });
  // The screen may be there a moment before the vault answers.
  while ((await asked('state', null)).vault !== 'open') await pause();
}

async function relayIn(folder: string) {
  const read = readRelayConfig({ RELAY_PORT: '0', RELAY_DB: path.join(folder, 'relay.sqlite') });
  if (!read.ok) throw new Error(read.faults.join(' '));
  return await startRelay(read.config, {
    log: logTo(() => undefined, 'info'),
    clock: () => Date.now(),
    bounds,
    failed: (error) => {
      throw error;
    },
  });
}

const PAGE = 200;
const LOOK_AGAIN_MS = 50;
const PATIENCE_MS = 60_000;

const pause = async (): Promise<void> =>
  await new Promise((resolve) => {
    setTimeout(resolve, LOOK_AGAIN_MS);
  });

async function allTexts(
  rig: Pick<VaultRig, 'ask'>,
  conversation: ConversationId,
): Promise<readonly string[]> {
  const texts: string[] = [];
  let before = null;
  for (;;) {
    const page: DeskRequests['read']['output'] = await rig.ask('read', {
      conversation,
      before,
      limit: PAGE,
    });
    texts.unshift(...page.messages.map((one) => (one.kind === 'text' ? one.text : one.kind)));
    const [oldest] = page.messages;
    if (!page.earlier || oldest === undefined) return texts;
    before = oldest.id;
  }
}
