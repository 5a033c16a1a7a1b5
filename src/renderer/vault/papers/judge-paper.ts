/** Vault, papers: what one opened envelope says of a paper, and whether its sender may write that. Pure. */
import { ProtocolError } from '../../../../protocol/errors.ts';
import type { DeviceId } from '../../../../protocol/ids.ts';
import { readBody, type TeamBody } from '../../../../protocol/talk/body.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import { authorOf, mayWrite } from '../../../../protocol/talk/rights.ts';
import { PAPER_NAMES, type PaperName } from '../../../contract/papers.ts';
import type { Held } from '../inbox/judge.ts';
import type { Documents } from '../team/documents.ts';

export type PaperBody = Extract<TeamBody, { type: 'paper' }>;

export type JudgedPaper =
  | {
      readonly kind: 'part';
      readonly by: DeviceId;
      readonly name: PaperName;
      readonly body: PaperBody;
    }
  /** `unreadable`: dropped. `later`: waits for the document its writer knew, or for an app that knows its name. */
  | { readonly kind: 'unreadable' | 'later' };

/** Null for everything that is no paper. Never throws for what somebody sent. */
export function judgePaper(
  { senderPk, body: bytes }: Pick<Held, 'senderPk' | 'body'>,
  documents: Pick<Documents, 'current' | 'devices'>,
): JudgedPaper | null {
  try {
    const body = readBody(bytes);
    if (body.type !== 'paper') return null;
    const author = authorOf(SenderKey.of(senderPk), body, documents.devices());
    const isCurrent = author.kind === 'device' && !author.device.revoked;
    if (!isCurrent || !mayWrite(author, body)) {
      const isAhead = author.kind === 'stranger' || body.docSeq > documents.current().seq;
      return { kind: isAhead ? 'later' : 'unreadable' };
    }
    const name = PAPER_NAMES.find((known) => known === body.name);
    if (name === undefined) return { kind: 'later' };
    return { kind: 'part', by: author.device.id, name, body };
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}
