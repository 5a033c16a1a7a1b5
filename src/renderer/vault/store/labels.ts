import { utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Every HKDF and MAC label of data at rest (docs/decisions/0003). One label, one purpose; none is a
 * label of protocol/crypto/labels.ts.
 */
export const labels = {
  record: utf8ToBytes('sc1/rec'),
  chain: utf8ToBytes('sc1/chain'),
  rowId: utf8ToBytes('sc1/row-id'),
  slot: utf8ToBytes('sc1/slot'),
  header: utf8ToBytes('sc1/vault-header'),
  wrapKeyring: utf8ToBytes('sc1/wrap-keyring'),
  keyring: utf8ToBytes('sc1/keyring'),
  bucketRing: utf8ToBytes('sc1/bucket-ring'),
  osSecret: utf8ToBytes('sc1/os-secret'),
  printedCode: utf8ToBytes('sc1/printed-code'),
  sheet: utf8ToBytes('sc1/sheet'),
  sheetName: utf8ToBytes('sc1/name-of-sheet'),
  epoch: utf8ToBytes('sc1/epoch'),
  file: utf8ToBytes('sc1/file'),
  backupIdentity: utf8ToBytes('sc1/backup-identity'),
  backupPassphrase: utf8ToBytes('sc1/backup-passphrase'),
} as const;
