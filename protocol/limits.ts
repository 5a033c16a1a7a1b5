/** Every bound of SC/1, named once (PROTOCOL §5). Units stand in the names or in the comment. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const KIB = 1024;
const MIB = 1024 * KIB;

// Frames and envelopes
/** One WebSocket message; ws closes with 1009 above it. */
export const MAX_FRAME_BYTES = 128 * KIB;
/** Bodies are padded to exactly one of these before sealing. */
export const PAD_BUCKETS = [1 * KIB, 4 * KIB, 16 * KIB, 64 * KIB] as const;
/** Recipients of one envelope. */
export const MAX_RECIPIENTS = 64;
/** A team document, signature included. */
export const MAX_DOCUMENT_BYTES = 64 * KIB;
export const MAX_DEVICES = 64;
export const MAX_REVOKED = 1024;
export const MAX_ORIGINS = 8;
export const MAX_ORIGIN_BYTES = 255;
export const MAX_PROFILE_ENTRIES = 1024;
export const MAX_PROFILE_VALUE_BYTES = 8 * KIB;
/** Service hours: spans of one day, entries of one list of days off, and how far ahead a chat names the next. */
export const MAX_DAY_SPANS = 4;
export const MAX_DAYS_OFF = 200;
export const HOURS_AHEAD_DAYS = 60;
/** Days off before it are a slip of the fingers: a year that was still being typed. */
export const FIRST_YEAR_OFF = 2000;

// Blobs
/** What one chunk holds before sealing; every chunk is padded to it. */
export const BLOB_CHUNK_BYTES = 64 * KIB;
/** One file, before padding. */
export const MAX_BLOB_BYTES = 25 * MIB;
/** Chunks of the largest file: the padding mark needs a byte of its own. */
export const MAX_BLOB_CHUNKS = MAX_BLOB_BYTES / BLOB_CHUNK_BYTES + 1;
/** Blob frames one connection may leave unanswered. */
export const BLOB_WINDOW = 4;
/** Blob frames in a burst (one whole file), and refilled per second, on one connection; the next is told `busy`. */
export const BLOB_BURST = 1 + MAX_BLOB_BYTES / BLOB_CHUNK_BYTES;
export const BLOBS_PER_SECOND = 100;
/** Blob frames the relay works on at once; the next is told `busy`. */
export const BLOBS_AT_ONCE = 64;
/** What one mailbox, one device and one team may have on a relay, each blob counted with one chunk more than it has. */
export const MAILBOX_BLOB_BYTES = 64 * MIB;
export const DEVICE_BLOB_BYTES = 512 * MIB;
export const TEAM_BLOB_BYTES = 4096 * MIB;
/** How long an upload may take; the life of a blob is counted from the end of this span. */
export const BLOB_UPLOAD_MS = 2 * DAY;

// What people write
/** Text of one message, in code points. */
export const MAX_TEXT = 4000;
/** Comment given with the stars, in code points. */
export const MAX_COMMENT = 1000;
export const MAX_STARS = 5;
/** Alias shown beside a reply, in code points. */
export const MAX_ALIAS = 40;
/** Tags of one conversation, and code points in one. */
export const MAX_TAGS = 16;
export const MAX_TAG = 40;
/** Topics one message may name, and the highest n of `topic.<n>`. */
export const MAX_TOPICS = 16;
export const MAX_TOPIC = 99;
/** Other teams a profile may send a reporter to; more are not shown. */
export const MAX_PARTNERS = 8;
/** The version of the consent text a first message names. */
export const MAX_CONSENT = 64;
/** A file's name as it is sent, its media type, and the kinds of things taken out of it. */
export const MAX_FILE_NAME = 120;
export const MAX_MEDIA_TYPE = 100;
export const MAX_REMOVED = 16;
/** Contact details: each way, when to use it, and what for. */
export const MAX_CONTACT = 200;
export const MAX_CONTACT_PURPOSE = 1000;
/** One paper of the team, and what one part of it holds: in hex, with its head, it stays below the largest envelope. */
export const MAX_PAPER_BYTES = 256 * KIB;
export const PAPER_PART_BYTES = 30 * KIB;
/** What is said of marked words: codes, the name of each, a memo, who coded, and what stands before and after. */
export const MAX_CODES_GIVEN = 20;
export const MAX_CODE_ID = 64;
export const MAX_MEMO = 2000;
export const MAX_CODER = 60;
export const MAX_CONTEXT = 32;
/** Conversations before this one, as far as a reporter is told. */
export const MAX_PLACE = 99;

