/**
 * Contract: what the screen asks of the vault about keeping: secrets, backup, retention, the audit log,
 * evidence, search and long work. Shapes only; the vault decides.
 */
import type { ConversationId, FileId } from '../../protocol/ids.ts';
import type { Outcome } from './outcome.ts';
import type { AuditEvent, AuditCheck } from './audit.ts';
import type { BackupView, BackupWritten, Restored, RestoreRefusal } from './backup.ts';
import type { EvidenceItem } from './evidence.ts';
import type { JobName, JobState, Trouble } from './jobs.ts';
import type {
  RetentionRules,
  RetentionView,
  RetentionPreview,
  RetentionProof,
  Subject,
} from './retention.ts';
import type { SearchQuery, SearchAnswer } from './search.ts';
import type { UnlockRefusal, Strength, SecurityView } from './secrets.ts';

type Step<T, R extends string = never> = Outcome<T, R | 'disk-full'>;

/** The part of the desk that is about keeping. */
export interface KeepingRequests {
  strength: { input: { readonly passphrase: string }; output: Strength };
  changePassphrase: {
    input: { readonly current: string; readonly next: string };
    output: Step<null, 'wrong-passphrase' | 'weak-passphrase' | 'keychain-missing'>;
  };
  /** Makes the printed code anew. An earlier one opens until the new one is confirmed. */
  makeRecoveryCode: {
    input: { readonly passphrase: string };
    output: Step<{ readonly code: string }, 'wrong-passphrase' | 'keychain-missing'>;
  };
  /** The person keeps the code that was shown. `wrong-code`: it is not the newest. */
  confirmRecoveryCode: {
    input: { readonly code: string };
    output: Step<null, 'wrong-code'>;
  };
  /** Opens by the printed code, and only with a new passphrase. `bad-code`: mistyped, its check does not fit. */
  recover: {
    input: { readonly code: string; readonly passphrase: string };
    output: Outcome<
      { readonly rebuilt: number },
      | Exclude<UnlockRefusal, 'wrong-passphrase'>
      | 'bad-code'
      | 'wrong-code'
      | 'no-recovery'
      | 'weak-passphrase'
    >;
  };
  useKeychain: {
    input: { readonly on: boolean; readonly passphrase: string };
    output: Step<null, 'wrong-passphrase' | 'no-keychain' | 'keychain-missing'>;
  };
  /** Every key anew and every row sealed again, in the background (job `rotate`). The old recovery code ends; the new one is to be confirmed. */
  rotateKeys: {
    input: { readonly passphrase: string };
    output: Step<
      { readonly code: string | null },
      'wrong-passphrase' | 'keychain-missing' | 'busy' | 'stopped'
    >;
  };
  /**
   * New identity keys for this device. The vault closes, and opens again as that of a device which is in no team. `code`: the
   * team's root code, needed where no other device coordinates, for nobody else could let this one in again.
   */
  renewDevice: {
    input: { readonly passphrase: string; readonly code: string | null };
    output: Step<
      null,
      | 'wrong-passphrase'
      | 'keychain-missing'
      | 'busy'
      | 'not-in-team'
      | 'only-coordinator'
      | 'bad-code'
      | 'wrong-root-code'
    >;
  };
  security: { input: null; output: SecurityView };
  setIdle: { input: { readonly minutes: number }; output: Step<null> };
  /** Everything on this machine goes, at once and for good; also while locked. */
  wipe: { input: null; output: null };
  /** Writes the newest rows into a new journal generation now; otherwise weekly. */
  snapshot: { input: null; output: Step<null, 'busy' | 'stopped'> };
  stopJob: { input: { readonly job: JobName }; output: null };

  backupState: { input: null; output: BackupView };
  setBackupReminder: { input: { readonly everyDays: number }; output: Step<null> };
  backup: {
    input: { readonly passphrase: string };
    output: Step<
      BackupWritten,
      'weak-passphrase' | 'cancelled' | 'cannot-write' | 'unverified' | 'stopped' | 'busy'
    >;
  };
  /** Merges a backup into this vault. `secret` is the file's passphrase or its recovery code. */
  restore: {
    input: { readonly secret: string };
    output: Outcome<Restored, RestoreRefusal | 'busy'>;
  };
  /** First run: a new vault and a new device, filled from a backup. It is not in the team until invited. */
  restoreAsNew: {
    input: {
      readonly secret: string;
      readonly passphrase: string;
      readonly alias: string;
      readonly language: 'de' | 'en' | 'nl';
    };
    output: Outcome<Restored, RestoreRefusal | 'weak-passphrase' | 'unfinished-team'>;
  };

