/** Bounds of lists inside a body (PROTOCOL §4). A body's 64 KiB bound them all once more. */

/** Chains one receipt may name. */
export const MAX_RECEIPTS = 64;
/** Sessions of a reporter that one `state` says it has heard. */
export const MAX_HEARD = 64;
/** Envelope ids a reporter may name as unreadable at once. */
export const MAX_UNREADABLE = 32;
/** Messages told or repeated in one body; also the items of one catch-up round. */
export const MAX_TOLD = 1000;
/** Streams of one digest. */
export const MAX_DIGEST_STREAMS = 1000;
/** Erased conversations one answer names: they fit beside what it tells. */
export const MAX_TOLD_ERASED = 64;
