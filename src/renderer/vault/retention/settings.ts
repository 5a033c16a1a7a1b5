/** Vault, retention: the rules of the team, which are a paper (ADR 0037), and its records in the own bucket, each found by its name. */
import * as v from 'valibot';
import type { BucketId } from '../../../../protocol/ids.ts';
import {
  PROPOSED_RETENTION,
  type RetentionProof,
  type RetentionRules,
} from '../../../contract/retention.ts';
import type { Papers } from '../papers/open-papers.ts';
import { MAX_PROOFS } from '../limits.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';
import { isProof, readProof } from './proof.ts';
import { KEPT_FOR_NOW, readRules, rulesSchema } from './rules.ts';

export interface SettingParts {
  readonly store: Pick<VaultStore, 'get' | 'each'>;
  readonly papers: Pick<Papers, 'read' | 'stands'>;
  readonly own: BucketId;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
}

/**
 * `retention` is what this device decided before the team shared its rules, and comes out of older backups too
 * (backup/settings.ts). Every proof stays under its own moment.
 */
type Name =
  | 'retention'
  | 'retention-known'
  | 'retention-later'
  | 'retention-last'
  | `proof/${number}`;

/** Which version of the team's rules this device has taken note of, and what it said. */
export interface KnownRules {
  /** Of the paper; empty: none stood yet. */
  readonly hash: string;
  readonly rules: RetentionRules;
  /** Whether somebody here has said to have read of it. */
  readonly read: boolean;
}

/** `every`: all that there are stand in `earlier`. Without it the record is from before they did, and they are looked for. */
const lastSchema = v.object({
  at: v.number(),
  earlier: v.optional(v.array(v.number()), []),
  every: v.optional(v.literal(true)),
});

const knownSchema = v.object({ hash: v.string(), rules: rulesSchema, read: v.boolean() });

export class RetentionSettings {
  readonly #parts: SettingParts;

  constructor(parts: SettingParts) {
    this.#parts = parts;
  }

  /** The team's rules; without any, what this device once decided, or the proposed ones. Read each time: colleagues and backups bring some. */
  async rules(): Promise<{ readonly rules: RetentionRules; readonly unread: boolean }> {
    const { papers } = this.#parts;
    const team = await papers.read('retention', rulesSchema);
    if (team !== null) return { rules: team, unread: false };
    if (papers.stands('retention')) return { rules: KEPT_FOR_NOW, unread: true };
    return { rules: await this.ownRules(), unread: false };
  }

  async ownRules(): Promise<RetentionRules> {
    return readRules(await this.#get('retention')) ?? PROPOSED_RETENTION;
  }

  /** Null: none yet, or of classes that another version of the app had. */
  async known(): Promise<KnownRules | null> {
    const read = v.safeParse(knownSchema, await this.#get('retention-known'));
    return read.success ? read.output : null;
  }

  /** Until when nobody wants to hear that something is due; 0: nobody has said so. */
  async putOffUntil(): Promise<number> {
    const read = v.safeParse(v.object({ until: v.number() }), await this.#get('retention-later'));
    return read.success ? read.output.until : 0;
  }

  async lastProof(): Promise<RetentionProof | null> {
    const last = await this.#last();
    return last === null ? null : await this.#proof(last.at);
  }

  /** Every proof there is, the last one at the end. */
  async proofs(): Promise<readonly RetentionProof[]> {
    const found: RetentionProof[] = [];
    for (const at of await this.#proven()) {
      const proof = await this.#proof(at);
      if (proof !== null) found.push(proof);
    }
    return found;
  }

  knownChange(known: KnownRules): Change {
    return this.#change('retention-known', known);
  }

  putOffChange(until: number): Change {
    return this.#change('retention-later', { until });
  }

  async proofChanges(proof: RetentionProof): Promise<readonly Change[]> {
    const earlier = (await this.#proven()).filter((at) => at !== proof.at).slice(-MAX_PROOFS + 1);
    return [
      this.#change(`proof/${proof.at}`, proof),
      this.#change('retention-last', { at: proof.at, earlier, every: true }),
    ];
  }

  async #proof(at: number): Promise<RetentionProof | null> {
    return readProof(await this.#get(`proof/${at}`));
  }

  /** When each was made, the last one at the end. */
  async #proven(): Promise<readonly number[]> {
    const last = await this.#last();
    if (last === null) return [];
    const earlier = last.every === true ? last.earlier : await this.#earlierThan(last.at);
    return [...earlier, last.at];
  }

  async #last(): Promise<v.InferOutput<typeof lastSchema> | null> {
    const last = await this.#get('retention-last');
    return last === null ? null : v.parse(lastSchema, last);
  }

  /** Read out of every record of this bucket: a proof lies under a name that only its moment makes. */
  async #earlierThan(last: number): Promise<readonly number[]> {
    const { own, store } = this.#parts;
    const found: number[] = [];
    for await (const { id, value } of store.each(own, 'setting')) {
      if (isProof(value) && value.at !== last && id === this.#rowOf(`proof/${value.at}`)) {
        found.push(value.at);
      }
    }
    return found.toSorted((a, b) => a - b);
  }

  async #get(name: Name): Promise<unknown> {
    return await this.#parts.store.get('setting', this.#rowOf(name));
  }

  #change(name: Name, value: object): Change {
    return { bucket: this.#parts.own, table: 'setting', id: this.#rowOf(name), seq: 0, value };
  }

  #rowOf(name: Name) {
    const { own, nameKey } = this.#parts;
    return rowIdOf(nameKey(own), 'setting', name);
  }
}
