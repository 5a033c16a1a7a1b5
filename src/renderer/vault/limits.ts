/** Every bound of the vault, named once (docs/decisions/0001, 0003). Units stand in the names or in the comment. */

const KIB = 1024;
const MIB = 1024 * KIB;
const SECOND = 1000;
const MINUTE = 60 * SECOND;

// Passphrase
/** Compiled floor: a header that asks for less was weakened by someone and is refused. */
export const ARGON_FLOOR = { memory: 64 * MIB, passes: 3 } as const;
/** A header that asks for more would only stop the app from opening. */
export const ARGON_CEILING = { memory: 1024 * MIB, passes: 16 } as const;
/** Memory is raised in powers of two up to this while one try stays near {@link ARGON_TARGET_MS}. */
export const ARGON_CALIBRATED_MAX = 256 * MIB;
export const ARGON_TARGET_MS = 1 * SECOND;
/** Code points. */
export const MIN_PASSPHRASE = 12;
export const MAX_PASSPHRASE = 1024;
/** zxcvbn's score from which a passphrase is taken: 10^8 guesses, each of them an Argon2id. */
export const MIN_SCORE = 3;
/** Code points that are judged; what comes after can only make it better, and judging takes longer with each. */
export const MAX_JUDGED = 48;
/** Wrong tries answered at once; each further one waits twice as long as the last. */
export const FREE_TRIES = 3;
export const FIRST_TRY_WAIT_MS = 1 * SECOND;
export const MAX_TRY_WAIT_MS = 30 * SECOND;

/** Idleness after which the vault locks until someone chooses otherwise. */
export const IDLE_MINUTES = 5;
/** A shut vault whose errand has not come on between two looks this far apart is locked. */
export const ERRAND_STILL_MS = 10 * MINUTE;

// Files
export const MAX_HEADER_BYTES = 4 * KIB;
/** Slots of one header: each kind, and one that is pending. */
export const MAX_SLOTS = 4;
export const MAX_KEYRING_BYTES = 16 * MIB;
/** What is believed and not secret, in the same file. */
export const MAX_SETTINGS_BYTES = 1 * MIB;
/** Private prekey halves in the keyring. Where our clock is never trusted none is ever too old, and the oldest go. */
export const MAX_PREKEYS = 256;
/** Data keys of one keyring, spare ones included: with the largest core they fit {@link MAX_KEYRING_BYTES}. */
export const MAX_BUCKETS = 180_000;
/** Data keys made ahead, so that a new conversation or case needs no keyring write of its own. */
export const SPARE_BUCKETS = 64;
/** Below this many the next keyring write fills up again. */
export const SPARE_LOW = 16;

// Profile
/** Versions of the public profile that are kept to be used again. */
export const KEPT_PROFILES = 20;

// Rows and journal
/** Plaintext of a row is padded to a multiple of this. */
export const ROW_PAD = 256;
/** Holds a conversation's row with every list of it full (backup/trusted.test.ts adds them up). */
export const MAX_ROW_BYTES = 768 * KIB;
/** What main takes as one entry. */
export const MAX_ENTRY_BYTES = 1 * MIB;
export const MAX_ENTRY_ROWS = 2048;
/** Where a long commit is cut into the next entry; one batch of envelopes stays below it. */
export const ENTRY_TARGET_BYTES = 768 * KIB;
/** Ciphertext taken into one journal entry, so that one entry holds a batch whole. */
export const BATCH_CT_BYTES = 256 * KIB;
export const BATCH_ENVELOPES = 100;
/** Rows read from or written to IndexedDB at once while it is compared or rebuilt. */
export const REBUILD_PAGE = 500;
/** The keyring records the journal's head after this many entries … */
export const HEAD_EVERY_ENTRIES = 64;
/** … or this long after the first unrecorded one, and at lock. */
export const HEAD_EVERY_MS = 1 * MINUTE;

