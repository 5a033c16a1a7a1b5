/** Vault, retention: its records in the own bucket, each found by its name. */
import * as v from 'valibot';
import type { BucketId } from '../../../../protocol/ids.ts';
import {
  PROPOSED_RETENTION,
  type RetentionProof,
  type RetentionRules,
} from '../../../contract/retention.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';
import { readProof } from './proof.ts';
import { readRules } from './rules.ts';

export interface SettingParts {
  readonly store: Pick<VaultStore, 'get'>;
  readonly own: BucketId;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
}

/** `retention` also travels in a backup (backup/settings.ts). Every proof stays under its own moment. */
type Name = 'retention' | 'retention-last' | `proof/${number}`;

export class RetentionSettings {
  readonly #parts: SettingParts;

  constructor(parts: SettingParts) {
    this.#parts = parts;
  }

  /** The team's own rules, or the proposed ones. Read each time: a restore may have brought some. */
  async rules(): Promise<RetentionRules> {
    return readRules(await this.#get('retention')) ?? PROPOSED_RETENTION;
  }

  async lastProof(): Promise<RetentionProof | null> {
    const last = await this.#get('retention-last');
    if (last === null) return null;
    const { at } = v.parse(v.object({ at: v.number() }), last);
    return readProof(await this.#get(`proof/${at}`));
  }

  rulesChange(rules: RetentionRules): Change {
    return this.#change('retention', { ...rules });
  }

  proofChanges(proof: RetentionProof): readonly Change[] {
    return [
      this.#change(`proof/${proof.at}`, proof),
      this.#change('retention-last', { at: proof.at }),
    ];
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
