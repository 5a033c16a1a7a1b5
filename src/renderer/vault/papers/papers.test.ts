import fc from 'fast-check';
import * as v from 'valibot';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import type { DeviceId } from '../../../../protocol/ids.ts';
import { DEVICE_TTL_MS, MAX_PAPER_BYTES, PAPER_PART_BYTES } from '../../../../protocol/limits.ts';
import { readBody, writeBody } from '../../../../protocol/talk/body.ts';
import { paperHash, paperParts } from '../../../../protocol/talk/paper.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import { MAX_PAPER_VERSION, PAPER_AGAIN_FIRST_MS, PAPER_FORM } from '../limits.ts';
import { delivered, paperTeam, rest, type PaperDevice } from '../testing/paper-team.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`papers properties: seed ${seed}`);

const BOTH = ['operator', 'coordinator'] as const;
const words = v.object({ words: v.string() });
const read = async ({ papers }: PaperDevice): Promise<string | null> =>
  (await papers.read('checklist', words))?.words ?? null;
const write = async ({ papers }: PaperDevice, text: string) =>
  await papers.write('checklist', { value: { words: text } });

/** A text as it might come out of a backup. */
const versionOf = (text: string, by: DeviceId, version = 1) => ({
  version,
  by,
  hash: paperHash(utf8ToBytes(text)),
  text,
});

async function three() {
  const team = await paperTeam([BOTH, BOTH, ['operator']]);
  const [first, second, third] = team.devices;
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('three devices');
  return { team, first, second, third };
}

test('what a coordinator writes stands on every device, and is told there', async () => {
  const { first, second, third } = await three();
  expect(await write(first, 'Ruf 112.')).toEqual(ok(null));
  await rest();
  for (const one of [second, third]) {
    expect(await delivered(one)).toEqual(['known']);
    expect(await read(one)).toBe('Ruf 112.');
    expect(one.facts).toEqual([{ type: 'paper-changed', name: 'checklist' }]);
  }
  expect(await read(await third.restart())).toBe('Ruf 112.');
});

test('who coordinates nothing writes nothing, and a paper has its bounds', async () => {
  const { first, third } = await three();
  expect(await write(third, 'Nein')).toEqual(refuse('not-coordinator'));
  expect(await write(first, 'x'.repeat(MAX_PAPER_BYTES))).toEqual(refuse('too-large'));
  first.store.full = true;
  expect(await write(first, 'Ja')).toEqual(refuse('disk-full'));
  expect(await read(first)).toBeNull();
});

test('what a newer app has written is not read, and not replaced by this one', async () => {
  const { first } = await three();
  const newer = `{"form":${PAPER_FORM + 1},"value":{"lines":["Neu"]}}`;
  expect(await first.papers.restore('checklist', versionOf(newer, first.id))).toEqual(ok(null));
  expect(await read(first)).toBeNull();
  expect(await write(first, 'Alt')).toEqual(refuse('newer-version'));
});

test('what nobody can read is not shown, and can be written over', async () => {
  const { first } = await three();
  await first.papers.restore('checklist', versionOf('"x"', first.id));
  expect(await read(first)).toBeNull();
  expect(await write(first, 'Wieder lesbar')).toEqual(ok(null));
  expect(await read(first)).toBe('Wieder lesbar');
});

test('a text that no record could hold is no paper, and what comes after it is heard', async () => {
  const { first, second } = await three();
  await write(first, 'x'.repeat(PAPER_PART_BYTES));
  await rest();
  const heads = second.queue.splice(0).map((held) => ({ held, body: readBody(held.body) }));
  const text = new Uint8Array(MAX_PAPER_BYTES).fill(1);
  const pieces = paperParts(text) ?? [];
  for (const [part, bytes] of pieces.entries()) {
    const [{ held, body } = { held: null, body: null }] = heads;
    if (body?.type !== 'paper' || held === null) throw new Error('no paper came');
    const one = { ...body, version: 7, part, parts: pieces.length, hash: paperHash(text), bytes };
    expect(await second.papers.take({ ...held, body: writeBody(one) })).toBe('known');
  }
  expect(await read(second)).toBeNull();
  await write(first, 'Echt');
  await rest();
  await delivered(second);
  expect(await read(second)).toBe('Echt');
});

test('what a coordinator left behind, however high its number, gives way to those who are there', async () => {
  const { team, first, second, third } = await three();
  const left = versionOf('{"form":1,"value":{"words":"Meins"}}', first.id, MAX_PAPER_VERSION);
  await third.papers.restore('checklist', left);
  await write(second, 'Unseres');
  await rest();
  await delivered(third);
  expect(await read(third)).toBe('Meins');
  const devices = team.document.devices.filter(({ id }) => id !== first.id);
  team.document = { ...team.document, seq: 2, devices };
  await team.accepted();
  await delivered(third);
  expect(await read(third)).toBe('Unseres');
});

test('a paper of many parts is nothing before it is whole, whatever comes first and twice, and after a restart', async () => {
  const { first, second } = await three();
  const long = 'ä'.repeat(PAPER_PART_BYTES);
  await write(first, long);
  await rest();
  const [one, two, last] = second.queue.splice(0);
  if (one === undefined || two === undefined || last === undefined) throw new Error('three parts');
  for (const part of [last, one, last]) expect(await second.papers.take(part)).toBe('known');
  expect(await read(second)).toBeNull();
  const again = await second.restart();
  expect(await again.papers.take(two)).toBe('known');
  expect(await read(again)).toBe(long);
  // Its row and its text, and nothing of the parts.
  expect(again.store.records.size).toBe(2);
});

