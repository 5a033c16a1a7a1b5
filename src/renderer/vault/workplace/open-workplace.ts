/**
 * Vault, workplace: how somebody has set up their own work, sealed in the own bucket.
 *
 * It stays on this device (ADR 0027), but for the replies of the team, which are a paper that coordinators write (ADR 0037).
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import type { BucketId } from '../../../../protocol/ids.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import {
  READY_BYTES_LIMIT,
  READY_LIMIT,
  type Workplace,
  type WorkplaceRequests,
} from '../../../contract/workplace.ts';
import type { Papers } from '../papers/open-papers.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';
import { joined, readReplyFile, replyFile } from './reply-file.ts';
import { repliesSchema, atOnceSchema, viewsSchema } from './schemas.ts';

interface Parts {
  readonly store: Pick<VaultStore, 'has' | 'get' | 'commit'>;
  readonly own: BucketId;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
  readonly carrier: Pick<Carrier, 'save' | 'open'>;
  readonly papers: Pick<Papers, 'read' | 'write' | 'mayWrite'>;
}

type Answer<K extends keyof WorkplaceRequests> = Promise<WorkplaceRequests[K]['output']>;
type Part = keyof Workplace;

export interface WorkplaceRoom {
  readonly look: () => Answer<'workplace'>;
  readonly set: (parts: Partial<Workplace>) => Answer<'setWorkplace'>;
  readonly setTeam: (replies: Workplace['replies']) => Answer<'setTeamReplies'>;
  readonly save: () => Answer<'exportReplies'>;
  readonly read: () => Answer<'importReplies'>;
}

const schemas = {
  replies: v.object({ value: repliesSchema }),
  views: v.object({ value: viewsSchema }),
  atOnce: v.object({ value: atOnceSchema }),
};
/** The paper; an object, so that a later version can say more in it. */
const schemaOfTeam = v.object({ replies: repliesSchema });
const nothing: Workplace = { replies: [], views: [], atOnce: null };

export function openWorkplace(parts: Parts): WorkplaceRoom {
  const { store, own, nameKey, carrier, papers } = parts;
  const rowOf = (part: Part) => rowIdOf(nameKey(own), 'setting', `workplace/${part}`);

  const kept = async <K extends Part>(part: K): Promise<Workplace[K]> => {
    const id = rowOf(part);
    if (!store.has(id)) return nothing[part];
    return v.parse(schemas[part], await store.get('setting', id)).value as Workplace[K];
  };

  const changes = (of: Partial<Workplace>): readonly Change[] =>
    (Object.keys(schemas) as Part[])
      .filter((part) => of[part] !== undefined)
      .map((part) => {
        const value = { value: of[part] };
        return { bucket: own, table: 'setting', id: rowOf(part), seq: 0, value };
      });

  const set: WorkplaceRoom['set'] = async (of) => {
    if (bytesOf(of.replies) > READY_BYTES_LIMIT) return refuse('too-large');
    return await store.commit(changes(of));
  };

  return {
    look: async () => ({
      replies: await kept('replies'),
      views: await kept('views'),
      atOnce: await kept('atOnce'),
      team: {
        replies: (await papers.read('replies', schemaOfTeam))?.replies ?? [],
        mayEdit: papers.mayWrite(),
      },
    }),

    set,

    setTeam: async (replies) =>
      await papers.write('replies', {
        value: { replies: replies.map(({ name, texts }) => ({ name, texts: [...texts] })) },
      }),

    save: async () => {
      const replies = await kept('replies');
      if (replies.length === 0) return refuse('nothing');
      return await carrier.save({ name: 'beistand-replies.json', bytes: replyFile(replies) });
    },

    read: async () => {
      const chosen = await carrier.open({ extensions: ['json'] });
      if (!chosen.ok) return chosen;
      const file = readReplyFile(chosen.value.bytes);
      if (!file.ok) return file;
      const replies = joined(await kept('replies'), file.value);
      if (replies.length > READY_LIMIT) return refuse('too-large');
      const done = await set({ replies });
      return done.ok ? ok({ replies, read: file.value.length }) : done;
    },
  };
}

const bytesOf = (replies: Workplace['replies'] = []): number =>
  utf8ToBytes(JSON.stringify(replies)).length;
