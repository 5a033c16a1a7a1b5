/** Vault, inbox: buckets of contact details that are about to be destroyed, named by settings until they are. */
import * as v from 'valibot';
import { BucketId, type RowId } from '../../../../protocol/ids.ts';
import type { Buckets } from '../keys/buckets.ts';
import { MAX_GOING_PER_RECORD } from '../limits.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';
import { goingChange } from './contact.ts';

export interface GoingParts {
  readonly store: Pick<VaultStore, 'has' | 'get' | 'used'>;
  readonly buckets: Pick<Buckets, 'own'>;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
}

const schema = v.object({
  buckets: v.array(
    v.pipe(
      v.string(),
      v.transform((raw) => BucketId(raw)),
    ),
  ),
});

type Page = readonly BucketId[];

export async function openGoing(parts: GoingParts): Promise<ContactsGoing> {
  const { store } = parts;
  const pages: Page[] = [];
  for (let id = namingRow(parts, 0); store.has(id); id = namingRow(parts, pages.length)) {
    const named = v.parse(schema, await store.get('setting', id)).buckets;
    // What was destroyed before a crash is not there any more.
    pages.push(named.filter((bucket) => store.used(bucket)));
  }
  return new ContactsGoing(parts, pages);
}

/**
 * However many wait, because no rewrite has had room, receiving goes on: each record names so many that it
 * fits a row, and then the next one is begun.
 */
export class ContactsGoing {
  readonly #parts: GoingParts;
  /** What each record names. None is ever taken away, so that the last one can be found. */
  readonly #pages: Page[];

  constructor(parts: GoingParts, pages: readonly Page[]) {
    this.#parts = parts;
    this.#pages = [...pages];
  }

  all(): readonly BucketId[] {
    return this.#pages.flat();
  }

  /** The writes after which these are empty and waited for; none for none. */
  going(buckets: readonly BucketId[]): readonly Change[] {
    const changes: Change[] = [];
    let rest = buckets;
    for (let n = 0; rest.length > 0; n += 1) {
      const page = this.#pages[n] ?? [];
      const room = MAX_GOING_PER_RECORD - page.length;
      if (room > 0) changes.push(this.#naming(n, [...page, ...rest.slice(0, room)]));
      rest = rest.slice(Math.max(0, room));
    }
    return [...changes, ...buckets.map((bucket) => goingChange(this.#parts.nameKey, bucket))];
  }

  /** The writes after which these are waited for no longer: their keys are gone. */
  gone(buckets: readonly BucketId[]): readonly Change[] {
    const gone = new Set(buckets);
    return this.#pages.flatMap((page, n) => {
      const left = page.filter((one) => !gone.has(one));
      return left.length < page.length ? [this.#naming(n, left)] : [];
    });
  }

  /** Takes over what was committed, in that order; other writes change nothing. */
  put({ table, bucket, id, value }: Change): void {
    if (table !== 'setting' || bucket !== this.#parts.buckets.own) return;
    for (let n = 0; n <= this.#pages.length; n += 1) {
      if (id !== namingRow(this.#parts, n)) continue;
      this.#pages[n] = v.parse(schema, value).buckets;
      return;
    }
  }

  #naming(n: number, buckets: Page): Change {
    const { own } = this.#parts.buckets;
    const value = { buckets };
    return { bucket: own, table: 'setting', id: namingRow(this.#parts, n), seq: 0, value };
  }
}

/** The first has no number. */
const namingRow = ({ buckets: { own }, nameKey }: GoingParts, n: number): RowId =>
  rowIdOf(nameKey(own), 'setting', n === 0 ? 'contacts-going' : `contacts-going ${n}`);