test('whoever forges a paper is not heard: an operator, a stranger, a part that is not what it says', async () => {
  const { team, first, second, third } = await three();
  await write(first, 'Echt');
  await rest();
  const [held] = second.queue.splice(0);
  if (held === undefined) throw new Error('nothing came');
  const third1 = team.document.devices.find(({ id }) => id === third.id);
  if (third1 === undefined) throw new Error('no such device');
  expect(await second.papers.take({ ...held, senderPk: third1.ik })).toBe('unreadable');
  const stranger = new Uint8Array(32).fill(9);
  expect(await second.papers.take({ ...held, senderPk: stranger })).toBe('later');
  const body = readBody(held.body);
  if (body.type !== 'paper') throw new Error('no paper');
  const other = writeBody({ ...body, bytes: utf8ToBytes('{"words":"Falsch"}') });
  expect(await second.papers.take({ ...held, body: other })).toBe('known');
  const far = writeBody({ ...body, version: MAX_PAPER_VERSION + 1 });
  expect(await second.papers.take({ ...held, body: far })).toBe('known');
  expect(await read(second)).toBeNull();
  expect(await second.papers.take(held)).toBe('known');
  expect(await read(second)).toBe('Echt');
});

test('a name nobody knows yet, and a coordinator of a document that has not come, wait', async () => {
  const { first, second, third, team } = await three();
  await write(first, 'Neu');
  await rest();
  const [held] = second.queue;
  if (held === undefined) throw new Error('nothing came');
  const body = readBody(held.body);
  if (body.type !== 'paper') throw new Error('no paper');
  const strange = writeBody({ ...body, name: 'rota' });
  expect(await second.papers.take({ ...held, body: strange })).toBe('later');
  const ik = team.document.devices.find(({ id }) => id === third.id)?.ik ?? new Uint8Array();
  const ahead = writeBody({ ...body, docSeq: team.document.seq + 1 });
  expect(await second.papers.take({ senderPk: ik, body: ahead })).toBe('later');
});

test('whatever coordinators write and in whatever order it comes: in the end all devices agree', async () => {
  const act = fc.record({
    who: fc.constantFrom(0, 1),
    what: fc.constantFrom('write', 'long', 'hear', 'restart'),
    order: fc.nat({ max: 30 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 14 }), async (acts) => {
      const { team, first, second, third } = await three();
      const now = [first, second, third];
      let said = 0;
      for (const { who, what, order } of acts) {
        const at = now[who];
        if (at === undefined) throw new Error('two coordinators');
        said += 1;
        if (what === 'write') await write(at, `${said}`);
        if (what === 'long') await write(at, `${said} ${'x'.repeat(2 * PAPER_PART_BYTES)}`);
        if (what === 'restart') now[who] = await at.restart();
        await rest();
        if (what === 'hear') await delivered(at, () => order);
      }
      await team.fetched();
      for (const one of now) await delivered(one, (left) => (seed + left) % left);
      const texts = await Promise.all(now.map(read));
      expect(new Set(texts).size).toBe(1);
      for (const { store } of now) expect(store.records.size).toBeLessThanOrEqual(2);
    }),
    { seed, numRuns: 25, endOnFailure: true },
  );
});

test('who joins later or had no room gets it, each once', async () => {
  const { team, first, second, third } = await three();
  await team.fetched([first, second]);
  team.full.add(second.id);
  await write(first, 'Hier');
  await rest();
  expect([second.queue.length, third.queue.length]).toEqual([0, 0]);
  team.full.clear();
  await team.env.advance(PAPER_AGAIN_FIRST_MS);
  await rest();
  expect([second.queue.length, third.queue.length]).toEqual([1, 1]);
  const { posts } = team;
  await team.fetched();
  expect(team.posts).toBe(posts);
  await delivered(third);
  expect(await read(third)).toBe('Hier');
});

test('what a device may have lost in its queue is sent again once it is back, as the same message', async () => {
  const { team, first, third } = await three();
  await write(first, 'Hier');
  await rest();
  const [lost] = third.queue.splice(0);
  await team.env.advance(DEVICE_TTL_MS + 1);
  await team.fetched();
  expect(third.queue).toEqual([]);
  team.seen.set(third.id, team.env.now() + 1);
  await team.fetched();
  expect(third.queue.map(({ body }) => body)).toEqual([lost?.body]);
});

test('a coordinator who has gone leaves it to the others: whoever comes still gets it', async () => {
  const { team, first, second, third } = await three();
  await team.fetched([first, second]);
  await write(first, 'Bleibt');
  await rest();
  await delivered(second);
  const devices = team.document.devices.filter(({ id }) => id !== first.id);
  team.document = { ...team.document, seq: 2, devices };
  await team.fetched([second, third]);
  await delivered(third);
  expect(await read(third)).toBe('Bleibt');
});

test('a version out of a backup stands where it is higher and what it says it is', async () => {
  const { first, third } = await three();
  await write(first, 'Alt');
  await rest();
  const [kept] = Object.values(await first.papers.kept());
  if (kept === undefined) throw new Error('nothing kept');
  expect(await third.papers.restore('checklist', kept)).toEqual(ok(null));
  expect(await read(third)).toBe('Alt');
  const wrong = { ...kept, version: 9, hash: paperHash(utf8ToBytes('x')) };
  await third.papers.restore('checklist', wrong);
  await third.papers.restore('checklist', { ...kept, version: 0 });
  expect(await third.papers.kept()).toEqual({ checklist: kept });
});