  retention: { input: null; output: RetentionView };
  setRetention: {
    input: { readonly rules: RetentionRules };
    output: Step<null, 'not-allowed' | 'bad-rules' | 'newer-rules'>;
  };
  previewRetention: { input: null; output: RetentionPreview };
  runRetention: {
    input: { readonly token: string };
    output: Step<RetentionProof, 'changed' | 'busy' | 'stopped' | 'nothing'>;
  };
  /** Somebody has read that the team's rules are other ones. Until then every unlock says so again. */
  readRetentionNews: { input: null; output: Step<null> };
  /** Not to be told for a week that something is due. */
  putOffRetention: { input: null; output: Step<null> };
  exportProofs: {
    input: null;
    output: Outcome<
      { readonly name: string },
      'cancelled' | 'cannot-write' | 'disk-full' | 'nothing'
    >;
  };
  /** `code` is a return code or its fingerprint. */
  findSubject: { input: { readonly code: string }; output: Outcome<Subject | null, 'bad-code'> };
  closeCase: {
    input: { readonly case: string; readonly closed: boolean };
    output: Step<null, 'unknown-case'>;
  };
  /** A reason holds the case against every deletion; null lets it go. */
  holdCase: {
    input: { readonly case: string; readonly reason: string | null };
    output: Step<null, 'unknown-case'>;
  };
  /** Destroys the key of the case, its conversation's and every row and file of both. */
  eraseCase: {
    input: { readonly case: string };
    output: Step<null, 'unknown-case' | 'held' | 'busy' | 'stopped'>;
  };
  /**
   * Destroys the conversation and every case of it, but for what a hold keeps: a case that is held, and the
   * conversation with it. Answers what is still here of them; null: nothing.
   */
  eraseConversation: {
    input: { readonly conversation: ConversationId };
    output: Step<Subject | null, 'unknown-conversation' | 'held' | 'busy' | 'stopped'>;
  };

  audit: {
    /** Newest first, before this place; null: from the newest. */
    input: { readonly before: number | null; readonly limit: number };
    output: { readonly events: readonly AuditEvent[]; readonly earlier: boolean };
  };
  verifyAudit: { input: null; output: AuditCheck };
  exportAudit: {
    input: null;
    output: Outcome<{ readonly name: string }, 'cancelled' | 'cannot-write'>;
  };

  /** Somebody has read that an older profile was put back. Until then every unlock says so again. */
  acknowledgeAlarm: { input: null; output: Step<null> };

  evidence: { input: { readonly case: string }; output: readonly EvidenceItem[] };
  /** Asks for a file and takes it in sealed; the original stays where it is. */
  addEvidence: {
    input: { readonly case: string };
    output: Step<
      EvidenceItem,
      'cancelled' | 'too-large' | 'cannot-read' | 'unknown-case' | 'empty'
    >;
  };
  captionEvidence: {
    input: { readonly case: string; readonly id: FileId; readonly caption: string };
    output: Step<EvidenceItem, 'unknown'>;
  };
  /** Writes the file out as it came, to a path the person chooses. */
  saveEvidence: {
    input: { readonly case: string; readonly id: FileId };
    output: Outcome<
      { readonly name: string },
      'cancelled' | 'cannot-write' | 'damaged' | 'unknown'
    >;
  };
  removeEvidence: {
    input: { readonly case: string; readonly id: FileId };
    output: Step<null, 'unknown' | 'held'>;
  };

  search: { input: SearchQuery; output: SearchAnswer };
}

/** Every keeping request by name. One left out does not compile. */
export const keepingRequests = {
  strength: 0,
  changePassphrase: 0,
  makeRecoveryCode: 0,
  confirmRecoveryCode: 0,
  recover: 0,
  useKeychain: 0,
  rotateKeys: 0,
  renewDevice: 0,
  security: 0,
  setIdle: 0,
  wipe: 0,
  snapshot: 0,
  stopJob: 0,
  backupState: 0,
  setBackupReminder: 0,
  backup: 0,
  restore: 0,
  restoreAsNew: 0,
  retention: 0,
  setRetention: 0,
  previewRetention: 0,
  runRetention: 0,
  readRetentionNews: 0,
  putOffRetention: 0,
  exportProofs: 0,
  findSubject: 0,
  closeCase: 0,
  holdCase: 0,
  eraseCase: 0,
  eraseConversation: 0,
  audit: 0,
  verifyAudit: 0,
  exportAudit: 0,
  acknowledgeAlarm: 0,
  evidence: 0,
  addEvidence: 0,
  captionEvidence: 0,
  saveEvidence: 0,
  removeEvidence: 0,
  search: 0,
} satisfies Record<keyof KeepingRequests, 0>;

/** What the vault tells about keeping. */
export type KeepingFact =
  | { readonly type: 'job'; readonly state: JobState }
  | { readonly type: 'trouble'; readonly trouble: Trouble }
  | { readonly type: 'backup-due'; readonly lastAt: number | null }
  /** Whether a period has ended for something that no hold keeps, and nobody has put off hearing of it. */
  | { readonly type: 'retention-due'; readonly due: boolean }
  /** Whether a colleague changed the team's retention rules and nobody here has said to have read it. */
  | { readonly type: 'retention-news'; readonly news: boolean }
  /** A case or conversation is gone from every list. */
  | { readonly type: 'case-gone'; readonly case: string }
  | { readonly type: 'conversation-gone'; readonly conversation: ConversationId }
  | { readonly type: 'evidence-changed'; readonly case: string };
