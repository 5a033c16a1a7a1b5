/** Contract: who did what when, without content. */

/** What is about a conversation. */
export type ConversationAct =
  | 'conversation-closed'
  | 'conversation-reopened'
  | 'conversation-muted'
  | 'conversation-passed'
  | 'conversation-restricted'
  | 'restriction-lifted'
  | 'conversation-erased'
  | 'contact-opened'
  | 'attachment-saved'
  | 'help-called'
  | 'help-answered';

export type AuditAct =
  | ConversationAct
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
  /** The count is the minutes; 0: never. */
  | 'idle-changed'
  | 'device-renewed'
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
  | 'contact-destroyed'
  | 'evidence-added'
  | 'evidence-saved'
  | 'evidence-removed'
  | 'incidents-imported'
  | 'released'
  | 'retention-changed'
  | 'retention-arrived'
  | 'retention-run'
  | 'proofs-exported'
  | 'audit-exported'
  | 'figures-saved'
  | 'invite-made'
  | 'device-added'
  | 'device-removed'
  | 'roles-changed'
  | 'profile-published'
  | 'copy-repaired'
  | 'trouble'
  | 'alarm-acknowledged'
  | 'head-kept'
  | 'log-contradicted';

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
  /** It breaks only against a head that colleagues' devices hold: the log was cut, or written anew. */
  readonly behindGiven: boolean;
  /** The newest head of it that came back from colleagues' devices; null: none has yet. */
  readonly given: { readonly seq: number; readonly at: number } | null;
  /** Chain value of the last event, hex. */
  readonly head: string;
}
