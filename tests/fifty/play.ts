/**
 * Plays scripted conversations in real browsers against a real relay and a real vault, with trouble at
 * random moments, and counts what stands on both sides at the end.
 */
import type { Browser } from 'playwright-core';
import { addTallies, tally, type Tally } from '../demo/tally.ts';
import type { Stage } from '../demo/stage.ts';
import type { ConversationId } from '../../src/contract/desk.ts';
import type { Conversation, Line } from '../fixtures/conversations/conversation.ts';
import { newReporter, type Reporter } from './reporter.ts';
import { until } from './until.ts';
import type { VaultDesk } from './vault-desk.ts';

/** What happened to the reporters, how often. */
export interface Troubles {
  reload: number;
  page: number;
  tunnel: number;
  duplicate: number;
  device: number;
  /** Every line of every reporter torn at once. */
  reporterCut: number;
  /** The desktop's line torn. */
  appCut: number;
  /** The relay's process killed, and started on the same database. */
  relayKilled: number;
}

export interface Figures extends Tally, Troubles {
  readonly conversations: number;
  readonly languages: number;
  /** Conversations whose order was not the script's, on either side. */
  readonly outOfOrder: number;
}

export interface Around {
  readonly browser: Browser;
  readonly address: string;
  readonly stage: Stage;
  readonly vault: VaultDesk;
  readonly random: () => number;
  readonly say: (line: string) => void;
}

const TUNNEL_MS = 2_500;

/** Plays all of them, so many side by side; rejects when a side waits in vain for the other. */
export async function playAll(
  conversations: readonly Conversation[],
  sideBySide: number,
  around: Around,
): Promise<Figures> {
  const waiting = [...conversations];
  const troubles = noTroubles();
  const counted: Counted[] = [];
  const seat = async (): Promise<void> => {
    for (;;) {
      const next = waiting.shift();
      if (next === undefined) return;
      counted.push(await play(next, around, troubles));
      around.say(`${counted.length} of ${conversations.length}: ${next.language}, ${next.name}`);
      if (counted.length % KILL_EVERY !== 0) continue;
      troubles.relayKilled += 1;
      await around.stage.killRelay();
      await around.stage.startRelay();
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, seat));
  // Whatever came late, or a second time, has come by now.
  const late = await Promise.all(
    counted.map(async ({ lines }) => isSame(await inVault(lines, around.vault), lines)),
  );
  return {
    conversations: counted.length,
    languages: new Set(conversations.map(({ language }) => language)).size,
    ...counted.map((one) => one.tally).reduce(addTallies),
    outOfOrder: counted.filter(({ inOrder }, i) => !inOrder || late[i] === false).length,
    ...troubles,
  };
}

interface Counted {
  readonly lines: readonly Line[];
  readonly tally: Tally;
  readonly inOrder: boolean;
}

/** So often, in finished conversations, the relay dies. */
const KILL_EVERY = 12;

async function play(
  { language, lines }: Conversation,
  around: Around,
  troubles: Troubles,
): Promise<Counted> {
  const { vault } = around;
  const reporter = await newReporter(around.browser, around.address, language);
  const heard = heardBy(vault, lines);
  for (const [at, { by, text }] of lines.entries()) {
    const done = lines.slice(0, at + 1);
    if (by === 'reporter') {
      await reporter.write(text);
      await trouble(around, reporter, troubles, async () => {
        await heard(done.length);
      });
    } else {
      const conversation = await heard(at);
      await vault.say(conversation, text);
      if (lines[at + 1]?.by !== 'operator') await seen(reporter, done);
    }
  }
  await reporter.aboveGround();
  await heard(lines.length);
  await seen(reporter, lines);
  await reporter.reload();
  await seen(reporter, lines.slice(-1));
  const [here, there] = [await reporter.shown(), await inVault(lines, vault)];
  await reporter.close();
  if (!isSame(here, lines)) around.say(`on the reporter's screen ${difference(here, lines)}`);
  if (!isSame(there, lines)) around.say(`in the vault ${difference(there, lines)}`);
  return {
    lines,
    tally: addTallies(
      tally(textsBy('reporter', lines), textsBy('reporter', there)),
      tally(textsBy('operator', lines), textsBy('operator', here)),
    ),
    inOrder: isSame(here, lines) && isSame(there, lines),
  };
}

/** Waits until the vault holds so many lines of this script; answers the conversation. */
function heardBy(
  vault: VaultDesk,
  lines: readonly Line[],
): (count: number) => Promise<ConversationId> {
  const [first] = lines;
  if (first === undefined) throw new Error('an empty conversation');
  return async (count) => {
    let found: ConversationId | null = null;
    await until(async () => {
      found = await vault.find(first.text);
      return found !== null && (await vault.read(found)).length >= count;
    }, `${count} lines in the vault of: ${first.text}`);
    if (found === null) throw new Error('no such conversation');
    return found;
  };
}

const seen = (reporter: Reporter, lines: readonly Line[]): Promise<void> =>
  until(
    async () => (await reporter.shown()).at(-1)?.text === lines.at(-1)?.text,
    `on the reporter's screen: ${lines.at(-1)?.text}`,
  );

/** One of many things that happen to people with telephones, or nothing. */
async function trouble(
  { random, stage }: Around,
  reporter: Reporter,
  troubles: Troubles,
  settled: () => Promise<void>,
): Promise<void> {
  const kinds = {
    reload: reporter.reload,
    page: reporter.turnPage,
    tunnel: () => reporter.tunnel(random() * TUNNEL_MS),
    reporterCut: stage.reporterDoor.cut,
    appCut: stage.appDoor.cut,
    duplicate: async () => {
      await settled();
      await reporter.duplicate();
    },
    device: async () => {
      await settled();
      await reporter.changeDevice();
    },
  } as const satisfies Partial<Record<keyof Troubles, () => unknown>>;
  const wheel = [
    ...(['reload', 'reload', 'reload', 'page', 'page', 'tunnel', 'tunnel', 'tunnel'] as const),
    ...(['reporterCut', 'appCut', 'duplicate', 'device', 'device'] as const),
  ];
  const kind = wheel[Math.floor(random() * wheel.length * 2)];
  if (kind === undefined) return;
  troubles[kind] += 1;
  await kinds[kind]();
}

const noTroubles = (): Troubles => ({
  reload: 0,
  page: 0,
  tunnel: 0,
  duplicate: 0,
  device: 0,
  reporterCut: 0,
  appCut: 0,
  relayKilled: 0,
});

const textsBy = (by: Line['by'], lines: readonly Line[]): readonly string[] =>
  lines.filter((line) => line.by === by).map(({ text }) => text);

async function inVault(lines: readonly Line[], vault: VaultDesk): Promise<readonly Line[]> {
  const id = await vault.find(lines[0]?.text ?? '');
  return id === null ? [] : await vault.read(id);
}

/** Where it begins to differ, for whoever looks for the reason. All of it is invented. */
function difference(shown: readonly Line[], lines: readonly Line[]): string {
  const at = lines.findIndex((line, i) => !isSame([line], shown.slice(i, i + 1)));
  const { text } = lines[at] ?? { text: 'nothing more' };
  return `${shown.length} lines; ${JSON.stringify(shown[at]?.text)} instead of ${JSON.stringify(text)}`;
}

/** Code point for code point. */
const isSame = (shown: readonly Line[], lines: readonly Line[]): boolean =>
  shown.length === lines.length &&
  shown.every(({ by, text }, i) => by === lines[i]?.by && text === lines[i]?.text);
