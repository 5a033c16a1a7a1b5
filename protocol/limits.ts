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

// Talk
export const HEARTBEAT_EVERY_MS = 20 * SECOND;
export const HEARTBEAT_LIFE_MS = 45 * SECOND;
export const RESEAL_AFTER_MS = 60 * SECOND;
export const LAMPORT_JUMP = 10_000;
export const RECEIPT_FURTHER = 32;
export const QUARANTINE_ROWS = 1000;
export const QUARANTINE_PER_SENDER = 20;
export const QUARANTINE_LIFE_MS = 30 * DAY;

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
