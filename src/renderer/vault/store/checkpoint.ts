/**
 * Vault, store: what lets an unlock begin without reading everything (ADR 0014).
 *
 * The manifest and the lines of the lists in sealed pages, and a root that names exactly these pages
 * (by their nonces) and the place in the journal for which they are true. The first look is a page of
 * its own, so that showing it waits for nothing else. All are written in one transaction. Never the
 * truth: what does not fit is not there.
 */
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { BucketId } from '../../../../protocol/ids.ts';
import type { Breathe } from '../turns.ts';
import type { Lines } from './heads.ts';
import { Manifest } from './manifest.ts';
import type { SealedSheet, Sheets } from './sheets.ts';
import type { HeadKind, Mark } from './vault-store.ts';

/** Nonces of pages, in hex, by number. */
type Pages = readonly string[];

interface Named {
  readonly rows: Pages;
  readonly buckets: Pages;
  readonly lines: Readonly<Record<HeadKind, Pages | null>>;
}

/** A checkpoint's own words. Authentic; whether it still fits is for the journal to say. */
export interface Root extends Named {
  readonly mark: Mark;
  /** Counter of the keyring under which it was written: an older keyring does not open with it. */
  readonly keyring: number;
  /** Changed before the mark, and their line perhaps not yet: to be read anew. */
  readonly unsettled: readonly BucketId[];
}

/** The part of a list that a checkpoint sees. */
export type PackedLines = Pick<Lines<object>, 'pages' | 'page' | 'takeDirty' | 'giveBack'>;

/** Everything a checkpoint is made of, as it stands at one moment. */
export interface Moment {
  readonly mark: Mark;
  readonly keyring: number;
  readonly manifest: Manifest;
  readonly lines: ReadonlyMap<HeadKind, PackedLines>;
  readonly unsettled: readonly BucketId[];
  readonly look: unknown;
}

const KINDS = ['conversations', 'cases'] as const satisfies readonly HeadKind[];
const ROOT = 'root';
const LOOK = 'look';
/** Pages opened from IndexedDB at once. */
const AT_ONCE = 32;
const NOTHING: Named = { rows: [], buckets: [], lines: { conversations: null, cases: null } };

export class Checkpoints {
  readonly #breathe: Breathe;
  #sheets: Sheets;
  /** What the newest root on the disk names. */
  #named: Named = NOTHING;
  /** Counts manifests: each gives its buckets other numbers. */
  #manifest = 0;
  /** The one that `#named` is of. Whoever began to write before a move ends after it. */
  #namedOf = 0;

  constructor(sheets: Sheets, breathe: Breathe) {
    this.#sheets = sheets;
    this.#breathe = breathe;
  }

