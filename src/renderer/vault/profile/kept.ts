/** Vault, profile: the draft and the versions seen, sealed in the own bucket, each found by its name. */
import * as v from 'valibot';
import type { BucketId } from '../../../../protocol/ids.ts';
import { MAX_PROFILE_ENTRIES } from '../../../../protocol/limits.ts';
import type { ProfileClash, ProfileDraft, ProfileVersion } from '../../../contract/profile.ts';
import { KEPT_PROFILES } from '../limits.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';

export interface KeptParts {
  readonly store: Pick<VaultStore, 'has' | 'get' | 'commit'>;
  readonly own: BucketId;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
}

const KEY = /^[a-z0-9][a-z0-9.-]{0,63}$/;
const LANG = /^(|[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2})$/;
/** Longer values are told with a word by the check; this only bounds what crosses and what is kept. */
const MAX_TYPED = 32 * 1024;

const field = {
  key: v.pipe(v.string(), v.regex(KEY)),
  lang: v.pipe(v.string(), v.regex(LANG)),
};
const value = v.pipe(v.string(), v.maxLength(MAX_TYPED));

/** What a profile may be on its way here; whether it says something sensible is the check's. */
export const textsSchema = v.pipe(
  v.array(v.strictObject({ ...field, value })),
  v.maxLength(MAX_PROFILE_ENTRIES),
);
const clashSchema = v.strictObject({
  ...field,
  mine: v.nullable(value),
  theirs: v.nullable(value),
});
export const clashesSchema = v.pipe(v.array(clashSchema), v.maxLength(MAX_PROFILE_ENTRIES));

/** A draft that waits also keeps what a person decided, for when it goes out by itself. */
const draftSchema = v.object({
  base: textsSchema,
  texts: textsSchema,
  waits: v.boolean(),
  over: clashesSchema,
});
export interface KeptDraft extends ProfileDraft {
  readonly over: readonly ProfileClash[];
}

const versionSchema = v.object({ seq: v.number(), issued: v.number(), texts: textsSchema });
const newestSchema = v.object({ place: v.number() });

type Name = 'profile-draft' | 'profile-newest' | `profile-version/${number}`;

export class KeptProfiles {
  readonly #parts: KeptParts;

  constructor(parts: KeptParts) {
    this.#parts = parts;
  }

  async draft(): Promise<KeptDraft | null> {
    const kept = await this.#get('profile-draft');
    return kept === null ? null : v.parse(draftSchema, kept);
  }

  async keepDraft(draft: KeptDraft | null) {
    return await this.#parts.store.commit([this.#change('profile-draft', draft)]);
  }

  /** Newest first. */
  async versions(): Promise<readonly ProfileVersion[]> {
    const newest = await this.#newest();
    const versions: ProfileVersion[] = [];
    for (let back = 0; back < KEPT_PROFILES && back <= newest; back += 1) {
      const kept = await this.#get(nameAt(newest - back));
      if (kept !== null) versions.push(v.parse(versionSchema, kept));
    }
    return versions;
  }

  /** The newest of them; the one seen {@link KEPT_PROFILES} versions ago goes. */
  async keepVersion(version: ProfileVersion) {
    const place = (await this.#newest()) + 1;
    return await this.#parts.store.commit([
      this.#change(nameAt(place), version),
      this.#change('profile-newest', { place }),
    ]);
  }

  async #newest(): Promise<number> {
    const kept = await this.#get('profile-newest');
    return kept === null ? -1 : v.parse(newestSchema, kept).place;
  }

  async #get(name: Name): Promise<unknown> {
    const { store } = this.#parts;
    const id = this.#rowOf(name);
    return store.has(id) ? await store.get('setting', id) : null;
  }

  #change(name: Name, kept: object | null): Change {
    const { own } = this.#parts;
    return { bucket: own, table: 'setting', id: this.#rowOf(name), seq: 0, value: kept };
  }

  #rowOf(name: Name) {
    const { own, nameKey } = this.#parts;
    return rowIdOf(nameKey(own), 'setting', name);
  }
}

/** A ring: the place of the newest says which one is the oldest. */
const nameAt = (place: number): Name => `profile-version/${place % KEPT_PROFILES}`;
