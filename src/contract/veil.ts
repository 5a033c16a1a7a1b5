/** Contract: a reporter's words that somebody has put out of sight on this device (docs/decisions/0041). */
import type { ConversationId, MessageId } from '../../protocol/ids.ts';
import type { Outcome } from './outcome.ts';

export interface Veil {
  /** Everything this person writes, also what comes later. */
  readonly all: boolean;
  /** Messages for which it is the other way round. */
  readonly except: readonly MessageId[];
}

export const NO_VEIL: Veil = { all: false, except: [] };

/** Messages of one conversation that can differ from the rest of it. */
export const VEILED_LIMIT = 200;

/** Of a message its reporter wrote; colleagues' words are never out of sight. */
export const isVeiled = ({ all, except }: Veil, message: MessageId): boolean =>
  except.includes(message) !== all;

export interface VeilRequests {
  /** `message`: null for everything this person writes. Durable when it answers. `full`: no more single ones. */
  veil: {
    input: {
      readonly conversation: ConversationId;
      readonly message: MessageId | null;
      readonly hidden: boolean;
    };
    output: Outcome<null, 'disk-full' | 'unknown-conversation' | 'full'>;
  };
}

/** Every one of them by name. One left out does not compile. */
export const veilRequests = { veil: 0 } satisfies Record<keyof VeilRequests, 0>;
