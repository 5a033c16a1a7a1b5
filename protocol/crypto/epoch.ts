import { concatBytes } from '@noble/hashes/utils.js';
import nacl from 'tweetnacl';
import { ProtocolError } from '../errors.ts';
import { EPOCH_BYTES } from '../team/prekey.ts';
import { Reader, Writer } from '../wire/bytes.ts';
import { platformRandom, type Random } from './random.ts';

/**
 * The vault's epoch as it stands in a prekey bundle: nonce 24‖secretbox(u64 epoch), 48 bytes
 * (PROTOCOL §2). `key` is the vault's own and serves nothing else; to everybody else this is noise,
 * so nobody learns how often a vault erased something.
 */
export function sealEpoch(
  epoch: number,
  key: Uint8Array,
  random: Random = platformRandom,
): Uint8Array {
  const nonce = random(nacl.secretbox.nonceLength);
  return concatBytes(nonce, nacl.secretbox(new Writer().u64(epoch).done(), nonce, key));
}

/** The epoch this vault last published. Throws `cannot-open` for another's or a damaged one. */
export function openEpoch(sealed: Uint8Array, key: Uint8Array): number {
  if (sealed.length !== EPOCH_BYTES) throw new ProtocolError('cannot-open');
  const nonce = sealed.subarray(0, nacl.secretbox.nonceLength);
  const plain = nacl.secretbox.open(sealed.subarray(nonce.length), nonce, key);
  if (plain === null) throw new ProtocolError('cannot-open');
  return new Reader(plain, 'cannot-open').u64('epoch');
}
