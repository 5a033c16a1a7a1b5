/** Contract: long work that is watched, and what a person should know about the store. */

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

/** Long work that a person begins and may walk away from: an idle desk is shut before it, and locked after it (ADR 0049). */
export type Errand = 'backup' | 'restore';

/** How an errand may have ended: by itself, by a person, by the lock, or why not. What has no word of its own `failed`. */
const ERRAND_ENDS = [
  'done',
  'stopped',
  'locked',
  'failed',
  'cannot-write',
  'disk-full',
  'unverified',
  'cannot-read',
  'wrong-secret',
  'bad-file',
  'other-team',
  'newer-version',
  'vault-full',
] as const;

/** An errand that nobody has seen the end of; told at the door. */
export interface ErrandEnd {
  readonly what: Errand;
  readonly state: (typeof ERRAND_ENDS)[number];
}

/** As a page was left it; null: nothing was, or not by us. */
export function readErrandEnd(said: unknown): ErrandEnd | null {
  if (typeof said !== 'object' || said === null || !('what' in said && 'state' in said))
    return null;
  const { what, state } = said;
  if (what !== 'backup' && what !== 'restore') return null;
  return errandEnd(what, state);
}

export const errandEnd = (what: Errand, refusal: unknown): ErrandEnd => ({
  what,
  state: ERRAND_ENDS.find((end) => end === refusal) ?? 'failed',
});

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
 * `copy-repaired`: `count` more rows of the fast copy were missing, swapped, older or changed and came back
 * from the journal. `journal-healed`: the journal had a damaged place; every row was still sound in the
 * copy, and a new generation was written. `journal-damaged`: rows are lost in both; `count` of them.
 * `older-profile`: the relay has seen a newer state of this device: the whole profile was put back.
 *   Told again at each unlock until it is acknowledged.
 * `forked-team`: the relay has shown a team document that cannot be beside the one known here. Told once in an unlock.
 * `recovery-unseen`: a new recovery code is in force, or about to be, and nobody has confirmed that it is kept.
 * `set-aside`: this app failed at `count` messages; they wait for a newer one in quarantine, or with the relay. Told at
 *   the first sign-in of an unlock, and when there are more or fewer; `count` 0: none any more.
 * `vault-full`: there are `count` conversations and cases, and a vault takes no more; what is new waits at the relay.
 */
export interface Trouble {
  readonly kind:
    | 'copy-repaired'
    | 'journal-healed'
    | 'journal-damaged'
    | 'older-profile'
    | 'forked-team'
    | 'vault-full'
    | 'set-aside'
    | 'recovery-unseen';
  readonly count: number;
}
