import { expect, test } from 'vitest';
import { codeFingerprint } from '../../../../protocol/crypto/code-fingerprint.ts';
import { formatReturnCode, newReturnCode } from '../../../../protocol/crypto/return-code.ts';
import { BucketId, ConversationId } from '../../../../protocol/ids.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import { emptyIncident } from '../../../contract/case.ts';
import { readMessage } from '../inbox/message-row.ts';
import { keptCases, type Chat, type KeptCases } from '../testing/kept-cases.ts';
import type { Wish } from './parts.ts';

const HOUR = 3_600_000;

/** A case of three messages and two files, and a conversation beside it. */
async function begun(): Promise<
  KeptCases & { readonly one: Chat; readonly file: string; readonly other: Chat }
> {
  const rig = await keptCases();
  const one = await rig.chat(['Geheim eins', 'Geheim zwei', 'Geheim drei']);
  const other = await rig.chat(['Bleibt']);
  const file = await rig.caseOf(one.id, 2);
  await rig.cases.save(file, { ...emptyIncident, narrative: 'Geheim vier' });
  return { ...rig, one, file, other };
}

const everything = ({ store }: KeptCases): string => JSON.stringify([...store.records.values()]);
const gone = (facts: readonly DeskFact[]): readonly DeskFact[] =>
  facts.filter(({ type }) => type === 'case-gone' || type === 'conversation-gone');

test('an erased case is gone: its record, its messages, its files, its lines', async () => {
  const rig = await begun();
  expect(rig.files.size).toBe(2);
  expect(await rig.erase.eraseCase(rig.file)).toEqual({ ok: true, value: null });
  expect(everything(rig)).not.toContain('Geheim');
  expect(everything(rig)).toContain('Bleibt');
  expect(rig.files.size).toBe(0);
  expect([rig.cases.size, rig.book.size]).toEqual([0, 1]);
  expect(rig.forgotten).toHaveLength(2);
  expect(gone(rig.facts)).toEqual([
    { type: 'case-gone', case: rig.file },
    { type: 'conversation-gone', conversation: rig.one.id },
  ]);
});

test('every message of it has a tombstone, and so has the case', async () => {
  const rig = await begun();
  await rig.erase.eraseCase(rig.file);
  const sender = SenderKey.of(rig.one.keys.box.publicKey);
  expect(rig.one.mids.every((mid) => rig.tombstones.erased(sender, mid))).toBe(true);
  expect(rig.tombstones.caseErased(rig.file)).toBe(true);
  const bystander = SenderKey.of(rig.other.keys.box.publicKey);
  expect(rig.other.mids.some((mid) => rig.tombstones.erased(bystander, mid))).toBe(false);
});

test('the log says that it happened and to how many records, and not to whom', async () => {
  const rig = await begun();
  await rig.erase.eraseCase(rig.file);
  const { events } = await rig.audit.page(null, 2);
  expect(events).toMatchObject([
    { act: 'conversation-erased', count: 4 },
    { act: 'case-erased', about: rig.file, count: 3 },
  ]);
  expect(JSON.stringify(events)).not.toContain(rig.one.id);
});

test('a case that is held is not erased, nor its conversation', async () => {
  const rig = await begun();
  await rig.cases.hold(rig.file, 'Strafverfahren');
  expect(await rig.erase.eraseCase(rig.file)).toEqual({ ok: false, refusal: 'held' });
  expect(await rig.erase.eraseConversation(rig.one.id)).toEqual({ ok: false, refusal: 'held' });
  expect(rig.store.rewrites).toBe(0);
});

test('a hold that comes while the erase waits for its turn still counts', async () => {
  const rig = await begun();
  const hold = rig.cases.hold(rig.file, 'Strafverfahren');
  expect(await rig.erase.eraseCase(rig.file)).toEqual({ ok: false, refusal: 'held' });
  expect((await hold).ok).toBe(true);
});

/** What a restore may leave: the same conversation with a case of its own from there. */
async function withSecondCase(rig: Awaited<ReturnType<typeof begun>>): Promise<string> {
  const second = await rig.caseOf(rig.other.id, 1);
  await rig.cases.save(second, { ...emptyIncident, narrative: 'Geheim fünf' });
  const bucket = rig.cases.bucketOf(second);
  const rows = [...rig.store.records.values()].filter((one) => one.bucket === bucket);
  const row = rows.find(({ table }) => table === 'case');
  if (bucket === undefined || row === undefined) throw new Error('no case');
  await rig.store.commit([{ ...row, value: { ...row.value, conversation: rig.one.id } }]);
  await rig.cases.reread(bucket);
  return second;
}

