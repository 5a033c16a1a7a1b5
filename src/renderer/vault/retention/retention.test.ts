import { createHash, createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { codeFingerprint } from '../../../../protocol/crypto/code-fingerprint.ts';
import { formatReturnCode } from '../../../../protocol/crypto/return-code.ts';
import { checkProofs } from '../../../../tools/verify-proofs.ts';
import { emptyIncident } from '../../../contract/case.ts';
import {
  MAX_RETENTION_DAYS,
  PROPOSED_RETENTION,
  RETENTION_CLASSES,
  type RetentionProof,
} from '../../../contract/retention.ts';
import { AUDIT_FLUSH_MS, AUDIT_RETRY_MS } from '../limits.ts';
import { keptCases, type KeptCases } from '../testing/kept-cases.ts';
import { keptLog, OWN } from '../testing/kept-log.ts';
import { paperTeam } from '../testing/paper-team.ts';
import { prove } from './proof.ts';
import { readRules } from './rules.ts';
import { RetentionSettings } from './settings.ts';

const DAY = 24 * 3_600_000;

/** A talk that ended, one in which somebody waits, and a verified, closed case with a file. */
async function begun(): Promise<KeptCases & { readonly file: string }> {
  const rig = await keptCases();
  await rig.chat(['Geheim alt']);
  await rig.chat(['Wartet'], { waitingSince: rig.env.now() });
  const documented = await rig.chat(['Geheim Fall']);
  const file = await rig.caseOf(documented.id, 1);
  await rig.cases.save(file, { ...emptyIncident, verification: 'verified', narrative: 'Akte' });
  await rig.cases.close(file, true);
  return { ...rig, file };
}

const everything = ({ store }: KeptCases): string => JSON.stringify([...store.records.values()]);

function settingsOf({ store }: KeptCases): RetentionSettings {
  const nameKey = (bucket: string): Uint8Array => new TextEncoder().encode(`name ${bucket}`);
  const papers = { read: async () => null, stands: () => false };
  return new RetentionSettings({ store, papers, own: OWN, nameKey });
}

async function ran(rig: KeptCases): Promise<RetentionProof> {
  const { token } = await rig.retention.preview();
  const answer = await rig.retention.run(token);
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.value;
}

test('nothing is due at first, and a run has nothing to do', async () => {
  const { retention } = await begun();
  const { items, held, token } = await retention.preview();
  expect([items, held]).toEqual([[], []]);
  expect(await retention.run(token)).toEqual({ ok: false, refusal: 'nothing' });
});

test('a preview changes nothing and names what would go by its local label', async () => {
  const rig = await begun();
  await rig.env.sleep(31 * DAY);
  const before = everything(rig);
  const { items } = await rig.retention.preview();
  expect(items.map((item) => [item.class, item.what])).toEqual([
    ['chat-without-case', 'Ahorn 1'],
    ['chat-of-documented-case', 'Ahorn 3'],
  ]);
  expect(everything(rig)).toBe(before);
});

test('a run destroys exactly what was previewed, in one rewrite', async () => {
  const rig = await begun();
  await rig.env.sleep(31 * DAY);
  const proof = await ran(rig);
  expect(proof.deleted).toEqual({ 'chat-without-case': 1, 'chat-of-documented-case': 1 });
  expect(rig.store.rewrites).toBe(1);
  expect(everything(rig)).not.toContain('Geheim');
  expect(everything(rig)).toContain('Wartet');
  expect(await rig.cases.read(rig.file)).toMatchObject({ incident: { narrative: 'Akte' } });
  expect((await rig.retention.preview()).items).toEqual([]);
});

test('a case whose chat went is found by code and by fingerprint, and can be erased', async () => {
  const rig = await begun();
  const { id, code, keys } = await rig.chat(['Geheim']);
  const file = await rig.caseOf(id);
  await rig.cases.save(file, { ...emptyIncident, verification: 'verified' });
  const print = codeFingerprint(keys.box.publicKey);
  expect(await rig.cases.read(file)).toMatchObject({ fingerprint: null });
  await rig.env.sleep(31 * DAY);
  await ran(rig);
  expect(await rig.cases.read(file)).toMatchObject({ fingerprint: print });
  const found = { name: null, messages: 0, cases: [{ id: file }] };
  for (const typed of [formatReturnCode(code), print]) {
    expect(await rig.erase.findSubject(typed)).toMatchObject({ ok: true, value: found });
  }
  expect(await rig.erase.eraseConversation(id)).toEqual({ ok: true, value: null });
  expect(await rig.erase.findSubject(print)).toEqual({ ok: true, value: null });
});

test('a case goes with its evidence two years after it was closed', async () => {
  const rig = await begun();
  await rig.env.sleep(730 * DAY);
  const proof = await ran(rig);
  expect(proof.deleted).toMatchObject({ 'case-documentation': 1, evidence: 1 });
  expect([rig.cases.size, rig.book.size, rig.files.size]).toEqual([0, 1, 0]);
});

/** A talk that stays, whose contact details are due. */
async function reachable() {
  const rig = await begun();
  const { id } = await rig.chat(['Geheim']);
  const about = await rig.caseOf(id);
  const bucket = await rig.contactOf(id, '030 111');
  await rig.env.sleep(30 * DAY);
  return { rig, id, about, bucket };
}

test('contact details go with their own key, and the conversation and its case stay', async () => {
  const { rig, id, bucket } = await reachable();
  const { items } = await rig.retention.preview();
  expect(items.map((item) => item.class)).toContain('contacts');
  expect((await ran(rig)).deleted).toMatchObject({ contacts: 1 });
  expect(rig.store.used(bucket)).toBe(false);
  expect(everything(rig)).not.toContain('030 111');
  expect((await rig.book.get(id))?.conversation.contact).toMatchObject({ bucket: null });
  expect(rig.going.all()).toEqual([]);
  const { events } = await rig.audit.page(null, 9);
  expect(events).toContainEqual(expect.objectContaining({ act: 'contact-destroyed', count: 1 }));
  expect((await rig.retention.preview()).items).toEqual([]);
});

test('contact details of a case that is held stay', async () => {
  const { rig, about, bucket } = await reachable();
  await rig.cases.hold(about, 'Strafverfahren');
  expect((await ran(rig)).deleted).not.toHaveProperty('contacts');
  expect(rig.store.used(bucket)).toBe(true);
});

test.each(['disk-full', 'stopped'])('a run that ends as %s leaves contact details', async (how) => {
  const { rig, id, bucket } = await reachable();
  const { token } = await rig.retention.preview();
  rig.store.rewriting = async () => {
    if (how === 'stopped') rig.jobs.stop('erase');
    else rig.store.crowded = true;
  };
  expect(await rig.retention.run(token)).toEqual({ ok: false, refusal: how });
  expect(everything(rig)).toContain('030 111');
  expect((await rig.book.get(id))?.conversation.contact).toMatchObject({ bucket });
  expect(rig.going.all()).toEqual([]);
});

test('contact details that a full disk keeps from being put back are waited for', async () => {
  const { rig, bucket } = await reachable();
  const { token } = await rig.retention.preview();
  rig.store.rewriting = async () => {
    rig.store.full = true;
  };
  expect(await rig.retention.run(token)).toEqual({ ok: false, refusal: 'disk-full' });
  expect(everything(rig)).not.toContain('030 111');
  expect(rig.going.all()).toEqual([bucket]);
});

test('evidence may be given a shorter time than its case', async () => {
  const rig = await begun();
  await rig.retention.set({ ...PROPOSED_RETENTION, evidence: 10 });
  await rig.env.sleep(10 * DAY);
  expect((await ran(rig)).deleted).toMatchObject({ evidence: 1 });
  expect(rig.files.size).toBe(0);
  expect(rig.cases.size).toBe(1);
  expect(await rig.evidence.list(rig.file)).toEqual([]);
});

test('what is held is shown apart and stays', async () => {
  const rig = await begun();
  await rig.cases.hold(rig.file, 'Strafverfahren');
  await rig.env.sleep(800 * DAY);
  const { held } = await rig.retention.preview();
  expect(held.map((item) => item.class)).toEqual([
    'chat-of-documented-case',
    'case-documentation',
    'evidence',
  ]);
  expect(await ran(rig)).toMatchObject({ held: 3, deleted: { 'chat-without-case': 1 } });
  expect(rig.cases.size).toBe(1);
  expect(await rig.retention.view()).toMatchObject({ held: 1 });
});

test('a run of a list that has changed since is refused', async () => {
  const rig = await begun();
  await rig.env.sleep(31 * DAY);
  const { token } = await rig.retention.preview();
  await rig.cases.hold(rig.file, 'Strafverfahren');
  expect(await rig.retention.run(token)).toEqual({ ok: false, refusal: 'changed' });
  expect(rig.store.rewrites).toBe(0);
});

test('a hold that comes while the run waits for its turn still counts', async () => {
  const rig = await begun();
  await rig.env.sleep(31 * DAY);
  const { token } = await rig.retention.preview();
  let open = (): void => undefined;
  const busy = rig.oneByOne(
    async () =>
      await new Promise<void>((resolve) => {
        open = resolve;
      }),
  );
  const hold = rig.cases.hold(rig.file, 'Strafverfahren');
  const running = rig.retention.run(token);
  await new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
  open();
  await Promise.all([busy, hold]);
  expect(await running).toMatchObject({ value: { deleted: { 'chat-without-case': 1 } } });
  expect(everything(rig)).toContain('Geheim Fall');
});

test('refused by a full disk, nothing is gone and there is no proof', async () => {
  const rig = await begun();
  await rig.env.sleep(31 * DAY);
  const { token } = await rig.retention.preview();
  rig.store.rewriting = async () => {
    rig.store.full = true;
  };
  expect(await rig.retention.run(token)).toEqual({ ok: false, refusal: 'disk-full' });
  rig.store.full = false;
  expect(await rig.retention.view()).toMatchObject({ lastRun: null, lastProof: null });
  expect(everything(rig)).toContain('Geheim alt');
});

test('the old part of the audit log goes by row, without a rewrite, and the rest is sound', async () => {
  const rig = await keptCases();
  for (let i = 0; i < 50; i += 1) rig.audit.note('case-saved');
  await rig.env.advance(AUDIT_FLUSH_MS);
  await rig.env.sleep(1095 * DAY);
  rig.audit.note('unlocked');
  const { items } = await rig.retention.preview();
  expect(items).toMatchObject([{ class: 'audit-log', what: '50' }]);
  expect((await ran(rig)).deleted).toEqual({ 'audit-log': 50 });
  expect(rig.store.rewrites).toBe(0);
  expect(await rig.audit.verify()).toMatchObject({ sound: true, events: 2 });
});

test('the proof is signed by the device, and anybody can check it', async () => {
  const rig = await begun();
  await rig.env.sleep(31 * DAY);
  const proof = await ran(rig);
  expect(await rig.retention.exportProofs()).toMatchObject({ ok: true });
  const exported = JSON.parse(rig.saved.at(-1)?.text ?? '{}');
  expect(exported).toMatchObject(proof);
  const digest = createHash('sha256').update(exported.canonical).digest();
  expect(digest.toString('hex')).toBe(proof.hash);
  const spki = Buffer.from(`302a300506032b6570032100${exported.keys.sign}`, 'hex');
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const tag = Buffer.from('sc1/proof');
  const signed = Buffer.concat([Buffer.of(tag.length), tag, digest]);
  expect(verify(null, signed, key, Buffer.from(proof.signature, 'hex'))).toBe(true);
  const { device, at, deleted, held, rules } = JSON.parse(exported.canonical);
  expect({ device, at, deleted, held, rules }).toEqual({
    device: proof.device,
    at: proof.at,
    deleted: proof.deleted,
    held: proof.held,
    rules: proof.rules,
  });
});

/** A vault in which two runs have happened, and what it exports. */
async function ranTwice() {
  const rig = await begun();
  await rig.env.sleep(31 * DAY);
  const first = await ran(rig);
  await rig.audit.exportLog();
  await rig.env.sleep(730 * DAY);
  const second = await ran(rig);
  await rig.retention.exportProofs();
  await rig.audit.exportLog();
  const [before = '', text = '', log = ''] = rig.saved.map((file) => file.text);
  return { rig, first, second, text, before, log };
}

test('every proof there is goes into one file, which the tool checks', async () => {
  const { first, second, text } = await ranTwice();
  const lines = text.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([first, second]);
  expect(checkProofs(text)).toMatchObject({ sound: true, proofs: 2, devices: [first.device] });
});

test('against the log, a proof that it should name and does not is found', async () => {
  const { rig, text, log } = await ranTwice();
  expect(checkProofs(text, log)).toMatchObject({ sound: true, newer: [], unproven: [] });
  const anew = await keptLog({ device: rig.device, env: rig.env });
  await anew.audit.exportLog();
  const without = anew.saved[0]?.text ?? '';
  expect(checkProofs(text, without)).toMatchObject({ sound: false, at: 'the audit log' });
});

test('a run whose proof was not kept, and a proof newer than the log, are told and break nothing', async () => {
  const { first, second, text, before, log } = await ranTwice();
  expect(checkProofs(text, before)).toMatchObject({ sound: true, newer: [second.hash] });
  const one = `${text.split('\n')[1] ?? ''}\n`;
  const unproven = [{ at: first.at, hash: first.hash }];
  expect(checkProofs(one, log)).toMatchObject({ sound: true, newer: [], unproven });
});

test('handing out the proofs is an event, with how many there were', async () => {
  const rig = await begun();
  await rig.env.sleep(31 * DAY);
  await ran(rig);
  await rig.retention.exportProofs();
  const { events } = await rig.audit.page(null, 1);
  expect(events).toMatchObject([{ act: 'proofs-exported', count: 1 }]);
});

test('a proof that waited for room is written before the next run, and both are kept', async () => {
  const rig = await begun();
  await rig.retention.set({ ...PROPOSED_RETENTION, 'audit-log': null });
  await rig.env.sleep(31 * DAY);
  rig.store.writing = async () => {
    rig.store.full = rig.store.rewrites > 0;
  };
  await ran(rig);
  await rig.env.sleep(730 * DAY);
  rig.store.writing = async () => undefined;
  rig.store.full = false;
  await ran(rig);
  await rig.retention.exportProofs();
  expect(checkProofs(rig.saved.at(-1)?.text ?? '')).toMatchObject({ sound: true, proofs: 2 });
});

test('a proof that a full disk keeps waiting is in no log and handed out to nobody', async () => {
  const rig = await begun();
  await rig.env.sleep(31 * DAY);
  rig.store.writing = async () => {
    rig.store.full = rig.store.rewrites > 0;
  };
  const proof = await ran(rig);
  expect(everything(rig)).not.toContain(proof.hash);
  expect(await rig.retention.exportProofs()).toEqual({ ok: false, refusal: 'disk-full' });
  rig.store.writing = async () => undefined;
  rig.store.full = false;
  await rig.env.advance(AUDIT_RETRY_MS);
  expect(everything(rig)).toContain(proof.hash);
  expect(await rig.retention.exportProofs()).toMatchObject({ ok: true });
  await rig.audit.exportLog();
  const [text = '', log = ''] = rig.saved.map((file) => file.text);
  expect(checkProofs(text, log)).toMatchObject({ sound: true, newer: [], unproven: [] });
});

test.each([
  ['none of the earlier ones', []],
  ['one of the earlier ones', [2]],
])('proofs of a version that listed %s are all found, and stay listed', async (_, listed) => {
  const rig = await begun();
  const settings = settingsOf(rig);
  const run = { deleted: { 'chat-without-case': 1 }, held: 0, rules: PROPOSED_RETENTION };
  for (const at of [1, 2, 3]) {
    const [proof, last] = await settings.proofChanges(prove({ ...run, at }, rig.device));
    if (proof === undefined || last === undefined) throw new Error('no change');
    await rig.store.commit([proof, { ...last, value: { at, earlier: listed } }]);
  }
  const exported = async (): Promise<readonly number[]> => {
    expect(await rig.retention.exportProofs()).toMatchObject({ ok: true });
    const lines = rig.saved.at(-1)?.text.trimEnd().split('\n') ?? [];
    return lines.map((line) => (JSON.parse(line) as { readonly at: number }).at);
  };
  expect(await exported()).toEqual([1, 2, 3]);
  await rig.env.sleep(31 * DAY);
  const { at } = await ran(rig);
  expect(await exported()).toEqual([1, 2, 3, at]);
  expect(everything(rig)).toContain('"every":true');
});

test('a run that is refused leaves no fingerprint in a case whose messages stay', async () => {
  const rig = await begun();
  await rig.env.sleep(31 * DAY);
  const { token } = await rig.retention.preview();
  let during: string | null = null;
  rig.store.rewriting = async () => {
    during = (await rig.cases.read(rig.file))?.fingerprint ?? null;
    rig.jobs.stop('erase');
  };
  expect(await rig.retention.run(token)).toEqual({ ok: false, refusal: 'stopped' });
  expect(during).not.toBeNull();
  expect((await rig.cases.read(rig.file))?.fingerprint).toBeNull();
});

test.each([
  ['another number', (text: string) => text.replace('"held":0', '"held":1')],
  ['another canonical text', (text: string) => text.replace('\\"held\\":0', '\\"held\\":1')],
  ['no end', (text: string) => text.slice(0, -1)],
  ['another device', (text: string) => text.replaceAll(/"login":"[0-9a-f]/g, '"login":"g')],
])('a proof with %s is found', async (_, change) => {
  const { text } = await ranTwice();
  const changed = change(text);
  expect(changed).not.toBe(text);
  expect(checkProofs(changed).sound).toBe(false);
});

test('a proof from before there was a class for abuse is exported as it was signed', async () => {
  const rig = await begun();
  const rules = { ...PROPOSED_RETENTION, 'chat-of-abuse': undefined };
  const earlier = JSON.parse(JSON.stringify(rules)) as RetentionProof['rules'];
  const run = { at: rig.env.now(), deleted: { 'chat-without-case': 1 }, held: 0, rules: earlier };
  const proof = prove(run, rig.device);
  await rig.store.commit([...(await settingsOf(rig).proofChanges(proof))]);
  expect(await rig.retention.exportProofs()).toMatchObject({ ok: true });
  const exported = JSON.parse(rig.saved.at(-1)?.text ?? '{}');
  const digest = createHash('sha256').update(exported.canonical).digest();
  expect(digest.toString('hex')).toBe(proof.hash);
  expect(exported.canonical).not.toContain('chat-of-abuse');
});

test('rules from before there was a class for abuse get the proposed period for it', () => {
  const earlier = Object.fromEntries(
    Object.entries({ ...PROPOSED_RETENTION, contacts: 9 }).filter(
      ([name]) => name !== 'chat-of-abuse',
    ),
  );
  expect(readRules(earlier)).toEqual({ ...PROPOSED_RETENTION, contacts: 9 });
  const none = { ...PROPOSED_RETENTION, 'chat-of-abuse': null };
  expect(readRules(none)).toEqual(none);
});

test('proof and log hold no content', async () => {
  const rig = await begun();
  await rig.env.sleep(31 * DAY);
  await ran(rig);
  await rig.retention.exportProofs();
  await rig.audit.exportLog();
  for (const { name, text } of rig.saved) {
    expect(`${name} ${text}`).not.toMatch(/Geheim|Ahorn|2026-0001|Akte/);
  }
});

test('a run stands in the log with the hash of its proof, and is there after opening again', async () => {
  const rig = await begun();
  await rig.env.sleep(31 * DAY);
  const proof = await ran(rig);
  const { events } = await rig.audit.page(null, 1);
  expect(events).toMatchObject([{ act: 'retention-run', about: proof.hash, count: 2 }]);
  expect(await rig.retention.view()).toMatchObject({ lastRun: proof.at, lastProof: proof });
  expect(await rig.again().then(async (audit) => await audit.verify())).toMatchObject({
    sound: true,
  });
});

test('without a run there is no proof to export', async () => {
  const { retention } = await keptCases();
  expect(await retention.exportProofs()).toEqual({ ok: false, refusal: 'nothing' });
});

test("only a coordinator's device changes the rules, and every change stands in the log", async () => {
  const team = await paperTeam([['operator'], ['operator', 'coordinator']]);
  const operator = await keptCases(team.devices[0]);
  const rules = { ...PROPOSED_RETENTION, contacts: null };
  expect(await operator.retention.set(rules)).toEqual({ ok: false, refusal: 'not-allowed' });
  const { retention, audit } = await keptCases();
  expect(await retention.view()).toMatchObject({ rules: PROPOSED_RETENTION, mayEdit: true });
  expect((await retention.set(rules)).ok).toBe(true);
  expect((await retention.set(rules)).ok).toBe(true);
  expect(await retention.view()).toMatchObject({ rules });
  expect((await audit.page(null, 9)).events).toMatchObject([
    { act: 'retention-changed', count: 1 },
  ]);
});

test.each([0, -1, 1.5, MAX_RETENTION_DAYS + 1, Number.NaN, '7', undefined])(
  'a period of %s days is refused',
  async (days) => {
    const { retention } = await keptCases();
    const rules = { ...PROPOSED_RETENTION, contacts: days as number };
    expect(await retention.set(rules)).toEqual({ ok: false, refusal: 'bad-rules' });
  },
);

test('a period of 1 day, of the most days, and none at all are taken', () => {
  for (const days of [1, MAX_RETENTION_DAYS, null]) {
    expect(readRules({ ...PROPOSED_RETENTION, contacts: days })).not.toBeNull();
  }
  expect(readRules({ ...PROPOSED_RETENTION, statistics: 1 })).toBeNull();
  expect(Object.keys(PROPOSED_RETENTION)).toEqual(RETENTION_CLASSES);
});

test('files that went before the rest was refused stand in a proof', async () => {
  const rig = await begun();
  await rig.retention.set({ ...PROPOSED_RETENTION, evidence: 1 });
  await rig.env.sleep(31 * DAY);
  const { token } = await rig.retention.preview();
  const jobs = rig.jobs;
  rig.store.rewriting = async () => jobs.stop('erase');
  expect(await rig.retention.run(token)).toEqual({ ok: false, refusal: 'stopped' });
  expect(rig.files.size).toBe(0);
  expect(everything(rig)).toContain('Geheim alt');
  expect((await rig.retention.view()).lastProof?.deleted).toEqual({ evidence: 1 });
  expect((await rig.audit.page(null, 1)).events).toMatchObject([
    { act: 'retention-run', count: 1 },
  ]);
});

test('the proof counts no file whose case is no longer due when its turn comes', async () => {
  const rig = await begun();
  await rig.retention.set({ ...PROPOSED_RETENTION, evidence: 730 });
  await rig.env.sleep(731 * DAY);
  const { token } = await rig.retention.preview();
  let open = (): void => undefined;
  const busy = rig.oneByOne(
    async () =>
      await new Promise<void>((resolve) => {
        open = resolve;
      }),
  );
  const running = rig.retention.run(token);
  await new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
  await rig.retention.set({ ...PROPOSED_RETENTION, evidence: 730, 'case-documentation': null });
  open();
  await busy;
  const proof = await running;
  expect(rig.files.size).toBe(1);
  expect(proof.ok && proof.value.deleted.evidence).toBe(undefined);
});

test('what outlives every period is numbers: proofs, given case numbers, and what keeps the erased from coming back', async () => {
  const rig = await keptCases();
  const { id } = await rig.chat(['Geheim']);
  await rig.contactOf(id, '030 111');
  const file = await rig.caseOf(id, 1);
  await rig.cases.save(file, { ...emptyIncident, verification: 'verified', narrative: 'Akte' });
  await rig.cases.close(file, true);
  const given = rig.cases.given();
  await rig.env.sleep(1_100 * DAY);
  const proof = await ran(rig);
  const kept = [...rig.store.records.values()];
  expect(new Set(kept.map(({ bucket }) => bucket))).toEqual(new Set([OWN]));
  expect(JSON.stringify(kept)).not.toMatch(/Geheim|Akte|Ahorn|030 111/);
  expect(rig.cases.given()).toEqual(given);
  await rig.env.sleep(MAX_RETENTION_DAYS * DAY);
  await ran(rig);
  expect((await rig.retention.preview()).items).toEqual([]);
  expect(everything(rig)).toContain(proof.hash);
  expect(rig.cases.given()).toEqual(given);
  expect(kept.some(({ table }) => table === 'tombstone')).toBe(true);
});
