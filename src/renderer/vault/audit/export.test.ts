import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkLog } from '../../../../tools/verify-audit.ts';
import { refuse } from '../../../contract/outcome.ts';
import { AUDIT_FLUSH_MS } from '../limits.ts';
import { keptLog, testDevice, type KeptLog } from '../testing/kept-log.ts';
import { testEnv } from '../testing/test-env.ts';

const CASE = 'c'.repeat(32);
const HOUR = 3_600_000;
const VERIFIER = path.join(import.meta.dirname, '../../../../tools/verify-audit.ts');

/** A log of 40 events, cut before the fifth, and its export. */
async function exported(): Promise<KeptLog & { readonly text: string }> {
  const log = await keptLog();
  for (let i = 1; i <= 40; i += 1) {
    log.audit.note(i % 2 === 0 ? 'case-saved' : 'case-opened', { about: CASE, count: i });
  }
  await log.audit.cut({ upTo: 4, others: [] });
  await log.audit.exportLog();
  return { ...log, text: log.saved[0]?.text ?? '' };
}

const withLines = (text: string, change: (lines: string[]) => void): string => {
  const lines = text.split('\n');
  change(lines);
  return lines.join('\n');
};

const chainOf = (text: string, line: number): string =>
  /"chain":"([0-9a-f]{64})"/.exec(text.split('\n')[line] ?? '')?.[1] ?? '';

