/**
 * Vault, audit: the newest signed head of our log goes to every colleague's device, once to each, with the last
 * that came here of others: so nobody can rewrite a log unnoticed who does not hold them all (PROTOCOL §4, ADR 0048).
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import type { DeviceId } from '../../../../protocol/ids.ts';
import type { LogHead } from '../../../../protocol/talk/heads.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { Env } from '../env.ts';
import type { Held } from '../inbox/judge.ts';
import { serial } from '../serial.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Device } from '../team/device.ts';
import type { Documents } from '../team/documents.ts';
import { postTo } from '../team/post-to.ts';
import { saidBy } from '../team/said-by.ts';
import { teamEvent } from '../team/team-event.ts';
import type { Audit } from './audit.ts';
import type { KeptHeads, KeptHeadsParts } from './kept-heads.ts';
import { isSigned, type SignedHead } from './signed-head.ts';

export interface ShareHeadsParts extends KeptHeadsParts {
  readonly env: Pick<Env, 'now' | 'fault'>;
  readonly carrier: Pick<Carrier, 'post'>;
  readonly device: Device;
  readonly documents: Pick<
    Documents,
    'current' | 'devices' | 'lists' | 'reachable' | 'whenFetched'
  >;
  readonly kept: KeptHeads;
  readonly audit: Pick<Audit, 'signed' | 'note'>;
}

/** Whose queues have taken which head of whose log. */
const toldSchema = v.object({ by: v.string(), seq: v.number(), to: v.array(v.string()) });

export class ShareHeads {
  readonly #parts: ShareHeadsParts;
  /** One post at a time, so that nobody is told twice; what is taken waits for no post. */
  readonly #sharing = serial();
  readonly #taking = serial();
  #stopped = false;

  constructor(parts: ShareHeadsParts) {
    this.#parts = parts;
    parts.documents.whenFetched(async () => await this.#share());
  }

  /** A new head was signed. */
  soon(): void {
    void this.#share().catch(this.#parts.env.fault);
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Null for anything else than heads that a colleague may bring. Durable when it answers. */
  async take(held: Pick<Held, 'senderPk' | 'body'>): Promise<'known' | 'later' | null> {
    const { audit, documents, env, kept } = this.#parts;
    const said = saidBy('heads', held, documents.devices());
    if (said === null) return null;
    const own = this.#parts.device.keys.id;
    return await this.#taking(async () => {
      for (const { device, ...one } of said.body.heads) {
        const head = inHex(one);
        const listed = documents.current().devices.find(({ id }) => id === device);
        // Whoever brought it: it counts only as the word of the device it is of.
        if (listed === undefined || !isSigned(head, { id: device, publicKey: listed.sign }))
          continue;
        const taken = await kept.take(device, head, env.now());
        if (!taken.ok) return 'later';
        if (taken.value === 'passed-over' || device === own) continue;
        // In our own log it outlives the few that are kept, and goes along with every export.
        audit.note('head-kept', { about: `${device}${head.head}`, count: head.seq });
        if (taken.value === 'contradicts') audit.note('log-contradicted', { about: device });
      }
      return 'known';
    });
  }

  async #share(): Promise<void> {
    await this.#sharing(async () => {
      const { audit, device, documents, env } = this.#parts;
      const signed = audit.signed();
      const own = device.keys.id;
      if (this.#stopped || signed === null || !documents.lists(own)) return;
      const told = await this.#told(signed);
      const to = documents
        .reachable()
        .filter(({ device: { id } }) => id !== own && !told.includes(id));
      if (to.length === 0) return;
      const about = { at: env.now(), docSeq: documents.current().seq };
      const heads = [inBytes(own, signed), ...(await this.#others())];
      const took = await postTo(this.#parts, to, teamEvent(about, { type: 'heads', heads }));
      if (took.length === 0 || this.#stopped) return;
      await this.#keepTold(signed, [...told, ...took.map(({ device: { id } }) => id)]);
    });
  }

  /** The last that came of each colleague's device. */
  async #others(): Promise<readonly LogHead[]> {
    const { device, documents, kept } = this.#parts;
    const heads: LogHead[] = [];
    for (const { id } of documents.current().devices) {
      const last = id === device.keys.id ? null : await kept.lastOf(id);
      if (last !== null) heads.push(inBytes(id, last));
    }
    return heads;
  }

  async #told({ seq: of }: SignedHead): Promise<readonly string[]> {
    const { device, store } = this.#parts;
    const id = this.#row();
    if (!store.has(id)) return [];
    const { by, seq, to } = v.parse(toldSchema, await store.get('setting', id));
    return by === device.keys.id && seq === of ? to : [];
  }

  /** On a full disk they are told once more. */
  async #keepTold({ seq }: SignedHead, to: readonly string[]): Promise<void> {
    const { device, own: bucket, store } = this.#parts;
    const value = { by: device.keys.id, seq, to };
    await store.commit([{ bucket, table: 'setting', id: this.#row(), seq: 0, value }]);
  }

  #row() {
    const { own, nameKey } = this.#parts;
    return rowIdOf(nameKey(own), 'setting', 'audit-told');
  }
}

const inBytes = (device: DeviceId, { seq, head, at, signature }: SignedHead): LogHead => ({
  device,
  seq,
  chain: hexToBytes(head),
  at,
  signature: hexToBytes(signature),
});

const inHex = ({ seq, chain, at, signature }: Omit<LogHead, 'device'>): SignedHead => ({
  seq,
  head: bytesToHex(chain),
  at,
  signature: bytesToHex(signature),
});
