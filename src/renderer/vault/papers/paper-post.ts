/**
 * Vault, papers: what this device wrote of what stands, on its way to every colleague's device, to those that
 * join later too (PROTOCOL §4, Papers).
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { DeviceId } from '../../../../protocol/ids.ts';
import { DEVICE_TTL_MS } from '../../../../protocol/limits.ts';
import { writeBody } from '../../../../protocol/talk/body.ts';
import { bodyHash, NO_PREV } from '../../../../protocol/talk/names.ts';
import { paperParts } from '../../../../protocol/talk/paper.ts';
import type { DeviceEntry } from '../../../../protocol/team/device-entry.ts';
import type { Reachable } from '../../../../protocol/team/usable-prekeys.ts';
import { PAPER_NAMES, type PaperName } from '../../../contract/papers.ts';
import { PAPER_AGAIN_FIRST_MS, PAPER_AGAIN_MAX_MS } from '../limits.ts';
import { postTo } from '../team/post-to.ts';
import type { PaperParts } from './open-papers.ts';
import type { Mark, PaperRow } from './paper-row.ts';

type Parts = Pick<PaperParts, 'env' | 'carrier' | 'device' | 'documents' | 'refetch'> & {
  readonly rowOf: (name: PaperName) => PaperRow;
  readonly textOf: (name: PaperName) => Promise<string | null>;
  /** Writes what stands once more, as this device's own. */
  readonly again: (name: PaperName) => Promise<void>;
  /** Notes down whose queue took all of this version; false when that could not be kept. */
  readonly took: (name: PaperName, mark: Mark, devices: PaperRow['sent']) => Promise<boolean>;
};

export class PaperPost {
  readonly #parts: Parts;
  #running = false;
  #again = false;
  #stopped = false;
  #wait = PAPER_AGAIN_FIRST_MS;
  #cancel: () => void = () => undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Sends what is owed to whoever can be reached; asked again while it runs, it begins once more. */
  go(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    void this.#round().finally(() => {
      this.#running = false;
      if (!this.#again) return;
      this.#again = false;
      this.go();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  /** Whether nobody sends what stands to newcomers any more, unless this device takes it over. */
  isOrphan(name: PaperName): boolean {
    const { documents, device } = this.#parts;
    const { stands, head } = this.#parts.rowOf(name);
    const coordinates = (id: DeviceId): boolean =>
      documents.current().devices.some((one) => one.id === id && one.roles.includes('coordinator'));
    if (stands === null || !coordinates(device.keys.id)) return false;
    return stands.by === device.keys.id ? head === null : !coordinates(stands.by);
  }

  async #round(): Promise<void> {
    this.#cancel();
    let waits = false;
    for (const name of PAPER_NAMES) {
      if (this.#stopped) return;
      if (this.isOrphan(name)) await this.#parts.again(name);
      if (!this.#stopped && (await this.#send(name)) === 'waits') waits = true;
    }
    if (this.#stopped || !waits) return;
    // Whoever signed in since the relay was asked last can be reached once it is asked again.
    const { env, refetch } = this.#parts;
    this.#cancel = env.later(this.#wait, () => void refetch());
    this.#wait = Math.min(this.#wait * 2, PAPER_AGAIN_MAX_MS);
  }

  async #send(name: PaperName): Promise<'sent' | 'waits'> {
    const { env, rowOf, textOf, took } = this.#parts;
    const row = rowOf(name);
    const owed = this.#owed(row);
    if (row.stands === null || owed.length === 0) return 'sent';
    const ids = new Set(owed.map(({ id }) => id));
    const to = this.#parts.documents.reachable().filter(({ device }) => ids.has(device.id));
    const text = to.length === 0 ? null : await textOf(name);
    if (text === null) return 'waits';
    const reached = await this.#posted(bodiesOf(name, row, text), to);
    if (reached.length > 0) this.#wait = PAPER_AGAIN_FIRST_MS;
    const at = env.now();
    const devices = reached.map(({ device }) => ({ device: device.id, at }));
    if (this.#stopped || devices.length === 0) return 'waits';
    const kept = await took(name, row.stands, devices);
    return kept && reached.length === owed.length ? 'sent' : 'waits';
  }

  /** Whoever has not had from here what stands, or may have lost it in a queue. Nobody for what a colleague wrote. */
  #owed({ stands, head, sent }: PaperRow): readonly DeviceEntry[] {
    const { documents, device } = this.#parts;
    if (stands === null || head === null || stands.by !== device.keys.id) return [];
    const { devices } = documents.current();
    const mine = devices.find(({ id }) => id === stands.by);
    if (mine === undefined || !mine.roles.includes('coordinator')) return [];
    const since = new Map(sent.map((one) => [one.device, one.at]));
    return devices.filter(({ id, roles }) => {
      const reads = roles.includes('operator') || roles.includes('coordinator');
      const at = since.get(id);
      if (id === stands.by || !reads) return false;
      return at === undefined || (documents.lastSeen(id) ?? 0) - at > DEVICE_TTL_MS;
    });
  }

  /** Those whose queue took every part. */
  async #posted(
    bodies: readonly Uint8Array[],
    to: readonly Reachable[],
  ): Promise<readonly Reachable[]> {
    let left = to;
    for (const body of bodies) {
      if (left.length === 0 || this.#stopped) return [];
      left = await postTo(this.#parts, left, body);
    }
    return left;
  }
}

/** The messages of what stands: the same bytes each time. */
function bodiesOf(
  name: PaperName,
  { stands, head }: PaperRow,
  text: string,
): readonly Uint8Array[] {
  const parts = paperParts(utf8ToBytes(text));
  if (stands === null || head === null || parts === null) throw new Error('no paper of our own');
  const { session, at, docSeq } = head;
  const bodies: Uint8Array[] = [];
  for (const [part, bytes] of parts.entries()) {
    const mid = head.mids[part];
    const before = bodies.at(-1);
    if (mid === undefined) throw new Error('a paper has a message for each part');
    bodies.push(
      writeBody({
        type: 'paper',
        conversation: null,
        from: 'device',
        audience: 'team',
        mid,
        session,
        seq: part,
        prev: before === undefined ? NO_PREV : bodyHash(before),
        lamport: part + 1,
        at,
        docSeq,
        name,
        version: stands.version,
        part,
        parts: parts.length,
        hash: stands.hash,
        bytes,
      }),
    );
  }
  return bodies;
}
