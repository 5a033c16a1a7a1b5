/** Vault, inbox: a card of a conversation as its row keeps it (PROTOCOL §4, Restriction). */
import * as v from 'valibot';
import { DeviceId, MessageId, RowId, SessionId } from '../../../../protocol/ids.ts';

const id = <T>(kind: (raw: unknown) => T) =>
  v.pipe(
    v.string(),
    v.transform((raw) => kind(raw)),
  );
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A card, and where the message lies that brought it. */
export const cardSchema = v.object({
  by: id(DeviceId),
  coordinates: v.boolean(),
  mid: id(MessageId),
  counter: count,
  allowed: v.nullable(v.array(id(DeviceId))),
  holder: id(DeviceId),
  row: id(RowId),
  session: id(SessionId),
  seq: count,
});
