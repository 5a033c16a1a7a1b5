/**
 * Fills an existing vault with invented rows, from outside and in one go: sealed and chained exactly as
 * the app does it, so that the app then opens what ten years would have made. Rows, their keys and files follow from
 * the seed; the vault's own keys do not, which it made itself.
 */
import { platformRandom, type Random } from '../../../protocol/crypto/random.ts';
import {
  BucketId,
  type ConversationId,
  FileId,
  MessageId,
  SessionId,
  type RowId,
} from '../../../protocol/ids.ts';
import { writeBody } from '../../../protocol/talk/body.ts';
import {
  conversationOf as conversationWith,
  NO_PREV,
  SenderKey,
} from '../../../protocol/talk/names.ts';
import { emptyIncident, type CaseFile } from '../../../src/contract/case.ts';
import type { SealedRow } from '../../../src/contract/carrier.ts';
import { currentCodes } from '../../../src/renderer/vault/cases/codes.ts';
import { newConversation } from '../../../src/renderer/vault/inbox/conversation.ts';
import { messageRowId } from '../../../src/renderer/vault/inbox/message-row.ts';
import { sealBuckets, sealKeyring } from '../../../src/renderer/vault/keys/keyring-file.ts';
import type { BucketKeys, Keyring } from '../../../src/renderer/vault/keys/keyring.ts';
import { loadSodium } from '../../../src/renderer/vault/keys/passphrase.ts';
import { entriesOf } from '../../../src/renderer/vault/store/entries.ts';
import { chainKeyOf, type Chain } from '../../../src/renderer/vault/store/entry.ts';
import { replay, type Reached } from '../../../src/renderer/vault/store/replay.ts';
import { rowIdOf, sealRow, type Table } from '../../../src/renderer/vault/store/sealed-row.ts';
import { prefetch, unlockFiles } from '../../../src/renderer/vault/unlock.ts';
import { nodeMain, type NodeMain } from '../../support/node-main.ts';
import {
  conversationOf,
  narrativeOf,
  noiseOf,
  seeded,
  seededBytes,
  textOf,
  writtenAt,
  type Sizes,
} from './corpus.ts';
import { putFile } from './evidence-file.ts';

const ROWS_AT_ONCE = 5_000;

/** The long conversation's id. The app must not run meanwhile. */
export async function fillVault(
  profile: string,
  passphrase: string,
  sizes: Sizes,
): Promise<ConversationId> {
  const main = await nodeMain(profile);
  try {
    return await new Filling(main, sizes).fill(passphrase);
  } finally {
    await main.close();
  }
}

const hex = (n: number, length: number): string => n.toString(16).padStart(length, '0');

class Filling {
  readonly #main: NodeMain;
  readonly #sizes: Sizes;
  readonly #drawn: Random;
  readonly #noise: Uint8Array;
  /** Who writes in each conversation; its id follows from that. */
  readonly #reporters: readonly SenderKey[];
  readonly #conversations: (readonly [BucketId, BucketKeys])[] = [];
  readonly #cases: (readonly [BucketId, BucketKeys])[] = [];
  #rows: SealedRow[] = [];
  #reached: Reached = { head: { count: 0, chain: new Uint8Array(32) }, end: 0 };

  constructor(main: NodeMain, sizes: Sizes) {
    this.#main = main;
    this.#sizes = sizes;
    this.#drawn = seededBytes(sizes.seed);
    this.#noise = noiseOf(sizes);
    this.#reporters = Array.from({ length: sizes.conversations }, () =>
      SenderKey.of(this.#drawn(32)),
    );
  }

