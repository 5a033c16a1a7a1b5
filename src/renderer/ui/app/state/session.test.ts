import { expect, test } from 'vitest';
import { session, startingSession, type Session } from './session.ts';

const hint = { relay: 'wss://relay.example', claim: 'ABCD-EFGH' };
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
    attempt: { status: 'refused', why: 'wrong-passphrase', tries: 2 },
  });
});

test('the desk opens only after the root code was kept', () => {
  const shown = session(fresh, { type: 'created', rootCode: 'AAAA-BBBB', teamName: 'Team' });
  expect(shown.stage).toBe('root-code');
  expect(session(shown, { type: 'unlocked' }).stage).toBe('root-code');
  expect(session(shown, { type: 'code-kept' })).toEqual({ stage: 'open' });
});

test('the root code is gone from the state once it was kept', () => {
  const shown = session(fresh, { type: 'created', rootCode: 'AAAA-BBBB', teamName: 'Team' });
  expect(JSON.stringify(session(shown, { type: 'code-kept' }))).not.toContain('AAAA');
});

test('a late answer to an old try changes nothing', () => {
  expect(session({ stage: 'open' }, { type: 'unlock-refused', why: 'damaged' })).toEqual({
    stage: 'open',
  });
});
