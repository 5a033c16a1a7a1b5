/** Vault, team: a team event of one kind, as a colleague's device may say it now (PROTOCOL §4, Author). */
import { ProtocolError } from '../../../../protocol/errors.ts';
import type { DeviceId } from '../../../../protocol/ids.ts';
import {
  readBody,
  type Body,
  type TeamBody,
  type UnknownBody,
} from '../../../../protocol/talk/body.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import { authorOf, mayWrite, type KnownDevice } from '../../../../protocol/talk/rights.ts';
import type { TeamType } from '../../../../protocol/talk/types.ts';
import type { Held } from '../inbox/judge.ts';

type Of<T extends TeamType> = Extract<TeamBody, { readonly type: T }>;

/** Null for anything else, and for what comes from nobody who may write it. */
export function saidBy<T extends TeamType>(
  type: T,
  { senderPk, body: bytes }: Pick<Held, 'senderPk' | 'body'>,
  devices: ReadonlyMap<SenderKey, KnownDevice>,
): { readonly by: DeviceId; readonly body: Of<T> } | null {
  try {
    const body = readBody(bytes);
    if (!isOf(type, body)) return null;
    const author = authorOf(SenderKey.of(senderPk), body, devices);
    if (author.kind !== 'device' || author.device.revoked || !mayWrite(author, body)) return null;
    return { by: author.device.id, body };
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

const isOf = <T extends TeamType>(type: T, body: Body | UnknownBody): body is Of<T> =>
  body.type === type;
