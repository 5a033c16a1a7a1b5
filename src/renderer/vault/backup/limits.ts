/** Every bound of the backup file, named once (docs/decisions/0017). */

const KIB = 1024;
const MIB = 1024 * KIB;

/** Argon2id for a backup's passphrase: the file may lie about for years, so more than a header's floor. */
export const BACKUP_ARGON = { memory: 128 * MIB, passes: 3 } as const;

/** What main takes in one write, and gives in one read. */
export const MAX_SAVE_BYTES = 1 * MIB;
/** Plain bytes handed to the cipher at once: one chunk of age's own stream. */
export const PIECE_BYTES = 64 * KIB;
/** The age header with both stanzas is below 1 KiB; a longer one is not ours. */
export const MAX_AGE_HEADER = 8 * KIB;

/** JSON of one record: a row's plaintext and the little around it. */
export const MAX_HEAD_BYTES = 896 * KIB;
/** Bytes beside it: a team document or a chunk of evidence. */
export const MAX_BODY_BYTES = 1 * MIB;

/** What a record is taken for in the estimate that progress is measured against. */
export const RECORD_ESTIMATE = 1 * KIB;

/** One commit of a restore: so many records, or so many characters. */
export const RESTORE_BATCH_RECORDS = 256;
export const RESTORE_BATCH_CHARS = 256 * KIB;

// What a backup may claim
/** Places in one conversation: far beyond any, and far enough below 2^53 to go on from. */
export const MAX_LAMPORT = 2 ** 50;
/** The last moment a calendar knows, ms. */
export const MAX_MOMENT = 8_640_000_000_000_000;
/** One conversation's record: with every list of it full. Its row here has room for it. */
export const MAX_TALK_BYTES = 736 * KIB;
/** Vaults whose tombstones one vault knows: each is asked about every message that arrives. */
export const MAX_STONE_KEYS = 64;
/** Records of tombstones in one backup, of at most 4,096 each. */
export const MAX_STONE_RECORDS = 4096;

// Reminder
export const REMIND_DAYS = 7;
export const MAX_REMIND_DAYS = 365;
export const DAY_MS = 24 * 60 * 60 * 1000;
