import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ConversationId } from '../../protocol/ids.ts';
import { readDocument } from '../../protocol/team/document.ts';
import { mailboxIdOf } from '../../protocol/wire/login.ts';
import { connectOperator, type TestOperator } from '../../tests/support/operator.ts';
import { sendFrame, submit, toCard, type TestMailbox } from '../../tests/support/peer.ts';
import { settle, startRig, type Rig } from '../../tests/support/rig.ts';
import { noContact } from './contact.ts';
import { startEngine, type Core } from './engine.ts';
import { makeStore } from './store.ts';
import { FakeShelf } from './testing/fake-shelf.ts';

/** The engine itself against a real relay; only the devices are made of test code. */
vi.setConfig({ testTimeout: 30_000 });

const [COORDINATOR, ALLOWED, OUT] = [0, 1, 2];

let rig: Rig;
let desks: TestOperator[];
let shelf: FakeShelf;
let tab: Core;
let conversation: ConversationId;
const open: Core[] = [];

const desk = (index: number): TestOperator => {
  const found = desks[index];
  if (found === undefined) throw new Error('no such desk');
  return found;
};

async function signIn(index: number): Promise<TestOperator> {
  const device = rig.team.devices[index];
  if (device === undefined) throw new Error('no such device');
  return await connectOperator({ team: rig.team, relay: rig.origin, device, here: false });
}

function visit(kept: FakeShelf): Core {
  const settings = { pinText: rig.team.pin, origins: [rig.origin], frameDate: undefined };
  const store = makeStore(kept, new FakeShelf());
  const core = startEngine({ ...settings, language: 'de' }, store, (release) => release());
  open.push(core);
  return core;
}

beforeEach(async () => {
  vi.stubGlobal('navigator', { onLine: true });
  rig = await startRig({ roles: [['operator', 'coordinator'], ['operator'], ['operator']] });
  desks = [await signIn(COORDINATOR), await signIn(ALLOWED), await signIn(OUT)];
  shelf = new FakeShelf();
  tab = visit(shelf);
  await tab.write('Hallo');
  ({ conversation } = await desk(COORDINATOR).heard('Hallo'));
  for (const each of desks) await each.heard('Hallo');
  await desk(OUT).stop();
});

afterEach(async () => {
  for (const core of open.splice(0)) core.stop();
  await Promise.all(desks.map((each) => each.stop()));
  await rig.stop();
  vi.unstubAllGlobals();
});

/** Envelopes that wait for the device that is out, as the relay has them. */
async function waitingForOut(): Promise<number> {
  await settle(300);
  const peer = await rig.device(OUT);
  await settle();
  await peer.close();
  return peer.frames.filter(({ type }) => type === 'deliver').length;
}

const only = (counter: number, ...indices: readonly number[]) => {
  const allowed = indices.map((index) => rig.id(index));
  const [holder] = allowed;
  if (holder === undefined) throw new Error('nobody may read');
  return { counter, holder, allowed };
};
const cardsIn = (core: Core): readonly number[] =>
  (core.state().tab?.cards ?? []).map(({ counter }) => counter);
const knows = async (core: Core, counter: number): Promise<void> =>
  await expect.poll(() => cardsIn(core)).toContain(counter);

async function restrict(counter = 1): Promise<void> {
  const card = only(counter, ALLOWED, COORDINATOR);
  expect(await desk(COORDINATOR).restrict(conversation, card)).toBe('accepted');
  await knows(tab, counter);
}

/** Relay and database as they were, but without what stood beside the queues. */
async function loseCards(): Promise<void> {
  await rig.relay().stop();
  const file = new DatabaseSync(rig.databasePath);
  file.exec('DELETE FROM card');
  file.close();
  await rig.restart();
  desks = [await signIn(COORDINATOR), await signIn(ALLOWED)];
}

test('from the card on a device that was left out gets nothing: no text, no file, no receipt', async () => {
  await restrict();
  await tab.write('Nur für euch');
  const { body } = await desk(ALLOWED).heard('Nur für euch');
  expect(body.reporter).toMatchObject({ card: 1 });
  expect(body.reporter?.mailboxKey).toHaveLength(32);
  await tab.share({ ...noContact, phone: '030 1' });
  await desk(ALLOWED).asked('contact');
  tab.typing();
  expect(await waitingForOut()).toBe(0);
});