// Checkpoints and generations (ADR 0014)
/** Records in one page of the manifest, and lines of a list in one of its pages. */
export const MANIFEST_PAGE = 1024;
export const HEADS_PAGE = 64;
/** A checkpoint is written after this many entries … */
export const CHECKPOINT_EVERY_ENTRIES = 512;
/** … or this long after the last change, and at lock. */
export const CHECKPOINT_AFTER_MS = 20 * SECOND;
/** Records a rewrite takes from the copy at once. */
export const REWRITE_PAGE = 200;
/** Entries it appends at once: records may be large, and main takes 32 MiB. */
export const REWRITE_ENTRIES = 8;
/** What a rewrite leaves free on the disk: below it main stops receiving. */
export const SPACE_GUARD_BYTES = 200 * MIB;
/** A generation is written anew after a week. */
export const SNAPSHOT_EVERY_MS = 7 * 24 * 60 * MINUTE;
/** How long after an unlock the background work begins, and between two looks whether a snapshot is due. */
export const CHECK_AFTER_MS = 5 * SECOND;
export const SNAPSHOT_LOOK_MS = 30 * MINUTE;

/** Between two looks whether something is due for deletion, and how long nobody hears of it who wants that. */
export const RETENTION_LOOK_MS = 24 * 60 * MINUTE;
export const RETENTION_PUT_OFF_MS = 7 * RETENTION_LOOK_MS;

/** Between two bundles that say how far the vault has come: at most so much work can be put back unnoticed (ADR 0045). */
export const EPOCH_EVERY_MS = 10 * MINUTE;

/** Repaired rows found within this are told together. */
export const REPAIRS_GATHER_MS = 2 * SECOND;

/** How long anyone waits for an answer of IndexedDB; afterwards the copy rests until the next unlock. */
export const COPY_PATIENCE_MS = 10 * SECOND;

/** How long a lock waits for the head to be recorded. */
export const LOCK_PATIENCE_MS = 2 * SECOND;
/** And for the relay, which a machine that falls asleep may not reach any more. */
export const LEAVE_PATIENCE_MS = 500;

// Conversations
/** Conversation records held open beside the packed list; the others are opened when they are asked for. */
export const MAX_OPEN_CONVERSATIONS = 256;
/** Lines shown at the next unlock before everything else is read. */
export const FIRST_LOOK_LINES = 50;
/** Erased conversations whose open tab can still be answered until the lock. */
export const MAX_WAYS_BACK = 256;
/** What somebody could not go on with comes first as long as somebody said something in it (docs/PROTOCOL.md §4). */
export const SOON_LIFE_MS = 7 * 24 * 60 * MINUTE;
/** Messages read back to find what a change goes on from, and so many at once; further back it is not known. */
export const MAX_BASE_ROWS = 512;
export const BASE_PAGE = 64;
/** Terms of who held a conversation that it remembers; docs/PROTOCOL.md §4 names the number. */
export const MAX_TERMS = 16;
/** Terms that anybody may claim, and how far above the highest known beyond them (docs/PROTOCOL.md §4). */
export const FREE_TERMS = 2 ** 32;
export const TERM_LEAP = 2 ** 20;
/** Claims further ahead than that: the nearest are kept, in case a claim in between is still on its way. */
export const MAX_AHEAD = 8;
/** Writes that do not stand: the newest of each device first; named there too. */
export const MAX_UNHELD = 8;
/** Sender sessions whose place in line one conversation remembers. */
export const MAX_CHAINS = 128;
/** Missing places one chain remembers. */
export const MAX_MISSING = 64;
/** Messages after a gap that all chains of one conversation remember, so that its row holds them whoever writes. */
export const MAX_LINKS = 512;
/** Unsettled replies one conversation holds. */
export const MAX_PENDING = 256;
/** Devices a vault has been before its keys were renewed, the newest. */
export const MAX_FORMER = 16;
/** Messages to colleagues that one conversation holds until every operator's device has them. */
export const MAX_TO_TEAM = 64;
export const MAX_PREVIEW = 120;
/** First wait after a failed post; doubled up to {@link RETRY_MAX_MS}. */
export const RETRY_FIRST_MS = 1 * SECOND;
export const RETRY_MAX_MS = 60 * SECOND;
/** Records of quarantine that an erase moves at once into another bucket. */
export const QUARANTINE_MOVE = 20;
/** Bytes of quotations in one `history`: with its head it stays below the largest envelope. */
export const HISTORY_BYTES = 60 * KIB;
// Catching up (docs/PROTOCOL.md §4 names the first three)
/** Out of reach for longer than this, a device asks what it missed: a queue keeps an envelope for 14 days. */
export const CATCH_UP_AWAY_MS = 10 * 24 * 60 * MINUTE;
/** After sign-in, so that what waits in the queue comes first. */
export const CATCH_UP_BEGIN_MS = 10 * SECOND;
/** A gap in a chain that is older than this is asked about. */
export const CATCH_UP_GAP_MS = 5 * MINUTE;
/** A conversation whose gap nobody could close is not asked about again for this long. */
export const CATCH_UP_GAP_AGAIN_MS = 24 * 60 * MINUTE;
/** Conversations with a gap that wait to be asked about. */
export const MAX_GAPS = 64;
/** Colleagues' devices that one catching up compares with to the end: any of them may have little, or tell nothing. */
export const MAX_COMPARED = 8;
/** Bytes of streams in one digest, and of messages in one answer: either fits the largest envelope. */
export const CATCH_UP_BYTES = 60 * KIB;
/** A colleague who has not answered by then is not there; the next one is asked. */
export const CATCH_UP_PATIENCE_MS = 30 * SECOND;
/** When nobody answered, everybody is asked once more after this long. */
export const CATCH_UP_AGAIN_MS = 6 * 60 * MINUTE;
/** Between two rounds, and between two answers of one device, whoever asks. */
export const CATCH_UP_PACE_MS = 250;
/** Conversations looked through for one answer. */
export const MAX_ANSWER_SCAN = 500;
/** While it is open and online, a device notes that it was there. */
export const CATCH_UP_SEEN_MS = 6 * 60 * MINUTE;

