import { expect, test } from 'vitest';
import { newSignKeys } from '../../../protocol/crypto/keys.ts';
import { DeviceId, TeamId } from '../../../protocol/ids.ts';
import { loginInput } from '../../../protocol/wire/login.ts';
import { verify } from '../../../server/verify.ts';
import { authFrame } from './sign-in.ts';

const keys = newSignKeys();
const login = { team: TeamId.random(), device: DeviceId.random(), seed: keys.seed, documentSeq: 7 };
const on = { origin: 'wss://relay.example.org', relayNonce: new Uint8Array(32).fill(9) };

test('the relay verifies what main signs, for this origin and this nonce only', () => {
  const frame = authFrame(login, on);
  const { team, device, documentSeq, clientNonce, signature } = frame;
  const input = (origin: string, relayNonce: Uint8Array) =>
    loginInput({ team, device, documentSeq, clientNonce, origin, relayNonce });
  expect(verify(keys.publicKey, input(on.origin, on.relayNonce), signature)).toBe(true);
  expect(verify(keys.publicKey, input('wss://other.example.org', on.relayNonce), signature)).toBe(
    false,
  );
  expect(verify(keys.publicKey, input(on.origin, new Uint8Array(32)), signature)).toBe(false);
});

test('no two logins are alike', () => {
  expect(authFrame(login, on).clientNonce).not.toEqual(authFrame(login, on).clientNonce);
});
