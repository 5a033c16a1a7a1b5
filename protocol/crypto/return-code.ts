import { idBytes, type ConversationId, type MailboxId, type TeamId } from '../ids.ts';
import { conversationOf } from '../talk/names.ts';
import { mailboxIdOf } from '../wire/login.ts';
import { CODE_BYTES, formatCode, parseCode } from './crockford.ts';
import { hkdf } from './kdf.ts';
import { boxKeysFrom, signKeysFrom, type BoxKeys, type SignKeys } from './keys.ts';
import { labels } from './labels.ts';
import { platformRandom, type Random } from './random.ts';

/** 128 bits made in the browser. It is never sent and stands in no URL and no log (PROTOCOL §1). */
export const newReturnCode = (random: Random = platformRandom): Uint8Array => random(CODE_BYTES);

/** 'XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX', 26 symbols and 2 check symbols. */
export const formatReturnCode = (code: Uint8Array): string => formatCode('sc1/check', code);

/** Reads a code as people type it; throws {@link ProtocolError} `bad-code`. */
export const parseReturnCode = (typed: string): Uint8Array => parseCode('sc1/check', typed);

/** Everything a return code gives its holder at one team. */
export interface ReporterKeys {
  readonly code: Uint8Array;
  /** C: authenticates the reporter, and opens replies when no tab is live. */
  readonly box: BoxKeys;
  /** M: signs the mailbox in at the relay. */
  readonly mailboxKeys: SignKeys;
  readonly mailbox: MailboxId;
  readonly conversation: ConversationId;
}

/** C secret = HKDF(R, team, "sc1/C"), M seed = HKDF(R, team, "sc1/M"): another team, other keys. */
export function reporterKeys(code: Uint8Array, team: TeamId): ReporterKeys {
  const salt = idBytes(team);
  const box = boxKeysFrom(hkdf(code, salt, labels.reporterBox));
  const mailboxKeys = signKeysFrom(hkdf(code, salt, labels.reporterMailbox));
  return {
    code,
    box,
    mailboxKeys,
    mailbox: mailboxIdOf(mailboxKeys.publicKey),
    conversation: conversationOf(box.publicKey),
  };
}
