import { EPHEMERALS_PER_SECOND } from '../../protocol/limits.ts';
import { writeEphemeral, type Ephemeral } from '../../protocol/talk/ephemeral.ts';
import type { ClientFrame } from '../../protocol/wire/client-frames.ts';
import type { Desk } from './desk.ts';
import { receiptsOf } from './inbox.ts';
import { sealTo } from './outbox.ts';
import { readersOf } from './readers.ts';
import { isOpened } from './tab.ts';

/** What may be said in passing: never stored, never answered (PROTOCOL §4, Ephemerals). */
export type Whisper = 'alive' | 'typing' | 'receipt';

export interface Whisperer {
  /** Asks for one; the same one twice before it was said is said once. */
  readonly say: (whisper: Whisper) => void;
  readonly stop: () => void;
}

/** A little more than the relay's pace. */
const PACE_MS = 1000 / EPHEMERALS_PER_SECOND + 100;
/** Chains named in one ephemeral receipt: more would not fit its 1 KiB. */
const CHAINS = 4;

/** Says whispers at the relay's pace, sealed to every device that can be reached. */
export function makeWhisperer(
  desk: Desk,
  out: { readonly nextCtr: () => number; readonly send: (frame: ClientFrame) => boolean },
): Whisperer {
  const wanted = new Set<Whisper>();
  let pacing: ReturnType<typeof setTimeout> | undefined;

  const next = (): void => {
    pacing = undefined;
    const [whisper] = wanted;
    if (whisper === undefined) return;
    wanted.delete(whisper);
    const frame = frameOf(desk, whisper, out.nextCtr);
    const said = frame !== null && out.send(frame);
    pacing = setTimeout(next, said ? PACE_MS : 0);
  };

  return {
    say: (whisper) => {
      wanted.add(whisper);
      pacing ??= setTimeout(next);
    },
    stop: () => {
      clearTimeout(pacing);
      pacing = undefined;
      wanted.clear();
    },
  };
}

/** Null while the team could not understand it: no stored message opened this session, or nobody to seal to. */
function frameOf(desk: Desk, whisper: Whisper, nextCtr: () => number): ClientFrame | null {
  const { tab, team } = desk.state();
  const keys = desk.keys();
  if (tab === null || keys === null || team.status !== 'verified') return null;
  const readers = readersOf(tab, team.team.reachable);
  if (readers.length === 0 || !isOpened(tab)) return null;
  const head = {
    conversation: keys.reporter.conversation,
    session: tab.chain.session,
    ctr: nextCtr(),
    from: 'reporter',
  } as const;
  const bodies = {
    alive: () => ({ ...head, type: 'alive', eph: keys.eph.publicKey }),
    typing: () => ({ ...head, type: 'typing' }),
    receipt: () => ({ ...head, type: 'receipt', receipts: receiptsOf(tab).slice(-CHAINS) }),
  } satisfies Record<Whisper, () => Ephemeral>;
  return { type: 'ephemeral', ...sealTo(tab, keys, readers, writeEphemeral(bodies[whisper]())) };
}