/** Runs the tool as anybody would; `known` is a chain value, or the text of a colleague's log. */
async function run(
  text: string,
  known?: string,
): Promise<{ readonly code: number; readonly out: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'verify-audit-'));
  const file = path.join(folder, 'audit.jsonl');
  const theirs = path.join(folder, 'colleague.jsonl');
  await writeFile(file, text);
  if (known?.includes('\n') === true) await writeFile(theirs, known);
  const asked = known === undefined ? [] : [known.includes('\n') ? theirs : known];
  try {
    return await new Promise((resolve) => {
      execFile(process.execPath, [VERIFIER, file, ...asked], (error, stdout) => {
        resolve({ code: error === null ? 0 : Number(error.code), out: stdout });
      });
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('an export has a neutral name, and is an event itself', async () => {
  const { saved, audit } = await exported();
  expect(saved[0]?.name).toBe('audit-2026-11-21.jsonl');
  expect((await audit.page(null, 1)).events).toMatchObject([{ act: 'audit-exported', count: 36 }]);
});

test('an export that was called off is none', async () => {
  const { audit } = await keptLog({ save: async () => refuse('cancelled') });
  audit.note('unlocked');
  expect(await audit.exportLog()).toEqual({ ok: false, refusal: 'cancelled' });
  expect((await audit.page(null, 1)).events).toMatchObject([{ act: 'unlocked' }]);
});

test('the tool calls a real export sound and counts what is in it', async () => {
  const { text, device } = await exported();
  const { code, out } = await run(text);
  expect(out).toContain(`sound: 36 events, 5 to 40, of device ${device.id}`);
  expect(out).toMatch(/ 18 case-opened\n +18 case-saved\n/);
  expect(code).toBe(0);
});

test('the tool finds an event that was changed', async () => {
  const { text } = await exported();
  const { code, out } = await run(text.replace('"count":9', '"count":8'));
  expect(out).toMatch(/^broken at 9: /);
  expect(code).toBe(1);
});

test('the tool finds an event that was removed, and two that changed places', async () => {
  const { text } = await exported();
  expect((await run(withLines(text, (lines) => lines.splice(3, 1)))).out).toMatch(/^broken at 7: /);
  const moved = withLines(text, (lines) => lines.splice(3, 2, lines[4] ?? '', lines[3] ?? ''));
  expect((await run(moved)).out).toMatch(/^broken at 7: /);
});

test('the tool finds an end that was taken off', async () => {
  const { text } = await exported();
  expect((await run(withLines(text, (lines) => lines.splice(-12, 10)))).out).toMatch(/^broken at /);
  expect((await run(withLines(text, (lines) => lines.splice(-12)))).out).toMatch(/^broken at /);
});

test('against a chain value seen before, an earlier state of the log is found too', async () => {
  const log = await exported();
  const known = chainOf(log.text, 36);
  expect((await run(log.text, known)).code).toBe(0);
  log.audit.note('locked');
  await log.audit.exportLog();
  const later = log.saved[1]?.text ?? '';
  expect(checkLog(later, { known })).toMatchObject({ sound: true, last: 42 });
  const seenLater = chainOf(later, 38);
  expect(checkLog(log.text, { known: seenLater })).toMatchObject({ sound: false, at: 'the end' });
});

/** The exported log of a colleague's device that has kept the state of this one at line `line` of its export. */
async function colleagueOf(log: KeptLog, text: string, line: number): Promise<string> {
  const theirs = await keptLog({ env: log.env });
  const { seq } = JSON.parse(text.split('\n')[line] ?? '') as { readonly seq: number };
  const about = `${log.device.id}${chainOf(text, line)}`;
  theirs.audit.note('head-kept', { about, count: seq });
  theirs.audit.note('head-kept', { about: `${testDevice().id}${'0'.repeat(64)}`, count: 9 });
  await theirs.audit.exportLog();
  return theirs.saved[0]?.text ?? '';
}

test('against a colleague’s log, a state that was kept there and fits is told', async () => {
  const log = await exported();
  const colleague = await colleagueOf(log, log.text, 30);
  expect(checkLog(log.text, { colleague })).toMatchObject({ sound: true, kept: 1 });
  expect((await run(log.text, colleague)).out).toContain('has kept 1 states of it');
});

test('against a colleague’s log, one that was written anew and one that was cut are found', async () => {
  const log = await exported();
  const anew = await keptLog({ device: log.device });
  for (let i = 1; i <= 40; i += 1) anew.audit.note('case-saved', { about: CASE, count: i });
  await anew.audit.exportLog();
  const colleague = await colleagueOf(log, log.text, 30);
  const text = anew.saved[0]?.text ?? '';
  expect(checkLog(text)).toMatchObject({ sound: true });
  expect(checkLog(text, { colleague })).toMatchObject({ sound: false, at: '34' });
  const short = await keptLog({ device: log.device, env: log.env });
  await log.env.sleep(2 * HOUR);
  await short.audit.exportLog();
  expect(checkLog(short.saved[0]?.text ?? '', { colleague })).toMatchObject({
    sound: false,
    at: '34',
  });
});

test('against a colleague’s log that was exported later, what was kept since is told and breaks nothing', async () => {
  const log = await exported();
  await log.env.sleep(9 * HOUR);
  log.audit.note('locked');
  await log.audit.exportLog();
  const evening = log.saved[1]?.text ?? '';
  const colleague = await colleagueOf(log, evening, 38);
  expect(checkLog(log.text, { colleague })).toMatchObject({ sound: true, kept: 0, newer: 1 });
  const { code, out } = await run(log.text, colleague);
  expect(code).toBe(3);
  expect(out).toContain('not compared: 1 states');
  expect(checkLog(evening, { colleague })).toMatchObject({ sound: true, kept: 1, newer: 0 });
  expect((await run(evening, colleague)).code).toBe(0);
});

test('a colleague’s clock that is a little behind accuses nobody', async () => {
  const log = await exported();
  const before = testEnv(log.env.now() - HOUR / 2);
  log.audit.note('locked');
  await log.audit.exportLog();
  const colleague = await colleagueOf({ ...log, env: before }, log.saved[1]?.text ?? '', 38);
  expect(checkLog(log.text, { colleague })).toMatchObject({ sound: true, newer: 1 });
});

test('what went by its period is not missed, and a colleague’s log that is no good proves nothing', async () => {
  const log = await exported();
  const before = await colleagueOf(log, log.text, 10);
  await log.audit.cut({ upTo: 20, others: [] });
  await log.audit.exportLog();
  const text = log.saved[1]?.text ?? '';
  expect(checkLog(text, { colleague: before })).toMatchObject({ sound: true, kept: 0 });
  const colleague = before.replace('"count":9', '"count":8');
  expect(checkLog(text, { colleague })).toMatchObject({ sound: false, at: 'the colleague’s file' });
});

test('a log of another device, or in its name by another key, is not this one', async () => {
  const { text, device } = await exported();
  const other = testDevice();
  expect(checkLog(text.replaceAll(device.id, other.id)).sound).toBe(false);
});

test('an empty log can be exported and checked', async () => {
  const log = await keptLog();
  await log.audit.exportLog();
  expect(checkLog(log.saved[0]?.text ?? '')).toMatchObject({ sound: true, events: 0 });
});

test('any edit of an exported log is found', async () => {
  const log = await keptLog();
  for (let i = 1; i <= 6; i += 1) log.audit.note('case-saved', { about: CASE, count: i });
  await log.env.advance(AUDIT_FLUSH_MS);
  await log.audit.cut({ upTo: 2, others: [] });
  await log.audit.exportLog();
  const text = log.saved[0]?.text ?? '';
  const place = fc.nat(text.length);
  const edit = fc.record({ at: place, drop: fc.nat(40), insert: fc.string({ maxLength: 40 }) });
  fc.assert(
    fc.property(edit, ({ at, drop, insert }) => {
      const edited = text.slice(0, at) + insert + text.slice(at + drop);
      fc.pre(edited !== text);
      expect(checkLog(edited).sound).toBe(false);
    }),
    { numRuns: 500 },
  );
  const small = fc.record({
    at: place,
    digit: fc.constantFrom(...'0123456789abcdef,"{}n'.split('')),
  });
  fc.assert(
    fc.property(small, ({ at, digit }) => {
      const edited = text.slice(0, at) + digit + text.slice(at + 1);
      fc.pre(edited !== text);
      expect(checkLog(edited).sound).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test('while the person looks for a place for the file, the log goes on and a lock writes it', async () => {
  const log = await keptLog({ save: async () => await new Promise(() => undefined) });
  log.audit.note('unlocked');
  void log.audit.exportLog();
  await log.env.advance(1);
  log.audit.note('case-saved');
  log.audit.note('locked');
  await log.audit.close();
  const { events } = await (await log.again()).page(null, 9);
  expect(events.map(({ act }) => act)).toEqual(['locked', 'case-saved', 'unlocked']);
});