  /** Another generation, with another manifest; under another epoch key no old page is left. */
  moved(sheets: Sheets): void {
    if (sheets !== this.#sheets) this.#named = NOTHING;
    this.#sheets = sheets;
    this.anew();
  }

  /** The manifest is not the one that the root names: none of its pages is believed. */
  anew(): void {
    this.#manifest += 1;
  }

  /** What the sealed page says of the first look in this generation; null when nothing, or not ours. */
  look(sealed: Uint8Array | null, generation: number): unknown {
    const plain = this.#sheets.open(LOOK, sealed);
    return plain === null ? null : readLook(plain, generation);
  }

  /** The root, if the sealed page is one that is ours. */
  root(sealed: Uint8Array | null): Root | null {
    const plain = this.#sheets.open(ROOT, sealed);
    if (plain === null) return null;
    const root = readRoot(plain);
    if (root !== null) this.#named = root;
    return root;
  }

  /** The manifest as it was at the root's mark, or null when a page does not fit. */
  async manifest(root: Root): Promise<Manifest | null> {
    const manifest = new Manifest();
    try {
      for await (const buckets of this.#pages('buckets', root.buckets)) manifest.load({ buckets });
      for await (const rows of this.#pages('rows', root.rows)) manifest.load({ rows });
      manifest.takeDirty();
      return manifest;
    } catch (error) {
      if (error instanceof ProtocolError) return null;
      throw error;
    }
  }

  /** Puts the lines of one list as they were then into `into`; false when they are to be read anew. */
  async lines<H extends object>(root: Root, kind: HeadKind, into: Lines<H>): Promise<boolean> {
    const pages = root.lines[kind];
    if (pages === null) return false;
    try {
      for await (const page of this.#pages(kind, pages)) {
        into.load(page);
        page.fill(0);
      }
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Takes what changed out of this moment, before anything is awaited; the promise it returns seals
   * and writes that. When IndexedDB does not take it, it all counts as changed again.
   */
  take({ mark, keyring, manifest, lines, unsettled, look }: Moment): () => Promise<void> {
    const was = this.#named;
    const of = this.#manifest;
    const rows = changed(manifest, manifest.takeDirty());
    const held = of === this.#namedOf ? Math.max(0, was.buckets.length - 1) : 0;
    const sheets = this.#sheets;
    const buckets = numbered(manifest.bucketPages, held).map(
      (number) => [number, manifest.bucketPage(number)] as const,
    );
    const dirty = [...lines].map(([kind, one]) => {
      const dirtyPages = one.takeDirty();
      const pages = was.lines[kind] === null ? numbered(one.pages, 0) : dirtyPages;
      return { kind, one, pages: changed(one, pages) };
    });
    return async () => {
      try {
        const sealed: SealedSheet[] = [];
        const into = { sheets, sealed };
        const [rowPages, bucketPages] = [manifest.pages, manifest.bucketPages];
        const named = {
          rows: await this.#seal('rows', rows, { ...into, was: was.rows, count: rowPages }),
          buckets: await this.#seal('buckets', buckets, {
            ...into,
            was: was.buckets,
            count: bucketPages,
          }),
          lines: { ...NOTHING.lines },
        };
        for (const { kind, one, pages } of dirty) {
          const from = { ...into, was: was.lines[kind] ?? [], count: one.pages };
          named.lines[kind] = await this.#seal(kind, pages, from);
        }
        sealed.push(
          sheets.seal(ROOT, rootBytes({ ...named, mark, keyring, unsettled })),
          sheets.seal(LOOK, lookBytes(mark.generation, look)),
        );
        await sheets.write(sealed, surplus(was, named));
        if (sheets !== this.#sheets) return;
        this.#named = named;
        this.#namedOf = of;
      } catch (error) {
        manifest.giveBack(rows.map(([number]) => number));
        for (const { one, pages } of dirty) one.giveBack(pages.map(([number]) => number));
        throw error;
      }
    };
  }

  async *#pages(name: string, nonces: Pages): AsyncGenerator<Uint8Array, void> {
    for (let from = 0; from < nonces.length; from += AT_ONCE) {
      const wanted = nonces
        .slice(from, from + AT_ONCE)
        .map((nonce, at) => ({ name: `${name}/${from + at}`, nonce: hexToBytes(nonce) }));
      for (const page of await this.#sheets.read(wanted)) {
        if (page === null) throw new ProtocolError('bad-body', 'page');
        yield page;
      }
      await this.#breathe();
    }
  }

  async #seal(
    name: string,
    pages: readonly (readonly [number, Uint8Array])[],
    to: {
      readonly sheets: Sheets;
      readonly was: Pages;
      readonly count: number;
      readonly sealed: SealedSheet[];
    },
  ): Promise<Pages> {
    const nonces = to.was.slice(0, to.count);
    for (const [number, plain] of pages) {
      const sheet = to.sheets.seal(`${name}/${number}`, plain);
      plain.fill(0);
      to.sealed.push(sheet);
      nonces[number] = bytesToHex(sheet.nonce);
      await this.#breathe();
    }
    return nonces;
  }
}

const numbered = (count: number, from: number): readonly number[] =>
  Array.from({ length: Math.max(0, count - from) }, (_, index) => from + index);

const changed = (
  of: { readonly page: (number: number) => Uint8Array },
  numbers: readonly number[],
): readonly (readonly [number, Uint8Array])[] =>
  numbers.map((number) => [number, of.page(number)] as const);

/** Names of pages that the last root had and the next one has not. */
function surplus(was: Named, now: Named): readonly string[] {
  const past = (name: string, before: Pages | null, after: Pages | null): readonly string[] =>
    numbered(before?.length ?? 0, after?.length ?? 0).map((number) => `${name}/${number}`);
  return [
    ...past('rows', was.rows, now.rows),
    ...past('buckets', was.buckets, now.buckets),
    ...KINDS.flatMap((kind) => past(kind, was.lines[kind], now.lines[kind])),
  ];
}

const number = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const hex = v.pipe(v.string(), v.hexadecimal());
const pages = v.array(hex);
const rootSchema = v.object({
  mark: v.object({ generation: number, count: number, chain: hex, end: number }),
  keyring: number,
  rows: pages,
  buckets: pages,
  lines: v.object({ conversations: v.nullable(pages), cases: v.nullable(pages) }),
  unsettled: v.array(
    v.pipe(
      v.string(),
      v.transform((raw) => BucketId(raw)),
    ),
  ),
});

function rootBytes({ mark, ...root }: Root): Uint8Array {
  const { generation, head, end } = mark;
  const flat = { generation, count: head.count, chain: bytesToHex(head.chain), end };
  return utf8ToBytes(JSON.stringify({ ...root, mark: flat }));
}

const lookBytes = (generation: number, look: unknown): Uint8Array =>
  utf8ToBytes(JSON.stringify({ generation, look }));

/** Its inside is for whoever made it to judge. */
function readLook(plain: Uint8Array, generation: number): unknown {
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(plain));
    if (typeof read !== 'object' || read === null) return null;
    return Reflect.get(read, 'generation') === generation ? Reflect.get(read, 'look') : null;
  } catch {
    return null;
  } finally {
    plain.fill(0);
  }
}

function readRoot(plain: Uint8Array): Root | null {
  try {
    const { mark, ...root } = v.parse(rootSchema, JSON.parse(new TextDecoder().decode(plain)));
    const { generation, count, chain, end } = mark;
    return {
      ...root,
      mark: { generation, head: { count, chain: hexToBytes(chain) }, end },
    };
  } catch {
    return null;
  } finally {
    plain.fill(0);
  }
}
