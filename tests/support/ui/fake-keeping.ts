import type { Handlers } from '../../../src/contract/door.ts';
import type { KeepingRequests } from '../../../src/contract/keeping.ts';
import { fakeBackup } from './fake-backup.ts';
import { fakeFiles } from './fake-files.ts';
import type { Parts } from './fake-parts.ts';
import { fakeRetention } from './fake-retention.ts';
import { fakeSecurity } from './fake-security.ts';

/** Keeping without a vault: invented answers in the contract's shapes. */
export function fakeKeeping(parts: Parts): Handlers<KeepingRequests> {
  return {
    ...fakeSecurity(parts),
    ...fakeBackup(parts),
    ...fakeRetention(parts),
    ...fakeFiles(parts),
  };
}
