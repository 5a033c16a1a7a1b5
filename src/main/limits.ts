/** Every bound of the desktop's main process that is not the protocol's, named once. */

const KIB = 1024;
const MIB = 1024 * KIB;

/** Entries, ids or envelopes in one request over the door. The vault sends in batches of a hundred. */
export const MAX_BATCH = 200;
/** One journal entry. */
export const MAX_ENTRY_BYTES = 1 * MIB;
/** All entries of one append together, and so the most one write may hold. */
export const MAX_APPEND_BYTES = 32 * MIB;
/** Entries of one replay page together; one entry alone always fits. */
export const REPLAY_PAGE_BYTES = 1 * MIB;
/** Generations open at once: the one in use and the one a rewrite is making. */
export const MAX_OPEN_JOURNALS = 3;
/** Header or keyring. */
export const MAX_VAULT_FILE_BYTES = 64 * MIB;

/** One sealed chunk of a file: 64 KiB and what sealing adds, with room to spare. */
export const MAX_CHUNK_BYTES = 68 * KIB - 4;
/** Places for chunks in one file: 8 GiB of evidence. Held against a page that would fill a disk with holes. */
export const MAX_CHUNKS = 128 * KIB;
/** Files deleted by one request. */
export const MAX_DROPPED = 10_000;
/** Chunk files held open at once, and how long after the last use. */
export const MAX_OPEN_FILES = 8;
export const OPEN_FILES_IDLE_MS = 10_000;

/** Large files being saved or read through a dialog at once. */
export const MAX_STREAMS = 4;
/** Bytes of such a file in one request. */
export const MAX_PIECE_BYTES = 4 * MIB;

/** A document printed to PDF, in UTF-16 units. */
export const MAX_PRINT_HTML = 16 * MIB;
/** A document saved as it is. */
export const MAX_SAVE_BYTES = 64 * MIB;
/** A file read in through the open dialog. */
export const MAX_OPEN_BYTES = 16 * MIB;
/** A file name proposed to a dialog, in UTF-16 units. */
export const MAX_FILE_NAME = 120;
export const MAX_EXTENSIONS = 8;
export const MAX_EXTENSION = 10;
/** How long a page may take to become a PDF. */
export const PRINT_TIMEOUT_MS = 30_000;

/** Below this much free space the person is warned. */
export const LOW_SPACE_BYTES = 500 * MIB;
/** Below this much nothing is handed to the vault: the relay keeps it. */
export const NO_SPACE_BYTES = 200 * MIB;
/** How often free space is looked at, and how old a look may be when a delivery comes. */
export const SPACE_EVERY_MS = 60_000;
export const SPACE_FRESH_MS = 5000;
/** After a write was refused for want of space there is none for at least this long, whatever a look says: quotas do not show. */
export const SPACE_REFUSED_MS = 30_000;

/** How often the time since the last key or movement is looked at, and the longest wait that may be asked for. */
export const IDLE_EVERY_MS = 5000;
export const MAX_IDLE_MINUTES = 24 * 60;
/** How long the operating system may take to say whether it keeps secrets. */
export const KEYCHAIN_TIMEOUT_MS = 5000;
/** A secret as the operating system sealed it. */
export const MAX_SECRET_FILE_BYTES = 16 * KIB;

/** How long one step of a wipe may take before the next begins all the same. */
export const WIPE_PATIENCE_MS = 10_000;

/** Posts and requests waiting for the relay's answer on one connection. */
export const MAX_IN_FLIGHT = 256;
/** At most one notice in this time. */
export const NOTICE_EVERY_MS = 60_000;
/** Notices of calls for help on a locked device: one call from beginning to end, and the first of the next. */
export const HELP_NOTICES_PER_HOUR = 6;
export const HELP_NOTICES_PER_DAY = 12;
/** What comes so soon after a subscription may have waited long: then a call for help is none any more. */
export const HELP_BACKLOG_MS = 10_000;
/** A claim code as typed or linked, in characters. */
export const MAX_CLAIM = 64;
/** A `beistand://` link, in characters. */
export const MAX_SETUP_LINK = 2048;

/** First look for an update after the start, and the time between two looks. */
export const UPDATE_FIRST_MS = 30_000;
export const UPDATE_EVERY_MS = 24 * 60 * 60 * 1000;
