import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { platformRandom } from '../../protocol/crypto/random.ts';
import { DeviceId, EnvelopeId, MailboxId, TeamId } from '../../protocol/ids.ts';
import { BOX_OVERHEAD, HEADER_BYTES, WRAP_BYTES, type Target } from '../../protocol/wire/sealed.ts';
import { openDatabase, type Database } from '../../server/database.ts';
import type { Mailboxes, Owner, Submission } from '../../server/mailbox/contract.ts';
import { sqliteMailboxes } from '../../server/mailbox/sqlite.ts';

export const DAY = 24 * 60 * 60 * 1000;
export const MIB = 1024 * 1024;
const team = TeamId.random();

type Device = Owner & { readonly kind: 'device' };
type Reporter = Owner & { readonly kind: 'mailbox' };

export const aDevice = (): Device => ({ kind: 'device', team, id: DeviceId.random() });
export const aReporter = (): Reporter => ({ kind: 'mailbox', team, id: MailboxId.random() });
export const hashOf = (token: Uint8Array): Uint8Array =>
  createHash('sha256').update(token).digest();

export function to(owner: Owner, token: Uint8Array = platformRandom(16)): Target {
  const wrap = platformRandom(WRAP_BYTES);
  return owner.kind === 'device'
    ? { kind: 'device', device: owner.id, wrap }
    : { kind: 'mailbox', mailbox: owner.id, token, wrap };
}

export const from = (
  sender: Owner,
  targets: readonly Target[],
  changed: Partial<Submission> = {},
): Submission => ({
  sender,
  eid: EnvelopeId.random(),
  wake: true,
  tokenHash: null,
  targets,
  header: platformRandom(HEADER_BYTES),
  ct: platformRandom(1024 + BOX_OVERHEAD),
  ...changed,
});

/** Mailboxes over a real file in a folder of their own, with a clock the test turns. */
export class StoreRig {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'mailboxes-'));
  database: Database;
  mailboxes: Mailboxes;
  now = 1_800_000_000_000;

  constructor() {
    [this.database, this.mailboxes] = this.#open(1024 * MIB);
  }

  /** Closes the file and opens it again, as a restart does. */
  reopen(maxBytes = 1024 * MIB): void {
    this.mailboxes.close();
    this.database.close();
    [this.database, this.mailboxes] = this.#open(maxBytes);
  }

  stop(): void {
    this.mailboxes.close();
    this.database.close();
    rmSync(this.folder, { recursive: true });
  }

  async waitingEids(owner: Owner): Promise<readonly EnvelopeId[]> {
    const waiting = await this.mailboxes.next(owner, 0, 10_000);
    return waiting.map((item) => (item.kind === 'envelope' ? item.envelope.id : item.eid));
  }

  /** The whole answer to `count` sends of one copy each, counted. */
  async sendMany(
    sender: () => Owner,
    target: Owner,
    count: number,
  ): Promise<Record<string, number>> {
    const answers = await Promise.all(
      Array.from({ length: count }, () => this.mailboxes.keep(from(sender(), [to(target)]))),
    );
    const counts: Record<string, number> = {};
    for (const [answer = ''] of answers) counts[answer] = (counts[answer] ?? 0) + 1;
    return counts;
  }

  /** A mailbox with one known token, and the device that knows it. */
  async withToken(): Promise<{ reporter: Reporter; token: Uint8Array; device: Device }> {
    const [reporter, device, token] = [aReporter(), aDevice(), platformRandom(16)];
    await this.mailboxes.keep(from(reporter, [to(device)], { tokenHash: hashOf(token) }));
    return { reporter, token, device };
  }

  #open(maxBytes: number): [Database, Mailboxes] {
    const database = openDatabase(path.join(this.folder, 'relay.sqlite'), maxBytes);
    const failed = (error: unknown): never => {
      throw error;
    };
    return [database, sqliteMailboxes(database, () => this.now, failed)];
  }
}
