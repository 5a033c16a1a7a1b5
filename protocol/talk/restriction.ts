import type { DeviceId, MessageId } from '../ids.ts';
import { MAX_CARDS_KEPT } from '../limits.ts';
import type { RestrictionContent } from './content.ts';
import type { KnownDevice } from './rights.ts';

/** A restriction as it was judged when it came, with who was proven to have written it. */
export interface Card {
  readonly by: DeviceId;
  /** Its writer coordinated by the document in force then. */
  readonly coordinates: boolean;
  readonly mid: MessageId;
  readonly counter: number;
  /** Null: every operator's device may read again. */
  readonly allowed: readonly DeviceId[] | null;
  readonly holder: DeviceId;
}

/** The card in this message of a device. */
export const cardOf = (
  { mid, counter, allowed, holder }: RestrictionContent & { readonly mid: MessageId },
  { id, roles }: Pick<KnownDevice, 'id' | 'roles'>,
): Card => ({
  by: id,
  coordinates: roles.includes('coordinator'),
  mid,
  counter,
  allowed: allowed ?? null,
  holder,
});

/**
 * What is kept of the cards once one more has come (PROTOCOL §4, Restriction): of each device the newest it
 * wrote as a coordinator and the newest it wrote otherwise. The same in whatever order they come; the very
 * same list when nothing changed.
 */
export function withCard<C extends Card>(cards: readonly C[], card: C): readonly C[] {
  const same = cards.find((one) => one.by === card.by && one.coordinates === card.coordinates);
  if (same !== undefined && !isNewer(card, same)) return cards;
  return [...cards.filter((one) => one !== same), card].toSorted(byWeight).slice(0, MAX_CARDS_KEPT);
}

/** Of what {@link withCard} keeps the card all go by; null: there is none that counts. One without `allowed` restricts nothing. */
export function standingCard<C extends Card>(cards: readonly C[]): C | null {
  const first = cards.find(({ coordinates }) => coordinates);
  if (first === undefined) return null;
  const { holder, counter } = first;
  const isHolders = (one: C): boolean =>
    !one.coordinates && one.by === holder && one.holder === holder && one.counter > counter;
  return cards.find(isHolders) ?? first;
}

/** Who may read on; null: every operator's device. */
export const allowedBy = (cards: readonly Card[]): readonly DeviceId[] | null =>
  standingCard(cards)?.allowed ?? null;

/** Of the devices of one document, those that may read on. */
export const among = <T>(
  devices: readonly T[],
  allowed: readonly DeviceId[] | null,
  idOf: (device: T) => DeviceId,
): readonly T[] =>
  allowed === null ? devices : devices.filter((device) => allowed.includes(idOf(device)));

const isNewer = (a: Card, b: Card): boolean =>
  a.counter > b.counter || (a.counter === b.counter && a.mid < b.mid);

const byWeight = (a: Card, b: Card): number =>
  Number(b.coordinates) - Number(a.coordinates) ||
  b.counter - a.counter ||
  (a.by < b.by ? -1 : Number(a.by > b.by));
