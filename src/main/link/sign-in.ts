/** The device's login on one connection (PROTOCOL §5, §6): Ed25519 by node:crypto over origin and both nonces. */
import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import type { Login } from '../../contract/carrier.ts';
import { NONCE_BYTES, type ClientFrame } from '../../../protocol/wire/client-frames.ts';
import { loginInput } from '../../../protocol/wire/login.ts';

/** RFC 8410: what stands before the 32 bytes of an Ed25519 seed in PKCS#8. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The `auth` frame that answers this relay's nonce. `origin` is the address exactly as dialled. */
export function authFrame(
  login: Login,
  on: { readonly origin: string; readonly relayNonce: Uint8Array },
): Extract<ClientFrame, { type: 'auth' }> {
  const { team, device, documentSeq } = login;
  const clientNonce = Uint8Array.from(randomBytes(NONCE_BYTES));
  const input = loginInput({ team, device, documentSeq, clientNonce, ...on });
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519, login.seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const signature = Uint8Array.from(sign(null, input, key));
  return { type: 'auth', team, device, documentSeq, clientNonce, signature };
}
