/** Vault, inbox: who is here right now. Held in memory only, by our own clock. */
import { hexToBytes } from '@noble/hashes/utils.js';
import type { ConversationId } from '../../../../protocol/ids.ts';
import { HEARTBEAT_LIFE_MS } from '../../../../protocol/limits.ts';
import {
  hear,
  isLive,
  newHeartbeat,
  type Ephemeral,
  type Heartbeat,
} from '../../../../protocol/talk/ephemeral.ts';
import type { Env } from '../env.ts';
import { TYPING_LIFE_MS } from '../limits.ts';
import type { Conversation } from './conversation.ts';

export interface Signs {
  readonly live: boolean;
  readonly typing: boolean;
}

export class PresenceBook {
  readonly #env: Pick<Env, 'now' | 'later'>;
  readonly #changed: (id: ConversationId) => void;
  readonly #here = new Map<ConversationId, Heartbeat>();
  /** Until when somebody counts as writing. */
  readonly #writing = new Map<ConversationId, number>();
  readonly #timers = new Map<string, () => void>();

  /** `changed` is called when somebody comes, goes, begins or stops writing. */
  constructor(env: Pick<Env, 'now' | 'later'>, changed: (id: ConversationId) => void) {
    this.#env = env;
    this.#changed = changed;
  }

  /** False when the sign may not be believed: another session, an old counter, another R.eph. */
  hear(conversation: Conversation, sign: Ephemeral): boolean {
    const { id } = conversation;
    this.moved(conversation);
    const heartbeat = this.#heartbeatOf(conversation);
    const next = heartbeat === null ? null : hear(heartbeat, sign, this.#env.now());
    if (next === null) return false;
    const before = this.signs(id);
    this.#here.set(id, next);
    if (sign.type === 'alive') this.#recheck(id, 'live', HEARTBEAT_LIFE_MS);
    if (sign.type === 'typing') {
      this.#writing.set(id, this.#env.now() + TYPING_LIFE_MS);
      this.#recheck(id, 'typing', TYPING_LIFE_MS);
    }
    const after = this.signs(id);
    if (before.live !== after.live || before.typing !== after.typing) this.#changed(id);
    return true;
  }

  /** What is believed of this reporter now. */
  signs(id: ConversationId): Signs {
    const now = this.#env.now();
    const heartbeat = this.#here.get(id);
    const live = heartbeat !== undefined && isLive(heartbeat, now);
    return { live, typing: live && (this.#writing.get(id) ?? 0) > now };
  }

  /** Whose tab is open now. */
  here(): readonly ConversationId[] {
    return [...this.#here.keys()].filter((id) => this.signs(id).live);
  }

  /** A stored message may have opened a newer session: what was heard of the one before is over. */
  moved({ id, session }: Pick<Conversation, 'id' | 'session'>): void {
    if (this.#here.get(id)?.session !== session?.id) this.#here.delete(id);
  }

  stop(): void {
    for (const stop of this.#timers.values()) stop();
    this.#timers.clear();
  }

  #heartbeatOf({ id, session }: Conversation): Heartbeat | null {
    if (session === null) return null;
    return this.#here.get(id) ?? newHeartbeat(session.id, hexToBytes(session.eph));
  }

  #recheck(id: ConversationId, what: 'live' | 'typing', ms: number): void {
    const name = `${id}/${what}`;
    this.#timers.get(name)?.();
    const check = (): void => {
      this.#timers.delete(name);
      this.#changed(id);
    };
    this.#timers.set(name, this.#env.later(ms, check));
  }
}
