import { workBitsOf } from '../../protocol/wire/login.ts';
import type { MailboxId } from '../../protocol/ids.ts';

/** Tries per turn of the event loop: the screen must stay alive while we work. */
const TRIES = 2000;

/**
 * Finds the proof of work a busy relay asks for (PROTOCOL §5), without blocking the screen.
 *
 * Answers null when `stale` says the connection it was meant for is gone.
 */
export async function solveWork(
  nonce: Uint8Array,
  mailbox: MailboxId,
  bits: number,
  stale: () => boolean,
): Promise<number | null> {
  for (let work = 0; ; work += 1) {
    if (bits === 0 || workBitsOf(nonce, mailbox, work) >= bits) return work;
    if (work % TRIES !== 0) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (stale()) return null;
  }
}