test('whoever comes back by code hears the card before the first text leaves, whatever happened to the relay in between', async () => {
  await restrict();
  await rig.restart();
  desks = [await signIn(COORDINATOR), await signIn(ALLOWED)];
  const code = tab.about().code;
  tab.stop();
  const back = visit(new FakeShelf());
  expect(await back.comeBack(code)).toBeNull();
  await back.write('Ich bin wieder da');
  await desk(ALLOWED).heard('Ich bin wieder da');
  expect(await waitingForOut()).toBe(0);
});

test('a relay that withholds the card later undoes nothing, in this tab or after a reload', async () => {
  await restrict();
  await loseCards();
  await tab.write('Noch immer nur für euch');
  await desk(ALLOWED).heard('Noch immer nur für euch');
  tab.stop();
  tab = visit(shelf);
  await tab.write('Auch nach dem Neuladen');
  await desk(ALLOWED).heard('Auch nach dem Neuladen');
  expect(await waitingForOut()).toBe(0);
});

test('an old counter, somebody who does not coordinate, and noise change nothing and hold nothing up', async () => {
  await restrict(3);
  expect(await desk(ALLOWED).restrict(conversation, { counter: 9, holder: rig.id(OUT) })).toBe(
    'accepted',
  );
  expect(
    await desk(COORDINATOR).restrict(conversation, { counter: 2, holder: rig.id(COORDINATOR) }),
  ).toBe('accepted');
  await noise();
  await tab.write('Weiter nur für euch');
  await desk(ALLOWED).heard('Weiter nur für euch');
  expect(await waitingForOut()).toBe(0);
  const back = visit(new FakeShelf());
  await back.comeBack(tab.about().code);
  await back.write('Mit Rauschen zurück');
  await desk(ALLOWED).heard('Mit Rauschen zurück');
});

/** Whoever is left out has the token still, and puts what nobody can open. */
async function noise(): Promise<void> {
  const part = (await desk(ALLOWED).heard('Hallo')).body.reporter;
  const keyed = part?.mailboxKey;
  if (part === undefined || keyed === undefined) throw new Error('no mailbox');
  const box = { id: mailboxIdOf(keyed), token: part.token } as TestMailbox;
  const peer = await rig.device(OUT);
  expect(await submit(peer, sendFrame([toCard(box)]))).toEqual(['accepted']);
  await peer.close();
}

test('with nobody left who may read, nothing leaves and the reporter is told; a newer card lets it go', async () => {
  expect(await desk(COORDINATOR).restrict(conversation, only(1, ALLOWED))).toBe('accepted');
  await knows(tab, 1);
  const { devices } = readDocument(rig.team.document());
  const stays = devices.filter(({ id }) => id !== rig.id(ALLOWED));
  expect(await rig.putNext({ devices: stays, revoked: [rig.id(ALLOWED)] })).toBe('done');
  await tab.write('Ist da noch jemand?');
  await expect.poll(() => tab.state().stuck).toBe('noReader');
  expect(await waitingForOut()).toBe(0);
  const card = { counter: 2, holder: rig.id(COORDINATOR) };
  expect(await desk(COORDINATOR).restrict(conversation, card)).toBe('accepted');
  await desk(COORDINATOR).heard('Ist da noch jemand?');
  await expect.poll(() => tab.state().stuck).toBeNull();
  expect(await waitingForOut()).toBe(1);
});

test('what takes something back goes to everybody who may hold it', async () => {
  await tab.share({ ...noContact, phone: '030 1' });
  await desk(COORDINATOR).asked('contact');
  const before = await waitingForOut();
  await restrict();
  await tab.share({ ...noContact, phone: '030 2' });
  await expect.poll(() => desk(COORDINATOR).messages.length).toBe(3);
  expect(await waitingForOut()).toBe(before);
  await tab.share(noContact);
  await expect.poll(() => desk(COORDINATOR).messages.length).toBe(4);
  expect(await waitingForOut()).toBe(before + 1);
  await tab.erase();
  await desk(COORDINATOR).asked('erase');
  expect(await waitingForOut()).toBe(before + 2);
});
