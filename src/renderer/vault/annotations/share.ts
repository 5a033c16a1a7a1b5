/** Vault, annotations: a revision as colleagues get it, and as it is kept when it comes from one (PROTOCOL §4, Annotations). Pure. */
import { RowId, type DeviceId, type MessageId } from '../../../../protocol/ids.ts';
import type { AnnotationContent, MarkedWords } from '../../../../protocol/talk/annotation.ts';
import type { ConversationBody } from '../../../../protocol/talk/body.ts';
import type { Annotation } from '../../../contract/annotation.ts';

export type AnnotationBody = Extract<ConversationBody, { type: 'annotation' }>;

/** `message`: whose words these are, under the names every device knows. */
export function contentOf(
  one: Annotation,
  message: Pick<MarkedWords, 'sender' | 'mid'>,
): AnnotationContent {
  const { start, end, exact, prefix, suffix } = one.target;
  return {
    type: 'annotation',
    annotation: RowId(one.id),
    revision: one.revision,
    target: {
      ...message,
      start,
      end,
      exact,
      ...(prefix === '' ? {} : { prefix }),
      ...(suffix === '' ? {} : { suffix }),
    },
    codes: [...one.codeIds],
    ...(one.memo === undefined ? {} : { memo: one.memo }),
    motivation: one.motivation,
    state: one.state,
    ...(one.creator === '' ? {} : { creator: one.creator }),
    created: one.created,
  };
}

/** `messageId`: what the message is called here. */
export function markOf(
  body: AnnotationBody,
  { by, messageId }: { readonly by: DeviceId; readonly messageId: MessageId },
): Annotation {
  const { start, end, exact, prefix = '', suffix = '' } = body.target;
  return {
    id: body.annotation,
    target: { messageId, start, end, exact, prefix, suffix },
    codeIds: [...body.codes],
    ...(body.memo === undefined ? {} : { memo: body.memo }),
    motivation: body.motivation,
    state: body.state,
    creator: body.creator ?? '',
    created: body.created,
    revision: body.revision,
    by,
  };
}
