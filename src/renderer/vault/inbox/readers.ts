/** Vault, inbox: who may read a conversation on (PROTOCOL §4, Restriction). Pure. */
import type { DeviceId, RowId } from '../../../../protocol/ids.ts';
import {
  allowedBy,
  cardOf,
  standingCard,
  withCard,
  type Card,
} from '../../../../protocol/talk/restriction.ts';
import type { ConversationBody } from '../../../../protocol/talk/body.ts';
import type { KnownDevice } from '../../../../protocol/talk/rights.ts';
import type { Restricted } from '../../../contract/work.ts';
import { addPending, withPending, type Conversation } from './conversation.ts';
import type { InboxParts } from './parts.ts';
import { withoutSoon } from './work.ts';

type Cards = Pick<Conversation, 'cards'>;
type Writer = Pick<KnownDevice, 'id' | 'roles'>;
type Devices = ReturnType<InboxParts['devices']>;

/** Null: every operator's device. */
export const allowedIn = ({ cards }: Cards): readonly DeviceId[] | null => allowedBy(cards);

/** Operators' devices that may read it on. */
export function readersIn(of: Cards, operators: ReadonlySet<DeviceId>): ReadonlySet<DeviceId> {
  const allowed = allowedIn(of);
  return allowed === null ? operators : new Set(allowed.filter((one) => operators.has(one)));
}

/** The cards after a message of a device. */
export function withCardIn(
  cards: Conversation['cards'],
  body: ConversationBody,
  about: { readonly by: Writer | null; readonly row: RowId },
): Conversation['cards'] {
  if (body.type !== 'restriction' || about.by === null) return cards;
  const { allowed, ...card } = cardOf(body, about.by);
  const { session, seq } = body;
  const list = allowed === null ? null : [...allowed];
  return [...withCard(cards, { ...card, allowed: list, row: about.row, session, seq })];
}

/** Whoever may not read on waits for nothing here, and nothing here waits for them. */
export const quietFor = (conversation: Conversation, own: DeviceId): Conversation =>
  allowedIn(conversation)?.includes(own) === false
    ? { ...conversation, work: withoutSoon(conversation.work), waitingSince: null, unread: 0 }
    : conversation;

/** The row of the card to put again, when the reporter goes by an older one or by none; null: nothing is to be done here. */
export function toPutAgain(
  { cards }: Cards,
  { reporter }: ConversationBody,
  own: DeviceId,
): RowId | null {
  const card = standingCard(cards);
  if (card?.by !== own || reporter === undefined) return null;
  return (reporter.card ?? 0) < card.counter ? card.row : null;
}

/** The conversation with its standing card on its way to the mailbox once more. */
export function puttingAgain(conversation: Conversation, row: RowId): Conversation {
  const card = conversation.cards.find((one) => one.row === row);
  if (card === undefined) return conversation;
  const again = { state: 'sending', resealAt: null } as const;
  if (conversation.pending.some((one) => one.row === row)) {
    return withPending(conversation, row, again);
  }
  const { session, seq } = card;
  return addPending(conversation, { row, session, seq, eids: [], ...again });
}

/** What a conversation's line keeps of it: enough to say who may read, and whether the card needs another writer. */
export interface HeadCard extends Pick<
  Card,
  'by' | 'coordinates' | 'counter' | 'allowed' | 'holder'
> {
  /** The relay has not taken it yet. */
  readonly waits: boolean;
}

export function headCardOf({
  cards,
  pending,
}: Pick<Conversation, 'cards' | 'pending'>): HeadCard | null {
  const card = standingCard(cards);
  if (card === null) return null;
  const { by, coordinates, counter, allowed, holder, row } = card;
  const waits = pending.some((one) => one.row === row && one.state !== 'sent');
  return { by, coordinates, counter, allowed, holder, waits };
}

/** What the screen is told. */
export function restrictedIn(
  card: HeadCard | null,
  { own, operators }: Pick<InboxParts, 'own' | 'operators'>,
): Restricted | null {
  if (card === null || card.allowed === null) return null;
  const devices = card.allowed.filter((one) => operators().has(one));
  return { devices, own: devices.includes(own), waits: card.waits };
}

/** Who coordinates, or is the holder the card names. */
export const mayRestrict = (
  card: Pick<Card, 'holder'> | null,
  { own, operators, devices }: Pick<InboxParts, 'own' | 'operators' | 'devices'>,
): boolean => operators().has(own) && (coordinates(devices(), own) || card?.holder === own);

/** Its writer left, or no longer coordinates where they did: who comes back by code would find no card that counts. */
export function needsAnotherWriter(
  card: HeadCard,
  { operators, devices }: Pick<InboxParts, 'operators' | 'devices'>,
): boolean {
  return card.coordinates ? !coordinates(devices(), card.by) : !operators().has(card.by);
}

export const coordinates = (devices: Devices, device: DeviceId): boolean =>
  [...devices.values()].some(
    ({ id: one, roles, revoked }) => one === device && !revoked && roles.includes('coordinator'),
  );
