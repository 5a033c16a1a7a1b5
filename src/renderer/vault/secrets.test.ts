import { afterEach, expect, test, vi } from 'vitest';
import { ok, refuse } from '../../contract/outcome.ts';
import { parseRecoveryCode } from './keys/slot-keys.ts';
import { passphraseSlot } from './keys/slots.ts';
import { ARGON_FLOOR } from './limits.ts';
import { recoverFiles } from './recovery.ts';
import {
  env,
  killedEverywhere,
  NEW,
  OLD,
  opening,
  opensByCode,
  rig,
  stopAll,
  toolsOver,
  type Rig,
} from './testing/secrets-rig.ts';
import { FakeDisk } from './testing/fake-disk.ts';
import { settled } from './testing/test-env.ts';
import { prefetch, unlockByCode, unlockFiles } from './unlock.ts';

/** Each passphrase is a real derivation. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(stopAll);

test('killed anywhere in a change of the passphrase, exactly one of the two opens', async () => {
  const steps = await killedEverywhere(
    async () => await rig(),
    async ({ secrets }) => await secrets.changePassphrase(OLD, NEW),
    async ({ disk }, finished) => {
      const opens = await opening(disk, OLD, NEW);
      expect(opens).toHaveLength(1);
      if (finished) expect(opens).toEqual([NEW]);
    },
  );
  expect(steps).toBe(3);
});

test('after an interrupted change the old passphrase changes it all the same', async () => {
  const one = await rig();
  one.disk.crashAfter = 1;
  void one.secrets.changePassphrase(OLD, 'drei Igel unter Dächern');
  await settled();
  const tools = await toolsOver(one.disk);
  const opened = await unlockFiles(tools, OLD, await prefetch(tools.carrier));
  expect(opened).toMatchObject({ ok: true });
  if (!opened.ok) return;
  expect(opened.value.header.slots).toHaveLength(2);
  const recovered = await recoverFiles(tools, opened.value, NEW);
  expect(recovered).toMatchObject({ ok: true });
  expect(await opening(one.disk, OLD, 'drei Igel unter Dächern', NEW)).toEqual([NEW]);
});

test('a change asks for the old passphrase and a strong new one, and notes what was done', async () => {
  const { secrets, noted, disk } = await rig();
  expect(await secrets.changePassphrase('falsch', NEW)).toEqual(refuse('wrong-passphrase'));
  expect(await secrets.changePassphrase(OLD, 'meldestelle')).toEqual(refuse('weak-passphrase'));
  expect(await secrets.changePassphrase(OLD, NEW)).toEqual(ok(null));
  expect(noted).toEqual(['wrong-tries', 'passphrase-changed']);
  disk.full = true;
  expect(await secrets.changePassphrase(NEW, OLD)).toEqual(refuse('disk-full'));
  disk.full = false;
  expect(await opening(disk, OLD, NEW)).toEqual([NEW]);
});

test('a changed passphrase asks for as much work as the machine does now, and never for less than before', async () => {
  const floor = ARGON_FLOOR.memory;
  let memory = floor * 2;
  const { secrets, disk } = await rig(new FakeDisk(), () => ({ ...ARGON_FLOOR, memory }));
  const asked = async (): Promise<number> => (await secrets.security()).argonMiB * 2 ** 20;
  expect(await asked()).toBe(floor);
  expect(await secrets.changePassphrase(OLD, NEW)).toEqual(ok(null));
  expect(await asked()).toBe(floor * 2);
  memory = floor;
  expect(await secrets.changePassphrase(NEW, OLD)).toEqual(ok(null));
  expect(await asked()).toBe(floor * 2);
  expect(await opening(disk, OLD, NEW)).toEqual([OLD]);
});

test('a recovery asks for as much work as the machine does now, and never for less than the forgotten passphrase did', async () => {
  const floor = ARGON_FLOOR.memory;
  let memory = floor * 2;
  const workFor = () => ({ ...ARGON_FLOOR, memory });
  const { secrets, disk } = await rig();
  const made = await secrets.makeRecoveryCode(OLD);
  const recovered = async (passphrase: string): Promise<number | undefined> => {
    const tools = await toolsOver(disk);
    const code = parseRecoveryCode(made.ok ? made.value.code : '') ?? new Uint8Array(16);
    const opened = unlockByCode(code, await prefetch(tools.carrier));
    if (!opened.ok) throw new Error(opened.refusal);
    const parts = { ...tools, env: { ...env, workFor } };
    const files = await recoverFiles(parts, opened.value, passphrase);
    return files.ok ? passphraseSlot(files.value.header.slots)?.work?.memory : undefined;
  };
  expect(await recovered(NEW)).toBe(floor * 2);
  memory = floor;
  expect(await recovered(OLD)).toBe(floor * 2);
  expect(await opening(disk, OLD, NEW)).toEqual([OLD]);
});

test('wrong passphrases slow down here too', async () => {
  const { secrets } = await rig();
  for (let i = 0; i < 3; i += 1) await secrets.makeRecoveryCode('falsch');
  let answered = false;
  const fourth = secrets.makeRecoveryCode(OLD).finally(() => {
    answered = true;
  });
  await settled();
  expect(answered).toBe(false);
  await env.advance(1000);
  expect(await fourth).toMatchObject({ ok: true });
});

test('the printed code opens, a later one in its place, and a typing error is told from a wrong code', async () => {
  const { secrets, disk } = await rig();
  const first = await secrets.makeRecoveryCode(OLD);
  const second = await secrets.makeRecoveryCode(OLD);
  if (!first.ok || !second.ok) throw new Error('no code');
  expect(await opensByCode(disk, first.value.code)).toBe('wrong-code');
  expect(await opensByCode(disk, ` ${second.value.code.toLowerCase()} `)).toBe('open');
  const typo = second.value.code.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'));
  expect(await opensByCode(disk, typo)).toBe('bad-code');
  expect(await opening(disk, OLD)).toEqual([OLD]);
});

test('killed anywhere while a code is made, the passphrase opens', async () => {
  await killedEverywhere(
    async () => await rig(),
    async ({ secrets }) => await secrets.makeRecoveryCode(OLD),
    async ({ disk }) => expect(await opening(disk, OLD)).toEqual([OLD]),
  );
});

test('killed anywhere in a recovery, exactly one passphrase opens and the code still does', async () => {
  let code = '';
  const begin = async (): Promise<Rig> => {
    const one = await rig();
    const made = await one.secrets.makeRecoveryCode(OLD);
    if (made.ok) ({ code } = made.value);
    return one;
  };
  const work = async ({ disk }: Rig): Promise<unknown> => {
    const tools = await toolsOver(disk);
    const bytes = parseRecoveryCode(code) ?? new Uint8Array(16);
    const opened = unlockByCode(bytes, await prefetch(tools.carrier));
    if (!opened.ok) throw new Error(opened.refusal);
    return await recoverFiles(tools, opened.value, NEW);
  };
  await killedEverywhere(begin, work, async ({ disk }, finished) => {
    const opens = await opening(disk, OLD, NEW);
    expect(opens).toHaveLength(1);
    if (finished) expect(opens).toEqual([NEW]);
    expect(await opensByCode(disk, code)).toBe('open');
  });
});

test('a recovery takes no weak passphrase', async () => {
  const { secrets, disk } = await rig();
  const made = await secrets.makeRecoveryCode(OLD);
  const tools = await toolsOver(disk);
  const code = parseRecoveryCode(made.ok ? made.value.code : '') ?? new Uint8Array(16);
  const opened = unlockByCode(code, await prefetch(tools.carrier));
  if (!opened.ok) throw new Error(opened.refusal);
  expect(await recoverFiles(tools, opened.value, 'passwort1234')).toEqual(
    refuse('weak-passphrase'),
  );
  expect(opened.value.keys.master.every((byte) => byte === 0)).toBe(true);
  expect(await opening(disk, OLD)).toEqual([OLD]);
});
