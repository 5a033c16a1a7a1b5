/**
 * Whether a release is ours: an Ed25519 signature over its version and the hashes of its files.
 *
 * electron-updater checks that what it downloads has the hash the feed names, and nothing else on
 * Linux. The feed's server must not be trusted with the choice of what runs here, so the feed itself
 * is signed (ADR 0009).
 */
import { createPublicKey, verify } from 'node:crypto';
import * as v from 'valibot';

const MAX_FILES = 32;
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(512), v.regex(/^[^\r\n]+$/));

const release = v.object({
  version: text,
  files: v.pipe(
    v.array(v.object({ url: text, sha512: text })),
    v.minLength(1),
    v.maxLength(MAX_FILES),
  ),
  signature: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{86}==$/)),
});

/** RFC 8410: what stands before the 32 bytes of an Ed25519 public key in SPKI. */
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

/** The signed words: one line each, none of which can hold a line break. */
export const releaseInput = (info: {
  readonly version: string;
  readonly files: readonly { readonly url: string; readonly sha512: string }[];
}): Buffer =>
  Buffer.from(
    [
      'beistand/release',
      info.version,
      ...info.files.flatMap(({ url, sha512 }) => [url, sha512]),
      '',
    ].join('\n'),
  );

/** True when the holder of this key signed exactly this release. `info` is what the feed said, unparsed. */
export function isSigned(info: unknown, key: string): boolean {
  const parsed = v.safeParse(release, info);
  if (!parsed.success) return false;
  const publicKey = createPublicKey({
    key: Buffer.concat([SPKI_ED25519, Buffer.from(key, 'base64')]),
    format: 'der',
    type: 'spki',
  });
  const signature = Buffer.from(parsed.output.signature, 'base64');
  return verify(null, releaseInput(parsed.output), publicKey, signature);
}
