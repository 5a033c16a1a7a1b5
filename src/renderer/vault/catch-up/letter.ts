/** Vault, catch-up: a digest or an answer, sealed to one colleague's device, and what was erased, sealed to all of them. */
import { seal } from '../../../../protocol/crypto/envelope.ts';
import { EnvelopeId, MessageId, SessionId } from '../../../../protocol/ids.ts';
import { writeBody } from '../../../../protocol/talk/body.ts';
import type {
  DeletionContent,
  DigestContent,
  TeamContent,
  ToldContent,
} from '../../../../protocol/talk/content.ts';
import { NO_PREV } from '../../../../protocol/talk/names.ts';
import type { Reachable } from '../../../../protocol/team/usable-prekeys.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { InboxParts } from '../inbox/parts.ts';
import { sealToColleagues, type Sealing } from '../inbox/recipients.ts';

export type LetterParts = Pick<InboxParts, 'env'> & {
  readonly docSeq: () => number;
  readonly sealing: () => Sealing;
};

type Letter = Parameters<Carrier['post']>[0];

export function letterTo(
  parts: LetterParts,
  { device, bundle }: Reachable,
  { mid, content }: { readonly mid: MessageId; readonly content: DigestContent | ToldContent },
): Letter {
  const { team, ik: sender } = parts.sealing();
  const body = bodyOf(parts, { mid, content });
  const recipients = [{ spk: bundle.spk, ik: device.ik }];
  const { header, wraps, ct } = seal({ team, sender, recipients, body });
  const targets = wraps.map((wrap) => ({ kind: 'device', device: device.id, wrap }) as const);
  return { eid: EnvelopeId.random(), wake: false, targets, header, ct };
}

/** Null: there is no colleague who could be reached. */
export function letterToAll(parts: LetterParts, content: DeletionContent): Letter | null {
  const body = bodyOf(parts, { mid: MessageId.random(), content });
  const sealed = sealToColleagues(body, { ...parts.sealing(), without: [], allowed: null });
  return sealed === null ? null : { eid: EnvelopeId.random(), wake: false, ...sealed };
}

/** A session of its own: it stands in no chain that anything else belongs to. */
const bodyOf = (
  { env, docSeq }: LetterParts,
  { mid, content }: { readonly mid: MessageId; readonly content: TeamContent },
): Uint8Array =>
  writeBody({
    conversation: null,
    from: 'device',
    audience: 'team',
    mid,
    session: SessionId.random(),
    seq: 0,
    prev: NO_PREV,
    lamport: 1,
    at: env.now(),
    docSeq: docSeq(),
    ...content,
  });