test('everything of one person goes at once, also with two cases', async () => {
  const rig = await begun();
  await withSecondCase(rig);
  expect(await rig.erase.eraseConversation(rig.one.id)).toEqual({ ok: true, value: null });
  expect(everything(rig)).not.toContain('Geheim');
  expect([rig.cases.size, rig.book.size, rig.files.size, rig.store.rewrites]).toEqual([0, 1, 0, 1]);
});

test('of two cases a held one stays with the conversation, and is named', async () => {
  const rig = await begun();
  const second = await withSecondCase(rig);
  await rig.cases.hold(second, 'Strafverfahren');
  const reference = rig.cases.head(second)?.reference;
  expect(await rig.erase.eraseConversation(rig.one.id)).toEqual({
    ok: true,
    value: {
      conversation: rig.one.id,
      name: 'Ahorn 1',
      messages: 3,
      cases: [{ id: second, reference, held: true }],
    },
  });
  expect(everything(rig)).not.toContain('Geheim vier');
  expect(everything(rig)).toContain('Geheim fünf');
  expect(rig.cases.size).toBe(1);
});

/** The last message of that conversation now asks for everything to be erased. */
async function wishing({ book, store, one }: Awaited<ReturnType<typeof begun>>): Promise<Wish> {
  const entry = await book.get(one.id);
  const rows = [...store.records.values()];
  const row = rows.findLast(({ bucket, table }) => bucket === entry?.bucket && table === 'message');
  if (entry === undefined || row === undefined) throw new Error('no message');
  const asks = { ...entry.conversation.asks, erase: row.id };
  const next = { ...entry, conversation: { ...entry.conversation, asks } };
  await store.commit([book.change(next)]);
  book.put(next);
  return { erased: one.id, asked: readMessage(row.id, row.value).body.mid };
}

test('a wish that was followed is told to colleagues once, and what went by it does not come back', async () => {
  const rig = await begun();
  await withSecondCase(rig);
  const wish = await wishing(rig);
  expect(await rig.erase.eraseConversation(rig.one.id)).toEqual({ ok: true, value: null });
  expect(rig.followed).toEqual([wish]);
  expect(rig.tombstones.conversationErased(rig.one.id)).toBe(true);
  expect(rig.tombstones.wishFollowed(rig.one.id, rig.env.now())).toBe(true);
});

test('a wish against which a case is held has not been followed, whatever else went', async () => {
  const rig = await begun();
  const second = await withSecondCase(rig);
  await rig.cases.hold(second, 'Strafverfahren');
  await wishing(rig);
  expect(await rig.erase.eraseConversation(rig.one.id)).toMatchObject({ ok: true });
  expect(rig.cases.size).toBe(1);
  expect(rig.followed).toEqual([]);
  expect(rig.tombstones.conversationErased(rig.one.id)).toBe(false);
  expect(rig.tombstones.wishFollowed(rig.one.id, rig.env.now())).toBe(false);
});

test('what its reporter began since and goes without a wish is not told as wished', async () => {
  const rig = await begun();
  await wishing(rig);
  await rig.erase.eraseConversation(rig.one.id);
  expect(rig.tombstones.wishFollowed(rig.one.id, rig.env.now())).toBe(true);
  await rig.env.sleep(HOUR);
  await rig.chat(['Wieder hier'], {}, rig.one);
  await rig.erase.eraseConversation(rig.one.id);
  expect(rig.followed).toHaveLength(1);
  expect(rig.tombstones.wishFollowed(rig.one.id, rig.env.now())).toBe(false);
});

test('a wish that a full disk forbids has not been followed', async () => {
  const rig = await begun();
  await wishing(rig);
  rig.store.rewriting = async () => {
    rig.store.full = true;
  };
  const refused = { ok: false, refusal: 'disk-full' };
  expect(await rig.erase.eraseConversation(rig.one.id)).toEqual(refused);
  expect(rig.followed).toEqual([]);
  expect(rig.tombstones.conversationErased(rig.one.id)).toBe(false);
});

test('what is erased without a wish is told to nobody, and a colleague may speak of it again', async () => {
  const rig = await begun();
  await rig.erase.eraseConversation(rig.one.id);
  expect(rig.followed).toEqual([]);
  expect(rig.tombstones.conversationErased(rig.one.id)).toBe(false);
});

test('a return code finds both cases of a conversation', async () => {
  const rig = await begun();
  const second = await withSecondCase(rig);
  const found = await rig.erase.findSubject(formatReturnCode(rig.one.code));
  expect(found.ok && found.value?.cases.map(({ id }) => id)).toEqual([rig.file, second]);
});