  async fill(passphrase: string): Promise<ConversationId> {
    const sodium = await loadSodium();
    const env = {
      now: () => Date.now(),
      ticks: () => performance.now(),
      random: platformRandom,
      measured: () => undefined,
      redraw: async () => null,
      fault: (error: unknown) => {
        throw error;
      },
    };
    const files = await prefetch(this.#main);
    const opened = await unlockFiles(
      { env, sodium, carrier: this.#main } as never,
      passphrase,
      files,
    );
    if (!opened.ok) throw new Error(opened.refusal);
    const { keys } = opened.value;
    const keyring = opened.value.keyring();
    if (keyring === null) throw new Error('a damaged keyring');
    const hash = (bytes: Uint8Array) => sodium.crypto_hash_sha512(bytes).slice(0, 32);
    const chain = { chainKey: chainKeyOf(keyring.epochKey, keyring.generation), hash };
    await this.#findEnd(keyring, chain);
    await this.#write(keyring, chain);
    const buckets = new Map([...keyring.buckets, ...this.#conversations, ...this.#cases]);
    const box = sealBuckets(buckets, keys.keyring);
    const next = { ...keyring, counter: keyring.counter + 1, ...this.#reached };
    const bytes = sealKeyring(next, { box, keyringKey: keys.keyring });
    const written = await this.#main.writeKeyring({ number: keyring.number, bytes });
    if (!written.ok) throw new Error(written.refusal);
    return this.#talk(0);
  }

  async #findEnd({ generation }: Keyring, chain: Chain): Promise<void> {
    await this.#main.openJournal({ generation, fresh: false });
    const entries = replay(this.#main, generation, chain);
    let step = await entries.next();
    while (step.done !== true) step = await entries.next();
    this.#reached = step.value;
  }

  async #write(keyring: Keyring, chain: Chain): Promise<void> {
    const { messages, conversations, cases, evidence } = this.#sizes;
    for (let n = 0; n < conversations; n += 1) this.#conversations.push(this.#bucket());
    for (let n = 0; n < cases; n += 1) this.#cases.push(this.#bucket());
    const flush = async (all: boolean): Promise<void> => {
      if (this.#rows.length < ROWS_AT_ONCE && !all) return;
      await this.#append(keyring, chain);
    };
    for (let n = 0; n < messages; n += 1) {
      this.#message(n);
      await flush(false);
    }
    for (let n = 0; n < conversations; n += 1) {
      this.#conversation(n);
      await flush(false);
    }
    const perCase = new Map<number, number>();
    for (let n = 0; n < evidence; n += 1) perCase.set(n % cases, (perCase.get(n % cases) ?? 0) + 1);
    for (let n = 0; n < cases; n += 1) {
      this.#case(n);
      for (let k = 0; k < (perCase.get(n) ?? 0); k += 1) await this.#evidence(n, k);
      await flush(false);
    }
    await flush(true);
  }

  async #append({ generation, counter }: Keyring, chain: Chain): Promise<void> {
    if (this.#rows.length === 0) return;
    const entries = entriesOf('changes', this.#rows, {
      keyring: counter,
      head: this.#reached.head,
      chain,
    });
    const appended = await this.#main.append({
      generation,
      entries: entries.map(({ bytes }) => bytes),
    });
    if (!appended.ok) throw new Error(appended.refusal);
    this.#reached = { head: entries.at(-1)?.head ?? this.#reached.head, end: appended.value.end };
    this.#rows = [];
  }

  #row(
    [id, keys]: readonly [BucketId, BucketKeys],
    table: Table,
    { row, seq, value }: { readonly row: RowId; readonly seq: number; readonly value: object },
  ): void {
    const sealed = sealRow(keys.data, { table, id: row, version: 1 }, value, this.#drawn);
    this.#rows.push({ id: row, bucket: id, seq, version: 1, sealed });
  }

  #bucket(): readonly [BucketId, BucketKeys] {
    const id = BucketId.of(this.#drawn(16));
    return [id, { data: this.#drawn(32), name: this.#drawn(32) }];
  }

  #talk(n: number): ConversationId {
    return conversationWith(at(this.#reporters, n));
  }

  #message(n: number): void {
    const c = conversationOf(n, this.#sizes);
    const home = at(this.#conversations, c);
    const sender = at(this.#reporters, c);
    const mid = MessageId(`ee${hex(n, 30)}`);
    const body = writeBody({
      mid,
      session: SessionId(hex(c + 1, 32)),
      // A session's first message would need the reporter's keys.
      seq: n + 1,
      prev: NO_PREV,
      lamport: n + 1,
      at: writtenAt(n, this.#sizes),
      docSeq: 1,
      conversation: this.#talk(c),
      from: 'reporter',
      audience: 'talk',
      reporter: { token: new Uint8Array(16) },
      type: 'text',
      text: textOf(n, this.#sizes.seed),
      lang: 'de',
    });
    const row = messageRowId(home[1].name, { sender, mid });
    const value = {
      sender,
      body: new TextDecoder().decode(body),
      arrived: writtenAt(n, this.#sizes),
    };
    this.#row(home, 'message', { row, seq: n + 1, value });
  }

  #conversation(n: number): void {
    const home = at(this.#conversations, n);
    const value = {
      ...newConversation({
        id: this.#talk(n),
        reporter: at(this.#reporters, n),
        created: writtenAt(n, this.#sizes),
        name: `Ahorn ${n}`,
        hue: n % 8,
      }),
      language: 'de',
      lamport: this.#sizes.messages + 1,
      preview: textOf(n, this.#sizes.seed).slice(0, 100),
      lastAt: writtenAt(this.#sizes.messages - n, this.#sizes),
      unread: n % 3,
    };
    const row = rowIdOf(home[1].name, 'conversation', 'head');
    this.#row(home, 'conversation', { row, seq: 0, value });
  }

  #case(n: number): void {
    const home = at(this.#cases, n);
    const row = rowIdOf(home[1].name, 'case', 'head');
    const random = seeded(this.#sizes.seed + n);
    const value: CaseFile = {
      id: row,
      reference: `20${String(16 + (n % 10))}-${String(n).padStart(5, '0')}`,
      conversation: this.#talk(n % this.#sizes.conversations),
      codesVersion: currentCodes().version,
      incident: {
        ...emptyIncident,
        date: new Date(writtenAt(n, this.#sizes)).toISOString().slice(0, 10),
        category: random() < 0.5 ? 'ABU' : 'THR',
        verification: random() < 0.7 ? 'verified' : 'unverified',
        channel: 'chat',
        narrative: narrativeOf(n, this.#sizes),
      },
      created: writtenAt(n, this.#sizes),
      saved: writtenAt(n, this.#sizes),
      verifiedAt: null,
      closedAt: null,
      hold: null,
      fingerprint: null,
    };
    this.#row(home, 'case', { row, seq: 0, value });
  }

  /** The k-th file of case `n`. */
  async #evidence(n: number, k: number): Promise<void> {
    const { seed, cases, evidenceBytes } = this.#sizes;
    const home = at(this.#cases, n);
    const file = FileId.of(this.#drawn(16));
    const key = this.#drawn(32);
    const { sha256, chunks } = await putFile(this.#main, {
      file,
      key,
      bytes: evidenceBytes,
      noise: this.#noise,
      first: n + k * cases,
      random: this.#drawn,
    });
    const row = rowIdOf(home[1].name, 'evidence', file);
    const value = {
      file,
      key: Buffer.from(key).toString('hex'),
      name: `Bildschirmfoto ${n}-${k}.png`,
      bytes: evidenceBytes,
      sha256,
      caption: textOf(n + k * cases, seed),
      added: writtenAt(n, this.#sizes),
      chunks,
    };
    this.#row(home, 'evidence', { row, seq: k + 1, value });
  }
}

function at<T>(list: readonly T[], index: number): T {
  const one = list[index];
  if (one === undefined) throw new RangeError('beyond the end');
  return one;
}