/** A reporter is told a place in the line at most this often. */
export const PLACE_EVERY_MS = 20 * SECOND;
/** Between two rewrites that destroy contact details which were taken back, whether the first went well or not. */
export const DESTROY_EVERY_MS = 1 * MINUTE;
/** Contacts waiting for that in one record, which is written anew with each; more are named by further records. */
export const MAX_GOING_PER_RECORD = 1024;
/** Typing is shown this long after the last sign. */
export const TYPING_LIFE_MS = 6 * SECOND;
/** Between two of our signs: the relay takes two a second. */
export const SIGN_EVERY_MS = 550;
/** Our own typing signs, at most one in this time. */
export const TYPING_EVERY_MS = 3 * SECOND;

// Evidence
/** Plaintext of one sealed chunk of a file. */
export const CHUNK_BYTES = 64 * KIB;
/** Chunks on their way at once while a file is read. */
export const CHUNKS_AHEAD = 4;
/** Files of evidence in one case. */
export const MAX_CASE_FILES = 1000;
/** Code points in the shown name of a file. */
export const MAX_FILE_NAME = 200;

/** Pixels of a picture that is decoded and drawn. */
export const MAX_PICTURE_PIXELS = 64_000_000;
/** Of a picture that is sent: iPhones draw no larger one. */
export const MAX_SENT_PIXELS = 4096 * 4096;
/** How often in a row a relay may forget an upload, or what it took of it, before a person is asked. */
export const BLOB_TRIES = 3;
/** Between two questions to a busy relay, and how long one chunk of a blob is asked for. */
export const BLOB_REST_MS = 500;
export const BLOB_PATIENCE_MS = 30 * SECOND;
/** Before a file is tried again for which no answer came, though the line stands. */
export const BLOB_AGAIN_MS = 30 * SECOND;

// Cases and releases
/** The largest file of incidents that is read in (docs/IMPORT.md). */
export const MAX_IMPORT_BYTES = 16 * MIB;
export const MAX_IMPORT_INCIDENTS = 5000;
/** Code points in a free text of an incident. */
export const MAX_NARRATIVE = 20_000;
export const MAX_FIELD = 200;
export const MAX_IDENTIFIERS = 200;
/** The highest number of a case in one year: a backup that names a higher one says nothing about ours. */
export const MAX_REFERENCE = 9_999_999;

