/**
 * What the screen and the vault say to each other about keeping: secrets, backup, retention, the
 * audit log, evidence, search and long work. Shapes only; the vault decides.
 */
import type { ConversationId, FileId } from '../../protocol/ids.ts';
import type { Outcome } from './outcome.ts';

/** Work that takes long enough to be watched and stopped. `check` reads the whole journal after unlock. */
export const JOB_NAMES = [
  'rebuild',
  'check',
  'index',
  'snapshot',
  'rotate',
  'erase',
  'backup',
  'verify',
  'restore',
] as const;

export type JobName = (typeof JOB_NAMES)[number];

/** `done` of `total` in the job's own units (rows, or bytes for backups); total 0 = not known yet. */
export interface JobState {
  readonly job: JobName;
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  readonly done: number;
  readonly total: number;
}

/**
 * Something about the store that a person should know, found at unlock or later.
 *
 * `copy-repaired`: rows of the fast copy were missing, swapped, older or changed and came back from
 * the journal. `journal-healed`: the journal had a damaged place; every row was still sound in the
 * copy, and a new generation was written. `journal-damaged`: rows are lost in both; `count` of them.
 * `older-profile`: the relay has seen a newer state of this device: the whole profile was put back.
 *   Told again at each unlock until it is acknowledged.
 * `recovery-unseen`: a new recovery code is in force, or about to be, and nobody has confirmed that it is kept.
 * `vault-full`: there are `count` conversations and cases, and a vault takes no more; what is new waits at the relay.
 */
export interface Trouble {
  readonly kind:
    | 'copy-repaired'
    | 'journal-healed'
    | 'journal-damaged'
    | 'older-profile'
    | 'vault-full'
    | 'recovery-unseen';
  readonly count: number;
}

/** Why a vault does not open; each has its own plain words on the screen. */
export type UnlockRefusal =
  | 'wrong-passphrase'
  | 'damaged-header'
  /** The header asks for less work than the compiled floor: someone weakened it. */
  | 'weakened'
  | 'damaged-keyring'
  | 'damaged-journal'
  /** The journal, or keyring, is older than what the rest has seen. */
  | 'rolled-back'
  /** The passphrase needs the operating system's keychain, and its secret is not there (any more). */
  | 'keychain-missing'
  /** Written by a newer version of the app. */
  | 'newer-version'
  | 'disk-full';

// Secrets

/** How good a passphrase is. `score` 0–4 as zxcvbn's; acceptable from 3 on and {@link MIN_PASSPHRASE} code points. */
export interface Strength {
  readonly score: 0 | 1 | 2 | 3 | 4;
  readonly acceptable: boolean;
  /** zxcvbn's key of what is wrong with it, to be said in the screen's language; null when nothing. */
  readonly warning: string | null;
  readonly suggestions: readonly string[];
}

export interface SecurityView {
  /** When the recovery code was made, ms; null: there is none. */
  readonly recoverySince: number | null;
  /** It was never confirmed as kept. */
  readonly recoveryUnseen: boolean;
  /** `unavailable`: no real keychain here. `lost`: the next unlock needs its secret, and it is not there any more. */
  readonly keychain: 'on' | 'off' | 'unavailable' | 'lost';
  readonly argonMiB: number;
  readonly argonPasses: number;
  /** When the master key was last made anew. */
  readonly masterSince: number;
  /** 0: never. */
  readonly idleMinutes: number;
  /** When the journal was last rewritten, and its size. */
  readonly snapshotAt: number;
  readonly journalBytes: number;
}

/** Minutes of idleness that may be chosen. */
export const IDLE_CHOICES = [1, 2, 5, 10, 15, 30] as const;

// Backup

export interface BackupView {
  /** ms; null: never. */
  readonly lastAt: number | null;
  readonly everyDays: number;
  readonly due: boolean;
}

export interface BackupWritten {
  readonly name: string;
  readonly bytes: number;
  readonly conversations: number;
  readonly messages: number;
  readonly cases: number;
  readonly evidence: number;
  /** Opens this one file without its passphrase. Shown once, to be printed. */
  readonly recoveryCode: string;
}

/** `added` was not here; `same` was; `newer`: the one here was kept because it is the newer. */
export interface Restored {
  readonly added: number;
  readonly same: number;
  readonly newer: number;
  readonly evidence: number;
}

export type RestoreRefusal =
  | 'cancelled'
  | 'cannot-read'
  | 'wrong-secret'
  | 'bad-file'
  /** Of a team with another root: never merged. As a new device it can be read. */
  | 'other-team'
  | 'newer-version'
  | 'disk-full'
  | 'vault-full'
  | 'stopped';

// Retention

/** In the order in which lists, previews and proofs name them. */
export const RETENTION_CLASSES = [
  'chat-without-case',
  'chat-of-documented-case',
  'contacts',
  'case-documentation',
  'evidence',
  'audit-log',
] as const;

export type RetentionClass = (typeof RETENTION_CLASSES)[number];

/** Days after the class's start event; null: kept until someone decides. */
export type RetentionRules = Readonly<Record<RetentionClass, number | null>>;

/**
 * Proposed, until a coordinator decides otherwise. Evidence goes with its case. Statistics hold
 * nobody's data and have no period.
 */
export const PROPOSED_RETENTION: RetentionRules = {
  'chat-without-case': 7,
  'chat-of-documented-case': 30,
  contacts: 30,
  'case-documentation': 730,
  evidence: null,
  'audit-log': 1095,
};

/** A hundred years: the longest period that may be chosen. */
export const MAX_RETENTION_DAYS = 36_500;

