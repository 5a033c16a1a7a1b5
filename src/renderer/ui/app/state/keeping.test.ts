import { expect, test } from 'vitest';
import { auditLog, noAudit } from './audit-log.ts';
import { jobs, mayStop, noJobs, part } from './jobs.ts';
import { keeping, startingKeeping } from './keeping.ts';
import { ended } from './task.ts';

const code = { code: 'AAAA-BBBB' };
const shown = keeping(startingKeeping, {
  type: 'task',
  name: 'makeRecoveryCode',
  task: { status: 'done', value: code },
});

test('a code that was shown is gone from the state once it was put away', () => {
  const away = keeping(shown, { type: 'tidied', names: ['makeRecoveryCode'] });
  expect(JSON.stringify(away)).not.toContain('AAAA');
});

test('of two codes that are shown only the newer can still be kept, and the older goes', () => {
  const newer = { status: 'done', value: { code: 'CCCC-DDDD' } } as const;
  const rotated = keeping(shown, { type: 'task', name: 'rotateKeys', task: newer });
  expect(JSON.stringify(rotated)).not.toContain('AAAA');
  expect(rotated.tasks.rotateKeys).toEqual(newer);
  const again = keeping(rotated, { type: 'task', name: 'makeRecoveryCode', task: newer });
  expect(again.tasks.rotateKeys.status).toBe('idle');
  const running = keeping(shown, {
    type: 'task',
    name: 'rotateKeys',
    task: { status: 'working' },
  });
  expect(JSON.stringify(running)).toContain('AAAA');
});

test('what still runs is not put away', () => {
  const working = keeping(startingKeeping, {
    type: 'task',
    name: 'backup',
    task: { status: 'working' },
  });
  expect(keeping(working, { type: 'tidied', names: ['backup'] }).tasks.backup.status).toBe(
    'working',
  );
});

test('every way an answer can come becomes an ended task', async () => {
  expect(await ended<'snapshot'>(Promise.resolve({ ok: true, value: null }))).toEqual({
    status: 'done',
    value: null,
  });
  expect(await ended<'snapshot'>(Promise.resolve({ ok: false, refusal: 'busy' }))).toEqual({
    status: 'refused',
    why: 'busy',
  });
  const check = {
    sound: true,
    events: 1,
    brokenAt: null,
    behindGiven: false,
    given: null,
    head: '',
  };
  expect(await ended<'verifyAudit'>(Promise.resolve(check))).toEqual({
    status: 'done',
    value: check,
  });
  expect(await ended<'snapshot'>(Promise.reject(new Error('gone')))).toEqual({
    status: 'refused',
    why: 'failed',
  });
});

test('a job is there while it runs', () => {
  const running = jobs(noJobs, { job: 'backup', state: 'running', done: 1, total: 4 });
  expect([...running.keys()]).toEqual(['backup']);
  expect(jobs(running, { job: 'backup', state: 'failed', done: 1, total: 4 }).size).toBe(0);
  expect(jobs(noJobs, { job: 'check', state: 'done', done: 0, total: 0 })).toBe(noJobs);
});

test('progress is a part, or unknown; only what a person began can be stopped', () => {
  expect(part({ done: 1, total: 4 })).toBe(0.25);
  expect(part({ done: 9, total: 4 })).toBe(1);
  expect(part({ done: 1, total: 0 })).toBeNull();
  expect([mayStop('backup'), mayStop('check')]).toEqual([true, false]);
});

test('pages of the audit log join, and a page read twice stands once', () => {
  const event = (seq: number) =>
    ({ seq, at: 0, act: 'locked', by: '', about: null, count: null }) as const;
  const first = auditLog(noAudit, { type: 'page', events: [event(3), event(2)], earlier: true });
  const both = auditLog(first, { type: 'page', events: [event(2), event(1)], earlier: false });
  expect(both.events.map(({ seq }) => seq)).toEqual([3, 2, 1]);
  expect(auditLog(both, { type: 'asking', anew: true }).events).toEqual([]);
});
