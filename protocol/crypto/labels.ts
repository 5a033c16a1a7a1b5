import { utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Every HKDF and MAC label of SC/1 and the one a stream is hashed under (PROTOCOL §6). Signature tags stand in team/signature.ts.
 *
 * A label is used for one purpose only, and a key derived under one label is never used under another.
 */
export const labels = {
  root: utf8ToBytes('sc1/root'),
  reporterBox: utf8ToBytes('sc1/C'),
  reporterMailbox: utf8ToBytes('sc1/M'),
  commit: utf8ToBytes('sc1/commit'),
  body: utf8ToBytes('sc1/body'),
  auth: utf8ToBytes('sc1/auth'),
  wrap: utf8ToBytes('sc1/wrap'),
  join: utf8ToBytes('sc1/join'),
  chunk: utf8ToBytes('sc1/chunk'),
  blobHash: utf8ToBytes('sc1/blob-hash'),
} as const;