// Connections
export const AUTH_TIMEOUT_MS = 10 * SECOND;
export const PING_EVERY_MS = 30 * SECOND;
/** Pings without an answer before a socket counts as dead. */
export const MISSED_PINGS = 2;
/** Envelopes delivered and not yet acknowledged on one connection. */
export const DELIVER_WINDOW = 32;
/** Bytes waiting in one socket, the next payload included, before it is terminated. */
export const MAX_BUFFERED_BYTES = 4 * MIB;
/** The same for the answer to a stranger or a mailbox that asks for a team: two such answers, seldom more. */
export const MAX_ASKED_BYTES = 256 * KIB;
/** Client frames in a burst, and refilled per second, on one connection. */
export const FRAME_BURST = 200;
export const FRAMES_PER_SECOND = 50;
export const EPHEMERALS_PER_SECOND = 2;
/** Open connections on one relay. */
export const MAX_CONNECTIONS = 20_000;

// Queues
export const MAILBOX_ENVELOPES = 128;
export const DEVICE_QUEUE_ENVELOPES = 5000;
export const DEVICE_QUEUE_BYTES = 256 * MIB;
/** One mailbox's share of one device queue. */
export const MAILBOX_SHARE_ENVELOPES = 64;
export const MAILBOX_SHARE_BYTES = 8 * MIB;
/** Part of each device queue that only devices may fill. */
export const DEVICE_RESERVE = 0.2;
export const DEVICE_TTL_MS = 14 * DAY;
export const MAILBOX_TTL_MS = 90 * DAY;
export const SWEEP_EVERY_MS = 10 * MINUTE;

// Restriction
/** Ciphertext of a mailbox's card: any list of a team's devices fits this bucket. */
export const MAX_CARD_CT_BYTES = 4 * KIB + 16;
/** Cards a tab or a device remembers, of all who ever wrote one. */
export const MAX_CARDS_KEPT = 2 * MAX_DEVICES;

// Team
export const DOCUMENT_LIFE_MS = 30 * DAY;
export const DOCUMENT_RESIGN_MS = 7 * DAY;
export const PREKEY_EVERY_MS = 24 * HOUR;
export const PREKEY_LIFE_MS = 30 * DAY;
/** Private prekey halves are destroyed this long after their successor was published. */
export const PREKEY_KEEP_MS = 16 * DAY;
export const BEACON_EVERY_MS = 60 * SECOND;
export const BEACON_LIFE_MS = 150 * SECOND;
/** Frame date and relay time agree when they differ by no more than this. */
export const CLOCK_AGREE_MS = 5 * MINUTE;
/** Relay time judges beacons, and prekeys are destroyed, only while it is this close to local time. */
export const CLOCK_TRUST_MS = 1 * HOUR;
export const CLAIM_CODE_LIFE_MS = 1 * HOUR;
export const REFETCH_TEAM_MS = 24 * HOUR;

// Joining
/** How long an invite is good for. */
export const INVITE_LIFE_MS = 24 * HOUR;
/** Who waits to be let in asks for the document this often. */
export const JOIN_POLL_MS = 20 * SECOND;
/** A request is sent again no more often than this to coordinators whose queue did not take it. */
export const JOIN_AGAIN_MS = 10 * MINUTE;
/** How often a coordinator's change is put again when others were faster. */
export const CHANGE_TRIES = 5;
/** Seqs a change of root leaps over at its last try: more than anybody puts meanwhile. */
export const ROOT_LEAP = 2 ** 20;
/** The highest seq any client takes, and how far a document of the same key may be ahead of the one before. */
export const MAX_SEQ = 2 ** 52;
export const MAX_SEQ_STEP = 2 ** 32;
/** Where a relay lets a team begin, far below: under T_0, and under a later key. The next root always finds room above. */
export const MAX_RELAY_FIRST_SEQ = 2 ** 40;
export const MAX_RELAY_LATER_SEQ = 2 ** 48;
/** A join frame as a whole. */
export const MAX_JOIN_BYTES = 4 * KIB;
/** Coordinators one request is sealed to: as many as fit into the frame. */
export const MAX_JOIN_TARGETS = 20;
/** Requests to join that wait in one device queue: a share of their own. */
export const JOIN_SHARE_ENVELOPES = 10;
/** Requests a relay takes in an hour for one team, whoever sends them. */
export const JOINS_PER_HOUR = 10;
/** What a newcomer is called in a request, in code points. */
export const MAX_NEWCOMER_NAME = 40;

