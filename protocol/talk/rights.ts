import { ProtocolError } from '../errors.ts';
import type { ConversationId, DeviceId } from '../ids.ts';
import type { Role } from '../team/device-entry.ts';
import type { Audience } from './chain.ts';
import type { From } from './body.ts';
import { conversationOf, type SenderKey } from './names.ts';
import type { TalkType } from './types.ts';

/** A device of any team document known, current or revoked. */
export interface KnownDevice {
  readonly id: DeviceId;
  readonly roles: readonly Role[];
  readonly revoked: boolean;
}

/** Who the envelope proved wrote it. */
export type Author =
  | { readonly kind: 'reporter'; readonly conversation: ConversationId }
  | { readonly kind: 'device'; readonly device: KnownDevice }
  /** Says it is a device, of no document known: refetch the document, then quarantine. */
  | { readonly kind: 'stranger' };

/**
 * Who wrote a body (PROTOCOL §4). `reporter` only when the key is in no document known.
 *
 * A reporter's conversation is computed from the proven key; a body that names another, or a device
 * that poses as a reporter, is {@link ProtocolError} `not-allowed`.
 */
export function authorOf(
  sender: SenderKey,
  says: { readonly from: From; readonly conversation: ConversationId | null },
  devices: ReadonlyMap<SenderKey, KnownDevice>,
): Author {
  const device = devices.get(sender);
  if (says.from === 'device') {
    return device === undefined ? { kind: 'stranger' } : { kind: 'device', device };
  }
  const conversation = conversationOf(sender);
  if (device !== undefined || says.conversation !== conversation) {
    throw new ProtocolError('not-allowed', 'from');
  }
  return { kind: 'reporter', conversation };
}

/**
 * Whether this author may write this (PROTOCOL §4). What a revoked device sent is judged by its last
 * roles and shown flagged, to operators only. Who holds something, or may restrict it without
 * coordinating, is decided among the claims or cards that are here (restriction.ts).
 */
export function mayWrite(
  author: Author,
  message: { readonly type: TalkType; readonly audience: Audience },
): boolean {
  switch (author.kind) {
    case 'stranger':
      return false;
    case 'reporter':
      return message.audience === 'talk' && reporterTypes.has(message.type);
    case 'device':
      return author.device.roles.some((role) => rightsOf[role][message.audience].has(message.type));
  }
}

type Types = ReadonlySet<TalkType>;
const types = (...list: readonly TalkType[]): Types => new Set(list);

const reporterTypes = types(
  'text',
  'receipt',
  'typing',
  'alive',
  'rating',
  'attachment',
  'contact',
  'resume',
  'erase',
);

/** Between devices, and of no conversation. */
const teamEvents = ['snapshot', 'alias', 'submission', 'heads'] as const;

const rightsOf: { readonly [R in Role]: { readonly [A in Audience]: Types } } = {
  operator: {
    talk: types(
      'text',
      'receipt',
      'typing',
      'alive',
      'place',
      'attachment',
      'history',
      'handover',
      'restriction',
    ),
    team: types(
      'note',
      'claim',
      'state',
      'annotation',
      'case',
      'attachment',
      'digest',
      'told',
      'deletion',
      'help',
      ...teamEvents,
    ),
  },
  coordinator: {
    talk: types('restriction'),
    team: types(...teamEvents, 'root-seed', 'paper'),
  },
  manager: { talk: types(), team: types('release', 'question', 'heads') },
};