// Annotations
/** Code points kept before and after marked words, to find them again by. */
export const CONTEXT_POINTS = 32;
/** Revisions in one record, or so many characters of them: the next is begun then. */
export const ANNOTATION_PAGE = 64;
export const ANNOTATION_PAGE_CHARS = 96 * KIB;
/** Records of annotations in one conversation. */
export const MAX_ANNOTATION_PAGES = 64;
/** Messages of one conversation that wait for colleagues, beyond which no more marks are made in it: below MAX_TO_TEAM. */
export const MAX_MARKS_WAITING = 48;
/** Codes in the codebook, and characters of its record. */
export const MAX_CODES = 500;
export const MAX_CODEBOOK_CHARS = 256 * KIB;
/** What of that is left for moving, merging and retiring every code of a full book; it must fit a paper of the team then. */
export const CODEBOOK_RESERVE = 40 * KIB;

// Long work
/** Progress is told at most this often. */
export const JOB_EVERY_MS = 100;
/** A long loop gives the event loop a turn after this long. */
export const TURN_MS = 8;

// Audit log, retention and tombstones
/** What happened is on the disk at the latest after this long. */
export const AUDIT_FLUSH_MS = 1 * SECOND;
/** When the disk was full: the next try. */
export const AUDIT_RETRY_MS = 1 * MINUTE;
/** Events in one record. */
export const AUDIT_PAGE_EVENTS = 32;
/** Events that wait in memory while nothing can be written; what follows is not noted. */
export const MAX_AUDIT_WAITING = 4096;
/** Hex digits of what an event is about. */
export const MAX_ABOUT = 128;
/** The head of the log is signed at least this often while it moves. */
export const AUDIT_SIGN_EVERY_MS = 24 * 60 * MINUTE;
/** Contact details of one conversation that are looked at again within this are one look. */
export const AUDIT_OPENED_EVERY_MS = 15 * MINUTE;
/** Signed heads that are kept of each device's log, our own among them. */
export const KEPT_HEADS = 32;
/** Of one device no two within this time: whoever writes a log anew cannot push out what was signed before. */
export const HEADS_APART_MS = 12 * 60 * MINUTE;
/** Proofs of retention runs that can be exported: one a week for nearly twenty years. */
export const MAX_PROOFS = 1000;
export const TOMBSTONE_BYTES = 16;
export const TOMBSTONES_PER_RECORD = 4096;

// Keeping, as asked for by the screen
/** Lines of a list in one page. */
export const MAX_LINES = 500;
/** Hits of one search that are opened and shown. */
export const MAX_HITS = 50;
export const MAX_BACKUP_DAYS = 365;

// Papers
/** Versions of one paper that are not whole yet; docs/PROTOCOL.md §4 names the number. */
export const MAX_COMING_PAPERS = 4;
/** No version of a paper is above it; there two of the same number are told apart by their writers. */
export const MAX_PAPER_VERSION = 2 ** 52;
/** The shape in which this version of the app writes papers. */
export const PAPER_FORM = 1;
/** A relay is asked again for who can be reached after this long while a paper is owed; doubled up to the second. */
export const PAPER_AGAIN_FIRST_MS = 1 * MINUTE;
export const PAPER_AGAIN_MAX_MS = 60 * MINUTE;

// Team
/** Invites that are open or asked under at once. */
export const MAX_INVITES = 10;
/** Changes of the team's root that are looked through for the one in force. */
export const MAX_ROOTS = 64;
/** A pasted invite, white space and all. */
export const MAX_INVITE_LINK = 2048;
/** Changes of the list of devices that are remembered. */
export const MAX_TEAM_NEWS = 100;
/** Documents of the team that are remembered by what ties them together: three years of renewals, or more changes in less. */
export const MAX_TEAM_DOCUMENTS = 200;
/**
 * Devices that no document names any more, neither listed nor removed, and that are still known: a document that
 * puts a device out without revoking it is no work of this app. Their key goes first that was put out first.
 */
export const MAX_UNNAMED_DEVICES = 1024;
/** People whose names and days are remembered: more than the largest document names. Whoever is named by none goes first. */
export const MAX_PEOPLE = 1200;
/** A device that the relay did not let in, though the document lists it, tries again after this long. */
export const LET_IN_AGAIN_MS = 1 * MINUTE;