/** One thing that will go. `what` is its local label: a conversation's generated name or a case's reference. */
export interface RetentionItem {
  readonly class: RetentionClass;
  readonly id: string;
  readonly what: string;
  /** ms: when the period began and when it ended. */
  readonly since: number;
  readonly due: number;
}

export interface RetentionView {
  readonly rules: RetentionRules;
  /** Only a coordinator's device may change the rules. */
  readonly mayEdit: boolean;
  readonly held: number;
  readonly lastRun: number | null;
  readonly lastProof: RetentionProof | null;
}

export interface RetentionPreview {
  /** Names exactly this preview: a run is refused when something changed meanwhile. */
  readonly token: string;
  readonly items: readonly RetentionItem[];
  /** Due, but under a legal hold. */
  readonly held: readonly RetentionItem[];
}

/** That a run happened: counts only, signed by the device, chained in the audit log. */
export interface RetentionProof {
  readonly at: number;
  readonly deleted: Readonly<Partial<Record<RetentionClass, number>>>;
  readonly held: number;
  readonly rules: RetentionRules;
  /** Hex: SHA-256 of the canonical proof and device.sign over it. */
  readonly hash: string;
  readonly signature: string;
  readonly device: string;
}

/** What belongs to a person who showed a return code or its fingerprint. */
export interface Subject {
  readonly conversation: ConversationId;
  readonly name: string;
  readonly messages: number;
  readonly case: { readonly id: string; readonly reference: string; readonly held: boolean } | null;
}

// Audit

export type AuditAct =
  | 'vault-made'
  | 'unlocked'
  | 'wrong-tries'
  | 'locked'
  | 'recovered'
  | 'passphrase-changed'
  | 'recovery-made'
  | 'keychain-on'
  | 'keychain-off'
  | 'keys-rotated'
  | 'snapshot'
  | 'backup'
  | 'restore'
  | 'case-opened'
  | 'case-saved'
  | 'case-closed'
  | 'case-reopened'
  | 'case-held'
  | 'case-released'
  | 'case-erased'
  | 'conversation-erased'
  | 'evidence-added'
  | 'evidence-saved'
  | 'evidence-removed'
  | 'incidents-imported'
  | 'released'
  | 'retention-changed'
  | 'retention-run'
  | 'audit-exported'
  | 'trouble'
  | 'alarm-acknowledged';

/** Who did what when. No content: `about` is an opaque id, `count` a number. */
export interface AuditEvent {
  readonly seq: number;
  readonly at: number;
  readonly act: AuditAct;
  /** Device id, hex. */
  readonly by: string;
  readonly about: string | null;
  readonly count: number | null;
}

export interface AuditCheck {
  readonly sound: boolean;
  readonly events: number;
  /** Place of the first event that does not belong; null when sound. */
  readonly brokenAt: number | null;
  /** Chain value of the last event, hex. */
  readonly head: string;
}

// Evidence

export interface EvidenceItem {
  readonly id: FileId;
  readonly name: string;
  readonly bytes: number;
  /** Hex, of the file as it came. */
  readonly sha256: string;
  readonly caption: string;
  readonly added: number;
}

/** The largest file of evidence, and the longest caption in code points. */
export const MAX_EVIDENCE_BYTES = 2 * 1024 * 1024 * 1024;
export const MAX_CAPTION = 2000;

// Search

export interface SearchQuery {
  readonly text: string;
  /** Empty: any. */
  readonly kinds: readonly SearchKind[];
  /** ms, inclusive; null: no bound. */
  readonly from: number | null;
  readonly to: number | null;
  /** Codes a case must carry, such as a category; empty: any. */
  readonly codes: readonly string[];
  readonly operator: string | null;
  readonly language: string | null;
  readonly limit: number;
}

export type SearchKind = 'message' | 'case' | 'evidence';

/** A search of everything. */
export const NO_FILTER: Omit<SearchQuery, 'text' | 'limit'> = {
  kinds: [],
  from: null,
  to: null,
  codes: [],
  operator: null,
  language: null,
};

/** Where a word was found. `text` is a short passage; `marks` are [start, end) in UTF-16 units of it. */
export interface SearchHit {
  readonly kind: SearchKind;
  readonly conversation: ConversationId | null;
  readonly case: string | null;
  /** Message or file of evidence; null for the case itself. */
  readonly item: string | null;
  /** The conversation's generated name or the case's reference. */
  readonly title: string;
  readonly at: number;
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  /** More were found than are shown. */
  readonly more: boolean;
  /** False while the index is still being built: some may be missing. */
  readonly complete: boolean;
}

/** Longest search text in code points. */
export const MAX_SEARCH = 200;

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
    output: Step<null, 'not-allowed' | 'bad-rules'>;
  };
  previewRetention: { input: null; output: RetentionPreview };
  runRetention: {
    input: { readonly token: string };
    output: Step<RetentionProof, 'changed' | 'busy' | 'stopped' | 'nothing'>;
  };
  exportProof: {
    input: null;
    output: Outcome<{ readonly name: string }, 'cancelled' | 'cannot-write' | 'nothing'>;
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
  eraseConversation: {
    input: { readonly conversation: ConversationId };
    output: Step<null, 'unknown-conversation' | 'held' | 'busy' | 'stopped'>;
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
  exportProof: 0,
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
  /** A case or conversation is gone from every list. */
  | { readonly type: 'case-gone'; readonly case: string }
  | { readonly type: 'conversation-gone'; readonly conversation: ConversationId }
  | { readonly type: 'evidence-changed'; readonly case: string };
