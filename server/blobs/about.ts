import { ProtocolError } from '../../protocol/errors.ts';
import { DeviceId, MailboxId, TeamId } from '../../protocol/ids.ts';
import { BLOB_UPLOAD_MS, DEVICE_TTL_MS, MAILBOX_TTL_MS } from '../../protocol/limits.ts';
import { CAPABILITY_HASH_BYTES } from '../../protocol/wire/blob.ts';
import { Reader, Writer } from '../../protocol/wire/bytes.ts';
import type { Owner } from '../mailbox/contract.ts';
import { daysIn } from '../mailbox/days.ts';

/** What the relay knows of one blob: no capability, no key, a day instead of a time. Written once, never changed. */
export interface About {
  /** Whoever opened it, for the share. */
  readonly by: Owner;
  readonly ownHash: Uint8Array;
  readonly readHash: Uint8Array;
  readonly chunks: number;
  /** The day it was opened. */
  readonly day: number;
}

/** The last day of a blob: of the upload while it is not whole, of its life once it is (PROTOCOL §5). */
export const lastDay = (about: About, isWhole: boolean): number =>
  about.day + UPLOAD_DAYS + (isWhole ? LIFE_DAYS[about.by.kind] : 0);

export const writeAbout = ({ by, ownHash, readHash, chunks, day }: About): Uint8Array =>
  new Writer()
    .shortText(MAGIC)
    .u8(VERSION)
    .id(by.team)
    .u8(by.kind === 'device' ? DEVICE : MAILBOX)
    .id(by.id)
    .exact(ownHash, CAPABILITY_HASH_BYTES)
    .exact(readHash, CAPABILITY_HASH_BYTES)
    .u16(chunks)
    .u32(day)
    .done();

/** Throws ProtocolError for anything {@link writeAbout} did not make; `wrong-version` for what a newer relay wrote. */
export function readAbout(bytes: Uint8Array): About {
  const r = new Reader(bytes);
  if (r.shortText('magic') !== MAGIC) throw new ProtocolError('bad-frame', 'magic');
  if (r.u8('version') !== VERSION) throw new ProtocolError('wrong-version', 'about');
  const team = r.id(TeamId, 'team');
  const isDevice = r.u8('kind') === DEVICE;
  const about = {
    by: isDevice
      ? ({ kind: 'device', team, id: r.id(DeviceId, 'device') } as const)
      : ({ kind: 'mailbox', team, id: r.id(MailboxId, 'mailbox') } as const),
    ownHash: r.raw(CAPABILITY_HASH_BYTES, 'own'),
    readHash: r.raw(CAPABILITY_HASH_BYTES, 'read'),
    chunks: r.u16('chunks'),
    day: r.u32('day'),
  };
  r.end();
  return about;
}

const MAGIC = 'SCBL';
const VERSION = 1;
const DEVICE = 1;
const MAILBOX = 2;
const UPLOAD_DAYS = daysIn(BLOB_UPLOAD_MS);
/** A mailbox's message waits with devices, a device's may wait in a mailbox. */
const LIFE_DAYS = { mailbox: daysIn(DEVICE_TTL_MS), device: daysIn(MAILBOX_TTL_MS) } as const;
