/** Vault, catch-up: a digest or an answer, sealed to one colleague's device, and what was erased, sealed to all of them. */
import { seal } from '../../../../protocol/crypto/envelope.ts';
import { EnvelopeId, type MessageId } from '../../../../protocol/ids.ts';
import type {
  DeletionContent,
  DigestContent,
  ToldContent,
} from '../../../../protocol/talk/content.ts';
import type { Reachable } from '../../../../protocol/team/usable-prekeys.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { InboxParts } from '../inbox/parts.ts';
import { sealToColleagues, type Sealing } from '../inbox/recipients.ts';
import { teamEvent } from '../team/team-event.ts';

export type LetterParts = Pick<InboxParts, 'env'> & {
  readonly docSeq: () => number;
  readonly sealing: () => Sealing;
};

type Letter = Parameters<Carrier['post']>[0];

export function letterTo(
  { env, docSeq, sealing }: LetterParts,
  { device, bundle }: Reachable,
  { mid, content }: { readonly mid: MessageId; readonly content: DigestContent | ToldContent },
): Letter {
  const { team, ik: sender } = sealing();
  const body = teamEvent({ mid, at: env.now(), docSeq: docSeq() }, content);
  const recipients = [{ spk: bundle.spk, ik: device.ik }];
  const { header, wraps, ct } = seal({ team, sender, recipients, body });
  const targets = wraps.map((wrap) => ({ kind: 'device', device: device.id, wrap }) as const);
  return { eid: EnvelopeId.random(), wake: false, targets, header, ct };
}

/** Null: there is no colleague who could be reached. */
export function letterToAll(
  { env, docSeq, sealing }: LetterParts,
  content: DeletionContent,
): Letter | null {
  const body = teamEvent({ at: env.now(), docSeq: docSeq() }, content);
  const sealed = sealToColleagues(body, { ...sealing(), without: [], allowed: null });
  return sealed === null ? null : { eid: EnvelopeId.random(), wake: false, ...sealed };
}