// Talk
export const HEARTBEAT_EVERY_MS = 20 * SECOND;
export const HEARTBEAT_LIFE_MS = 45 * SECOND;
export const RESEAL_AFTER_MS = 60 * SECOND;
/** Further than any return by code can begin (talk/chain.ts). */
export const LAMPORT_JUMP = 2 ** 32;
/** Nobody is followed further than this, however often they jump: far enough below 2^53 to go on counting. */
export const LAMPORT_FURTHEST = 2 ** 49;
export const LAMPORT_PER_MINUTE = 100;
export const RECEIPT_FURTHER = 32;
export const QUARANTINE_ROWS = 1000;
export const QUARANTINE_PER_SENDER = 20;
export const QUARANTINE_LIFE_MS = 30 * DAY;

// Calling for help
/** How long one call goes on. */
export const HELP_LIFE_MS = 10 * MINUTE;
/** Further ahead than this no call can end. */
export const HELP_LIFE_MAX_MS = 15 * MINUTE;
/** How often it is said again while nobody comes. */
export const HELP_AGAIN_MS = 2 * MINUTE;
/** Calls one device begins in an hour. */
export const HELP_CALLS_PER_HOUR = 3;
/** What a relay passes on with wake 2 from one device: its calls, each said to its end. */
export const HELP_WAKES_PER_HOUR = HELP_CALLS_PER_HOUR * (HELP_LIFE_MS / HELP_AGAIN_MS);

// Reconnecting
export const RECONNECT_FIRST_MS = 500;
export const RECONNECT_MAX_MS = 30 * SECOND;
/** How long a client waits for the answer to one request before it calls the relay unreachable. */
export const REQUEST_TIMEOUT_MS = 15 * SECOND;

// Inside the relay
/** From dialling to a finished WebSocket handshake. */
export const HANDSHAKE_TIMEOUT_MS = 10 * SECOND;
/** A connection that only asked for a team document may stay this long to see beacons come and go. */
export const VISIT_MS = 30 * MINUTE;
/** A device may say this many times as many frames as a stranger: it is known, and catches colleagues up. */
export const DEVICE_FRAME_FACTOR = 10;
/** Sessions of one reporter whose write tokens are remembered; the oldest goes first. */
export const MAILBOX_TOKENS = 16;
export const MAX_MAILBOXES = 500_000;
/** Zero bits of proof of work once some device queue is this full. */
export const WORK_STEPS = [
  { full: 0.9, bits: 20 },
  { full: 0.75, bits: 18 },
  { full: 0.5, bits: 16 },
] as const;
/** Acknowledged envelopes remembered in memory, so that a sender's repeat is not delivered again. */
export const RECENT_ACKS = 10_000;
/** Acknowledgements wait this long for a write to share. */
export const ACK_COMMIT_MS = 20;
/** Acknowledgements kept for another try while the disk is full; what falls off is delivered again. */
export const MAX_LATER = 20_000;
/** Rows one step of the sweep takes, so that deliveries go on in between. */
export const SWEEP_ROWS = 500;
/** Wrong claim codes before the code is void. */
export const CLAIM_TRIES = 1000;
/** How long a stopping relay waits for its connections to close. */
export const STOP_GRACE_MS = 2 * SECOND;
/** How often the counters go to the log. */
export const COUNTERS_EVERY_MS = 1 * HOUR;
