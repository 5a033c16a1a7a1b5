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

export interface PresenceBook {
  /** False when the sign may not be believed: another session, an old counter, another R.eph. */
  readonly hear: (conversation: Conversation, sign: Ephemeral) => boolean;
  readonly signs: (conversation: Conversation) => Signs;
  readonly stop: () => void;
}

/** `changed` is called when somebody comes, goes, begins or stops writing. */
export function presenceBook(
  env: Pick<Env, 'now' | 'later'>,
  changed: (id: ConversationId) => void,
): PresenceBook {
  const here = new Map<ConversationId, Heartbeat>();
  const writing = new Map<ConversationId, number>();
  const timers = new Map<string, () => void>();

  const presenceOf = ({ id, session }: Conversation): Heartbeat | null => {
    if (session === null) return null;
    const known = here.get(id);
    return known?.session === session.id
      ? known
      : newHeartbeat(session.id, hexToBytes(session.eph));
  };

  const signs = (conversation: Conversation): Signs => {
    const presence = presenceOf(conversation);
    const live = presence !== null && isLive(presence, env.now());
    return { live, typing: live && (writing.get(conversation.id) ?? 0) > env.now() };
  };

  const recheck = (id: ConversationId, what: 'live' | 'typing', ms: number): void => {
    const name = `${id}/${what}`;
    timers.get(name)?.();
    timers.set(
      name,
      env.later(ms, () => {
        timers.delete(name);
        changed(id);
      }),
    );
  };

  return {
    hear: (conversation, sign) => {
      const { id } = conversation;
      const presence = presenceOf(conversation);
      const next = presence === null ? null : hear(presence, sign, env.now());
      if (next === null) return false;
      const before = signs(conversation);
      here.set(id, next);
      if (sign.type === 'alive') recheck(id, 'live', HEARTBEAT_LIFE_MS);
      if (sign.type === 'typing') {
        writing.set(id, env.now() + TYPING_LIFE_MS);
        recheck(id, 'typing', TYPING_LIFE_MS);
      }
      const after = signs(conversation);
      if (before.live !== after.live || before.typing !== after.typing) changed(id);
      return true;
    },
    signs,
    stop: () => {
      for (const stop of timers.values()) stop();
      timers.clear();
    },
  };
}
