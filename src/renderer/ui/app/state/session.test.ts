import { expect, test } from 'vitest';
import { session, startingSession, type Session } from './session.ts';

const hint = { relay: 'wss://relay.example', claim: 'ABCD-EFGH', invite: '' };
const locked = session(startingSession, { type: 'started', vault: 'locked', hint });
const fresh = session(startingSession, { type: 'started', vault: 'none', hint });

test('a vault that does not exist yet leads to the first run, with the hint filled in', () => {
  expect(fresh).toEqual({ stage: 'fresh', hint, attempt: { status: 'idle' } });
});

test('tries are counted over several wrong passphrases', () => {
  let state: Session = locked;
  for (const _ of [1, 2]) {
    state = session(state, { type: 'trying' });
    state = session(state, { type: 'unlock-refused', why: 'wrong-passphrase' });
  }
  expect(state).toEqual({
    stage: 'locked',
    way: 'passphrase',
    attempt: { status: 'refused', why: 'wrong-passphrase', tries: 2 },
  });
});

test('an idle desk is shut before its backup, through wrong tries, until the passphrase opens it again', () => {
  const shut = session({ stage: 'open' }, { type: 'shut', errand: 'backup' });
  const errand = { what: 'backup', state: 'running' };
  expect(shut).toMatchObject({ stage: 'locked', way: 'passphrase', errand });
  const wrong = session(session(shut, { type: 'trying' }), {
    type: 'unlock-refused',
    why: 'wrong-passphrase',
  });
  expect(wrong).toMatchObject({ stage: 'locked', errand });
  expect(session(wrong, { type: 'unlocked' })).toEqual({ stage: 'open' });
});

test('how an errand has ended is said at the door, and nowhere else', () => {
  const ended = { what: 'restore', state: 'disk-full' } as const;
  const started = { type: 'started', hint, ended } as const;
  expect(session(startingSession, { ...started, vault: 'locked' })).toMatchObject({
    errand: ended,
  });
  expect(session(startingSession, { ...started, vault: 'none' })).toEqual(fresh);
});

test('the desk opens only after the root code was kept', () => {
  const shown = session(fresh, { type: 'created', rootCode: 'AAAA-BBBB', teamName: 'Team' });
  expect(shown.stage).toBe('root-code');
  expect(session(shown, { type: 'unlocked' }).stage).toBe('root-code');
  expect(session(shown, { type: 'code-kept' })).toEqual({ stage: 'open' });
});

test('a backup that came halfway leads to a vault that is already there, and into it', () => {
  const half = session(fresh, { type: 'restore-halted', why: 'disk-full' });
  expect(half).toEqual({ stage: 'half-restored', why: 'disk-full' });
  expect(session(half, { type: 'restore-read' })).toEqual({ stage: 'open' });
});

test('the root code is gone from the state once it was kept', () => {
  const shown = session(fresh, { type: 'created', rootCode: 'AAAA-BBBB', teamName: 'Team' });
  expect(JSON.stringify(session(shown, { type: 'code-kept' }))).not.toContain('AAAA');
});

test('a late answer to an old try changes nothing', () => {
  expect(session({ stage: 'open' }, { type: 'unlock-refused', why: 'damaged-header' })).toEqual({
    stage: 'open',
  });
});

const trying = session(locked, { type: 'trying' });
const looking = session(trying, { type: 'first-look' });

test('the first look opens the shell, and the rest opens the desk', () => {
  expect(looking).toEqual({ stage: 'opening', way: 'passphrase', tries: 0 });
  expect(session(looking, { type: 'unlocked' })).toEqual({ stage: 'open' });
});

test('a look without a try changes nothing', () => {
  expect(session(locked, { type: 'first-look' })).toBe(locked);
});

test('a vault that shows damage after the first look closes again and says why', () => {
  expect(session(looking, { type: 'unlock-refused', why: 'damaged-journal' })).toEqual({
    stage: 'locked',
    way: 'passphrase',
    attempt: { status: 'refused', why: 'damaged-journal', tries: 1 },
  });
});

test('the other way in begins without the reproach of the first', () => {
  const refused = session(trying, { type: 'unlock-refused', why: 'wrong-passphrase' });
  expect(session(refused, { type: 'way', way: 'recovery' })).toEqual({
    stage: 'locked',
    way: 'recovery',
    attempt: { status: 'idle' },
  });
});

test('what a backup brought is read before the desk opens', () => {
  const restored = { added: 1, same: 0, newer: 0, evidence: 0, marksLeft: 0 };
  const read = session(fresh, { type: 'restored', restored });
  expect(read).toEqual({ stage: 'restored', restored });
  expect(session(read, { type: 'restore-read' })).toEqual({ stage: 'open' });
});