test('a return code finds a case whose messages are gone, and it can be erased', async () => {
  const rig = await begun();
  rig.book.forget(rig.book.bucketOf(rig.one.id) ?? BucketId.random());
  expect(await rig.erase.findSubject(formatReturnCode(rig.one.code))).toMatchObject({
    ok: true,
    value: { name: null, messages: 0, cases: [{ id: rig.file }] },
  });
  expect(await rig.erase.eraseConversation(rig.one.id)).toEqual({ ok: true, value: null });
  expect(rig.cases.size).toBe(0);
});

test('what is not here cannot be erased', async () => {
  const { erase } = await keptCases();
  expect(await erase.eraseCase('0'.repeat(32))).toEqual({ ok: false, refusal: 'unknown-case' });
  expect(await erase.eraseConversation(ConversationId.random())).toEqual({
    ok: false,
    refusal: 'unknown-conversation',
  });
});

test('refused by a full disk, everything is as before', async () => {
  const rig = await begun();
  const before = rig.store.records.size;
  rig.store.rewriting = async () => {
    rig.store.full = true;
  };
  expect(await rig.erase.eraseCase(rig.file)).toEqual({ ok: false, refusal: 'disk-full' });
  rig.store.full = false;
  expect(rig.files.size).toBe(2);
  expect(await rig.cases.read(rig.file)).not.toBeNull();
  expect(gone(rig.facts)).toEqual([]);
  expect(rig.tombstones.caseErased(rig.file)).toBe(false);
  expect(rig.store.records.size).toBeGreaterThanOrEqual(before);
});

test('stopped by the person, everything is as before', async () => {
  const rig = await begun();
  rig.store.rewriting = async () => rig.jobs.stop('erase');
  const before = everything(rig);
  expect(await rig.erase.eraseCase(rig.file)).toEqual({ ok: false, refusal: 'stopped' });
  expect(everything(rig)).toBe(before);
});

test('tombstones are durable before anything is destroyed', async () => {
  const rig = await begun();
  let waiting = 0;
  rig.store.rewriting = async () => {
    waiting = [...rig.store.records.values()].filter(({ table }) => table === 'tombstone').length;
  };
  await rig.erase.eraseCase(rig.file);
  expect(waiting).toBe(1);
});

test('what arrives during an erase waits, and begins a new conversation after it', async () => {
  const rig = await begun();
  let arrived: Promise<unknown> = Promise.resolve();
  let during = true;
  rig.store.rewriting = async () => {
    arrived = rig.oneByOne(async () => {
      during = rig.book.head(rig.one.id) !== undefined;
    });
  };
  await rig.erase.eraseCase(rig.file);
  await arrived;
  expect(during).toBe(false);
});

test('one erase at a time', async () => {
  const rig = await begun();
  const first = rig.erase.eraseCase(rig.file);
  expect(await rig.erase.eraseConversation(rig.other.id)).toEqual({ ok: false, refusal: 'busy' });
  expect((await first).ok).toBe(true);
});

test('a return code finds its conversation, with its case', async () => {
  const rig = await begun();
  await rig.cases.hold(rig.file, 'Strafverfahren');
  const found = await rig.erase.findSubject(formatReturnCode(rig.one.code).toLowerCase());
  expect(found).toEqual({
    ok: true,
    value: {
      conversation: rig.one.id,
      name: 'Ahorn 1',
      messages: 3,
      cases: [{ id: rig.file, reference: expect.stringMatching(/^2026-/), held: true }],
    },
  });
});

test('so does its fingerprint', async () => {
  const rig = await begun();
  const print = codeFingerprint(rig.other.keys.box.publicKey).replaceAll(' ', '-');
  expect(await rig.erase.findSubject(print)).toMatchObject({
    ok: true,
    value: { conversation: rig.other.id, messages: 1, cases: [] },
  });
});

test('a good code of nobody here finds nothing, a mistyped one is said to be', async () => {
  const rig = await begun();
  const { erase, one } = rig;
  expect(await erase.findSubject(formatReturnCode(newReturnCode()))).toEqual({
    ok: true,
    value: null,
  });
  expect(await erase.findSubject('00000 00000 00000 00000')).toEqual({ ok: true, value: null });
  const typo = formatReturnCode(one.code).replace(/.$/, (c) => (c === 'A' ? 'B' : 'A'));
  for (const typed of [typo, '', '00000 00000 00000 0000', 'Ahorn 1']) {
    expect(await erase.findSubject(typed)).toEqual({ ok: false, refusal: 'bad-code' });
  }
});
