/** Vault: what may come from the screen about keeping, checked before any handler sees it. */
import * as v from 'valibot';
import { ConversationId, FileId } from '../../../protocol/ids.ts';
import { MAX_ALIAS } from '../../../protocol/limits.ts';
import { MAX_CAPTION } from '../../contract/evidence.ts';
import { JOB_NAMES } from '../../contract/jobs.ts';
import type { KeepingRequests } from '../../contract/keeping.ts';
import { MAX_SEARCH } from '../../contract/search.ts';
import { IDLE_CHOICES } from '../../contract/secrets.ts';
import { MAX_BACKUP_DAYS, MAX_FIELD, MAX_HITS, MAX_LINES, MAX_PASSPHRASE } from './limits.ts';
import { rulesSchema } from './retention/rules.ts';

/** A secret as typed: a passphrase or a printed code. */
export const secret = v.pipe(v.string(), v.maxLength(MAX_PASSPHRASE * 2));
const MAX_ID = 64;
const caseId = v.pipe(v.string(), v.maxLength(MAX_ID));
const file = v.pipe(
  v.string(),
  v.transform((raw) => FileId(raw)),
);
const conversation = v.pipe(
  v.string(),
  v.transform((raw) => ConversationId(raw)),
);
const points = (max: number) =>
  v.pipe(
    v.string(),
    v.check((text) => Array.from(text).length <= max),
  );
const whole = (min: number, max: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(min), v.maxValue(max));
const moment = v.nullable(v.pipe(v.number(), v.safeInteger()));
const label = v.pipe(v.string(), v.maxLength(MAX_FIELD));

export const keepingSchemas = {
  strength: v.strictObject({ passphrase: secret }),
  changePassphrase: v.strictObject({ current: secret, next: secret }),
  makeRecoveryCode: v.strictObject({ passphrase: secret }),
  confirmRecoveryCode: v.strictObject({ code: secret }),
  recover: v.strictObject({ code: secret, passphrase: secret }),
  useKeychain: v.strictObject({ on: v.boolean(), passphrase: secret }),
  rotateKeys: v.strictObject({ passphrase: secret }),
  renewDevice: v.strictObject({ passphrase: secret, code: v.nullable(secret) }),
  security: v.null(),
  setIdle: v.strictObject({ minutes: v.picklist([0, ...IDLE_CHOICES]) }),
  wipe: v.null(),
  snapshot: v.null(),
  stopJob: v.strictObject({ job: v.picklist(JOB_NAMES) }),
  backupState: v.null(),
  setBackupReminder: v.strictObject({ everyDays: whole(1, MAX_BACKUP_DAYS) }),
  backup: v.strictObject({ passphrase: secret }),
  restore: v.strictObject({ secret }),
  restoreAsNew: v.strictObject({
    secret,
    passphrase: secret,
    alias: v.pipe(points(MAX_ALIAS), v.trim(), v.minLength(1)),
    language: v.picklist(['de', 'en', 'nl']),
  }),
  retention: v.null(),
  setRetention: v.strictObject({ rules: rulesSchema }),
  previewRetention: v.null(),
  runRetention: v.strictObject({ token: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
  readRetentionNews: v.null(),
  putOffRetention: v.null(),
  exportProofs: v.null(),
  findSubject: v.strictObject({ code: label }),
  closeCase: v.strictObject({ case: caseId, closed: v.boolean() }),
  holdCase: v.strictObject({
    case: caseId,
    reason: v.nullable(v.pipe(points(MAX_FIELD), v.trim(), v.minLength(1))),
  }),
  eraseCase: v.strictObject({ case: caseId }),
  eraseConversation: v.strictObject({ conversation }),
  audit: v.strictObject({
    before: v.nullable(whole(1, Number.MAX_SAFE_INTEGER)),
    limit: whole(1, MAX_LINES),
  }),
  verifyAudit: v.null(),
  exportAudit: v.null(),
  acknowledgeAlarm: v.null(),
  evidence: v.strictObject({ case: caseId }),
  addEvidence: v.strictObject({ case: caseId }),
  captionEvidence: v.strictObject({ case: caseId, id: file, caption: points(MAX_CAPTION) }),
  saveEvidence: v.strictObject({ case: caseId, id: file }),
  removeEvidence: v.strictObject({ case: caseId, id: file }),
  search: v.strictObject({
    text: points(MAX_SEARCH),
    kinds: v.pipe(
      v.array(v.picklist(['message', 'note', 'case', 'evidence', 'tags'])),
      v.maxLength(5),
    ),
    from: moment,
    to: moment,
    codes: v.pipe(v.array(label), v.maxLength(40)),
    operator: v.nullable(label),
    language: v.nullable(label),
    limit: whole(1, MAX_HITS),
  }),
} as const satisfies {
  [K in keyof KeepingRequests]: v.GenericSchema<unknown, KeepingRequests[K]['input']>;
};
