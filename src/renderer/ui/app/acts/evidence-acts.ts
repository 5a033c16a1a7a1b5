// Room: ui/app/acts. Files of a case: look, take in, name, save a copy, remove.
import type { EvidenceItem } from '../../../../contract/evidence.ts';
import { answered, type ActContext } from './context.ts';
import type { KeepActs } from './keep-acts.ts';

export interface EvidenceActs {
  readonly look: (id: string) => Promise<void>;
  readonly add: (id: string) => Promise<void>;
  readonly caption: (id: string, item: EvidenceItem, caption: string) => Promise<void>;
  readonly saveCopy: (id: string, item: EvidenceItem) => Promise<void>;
  readonly remove: (id: string, item: EvidenceItem) => Promise<void>;
}

export function evidenceActs(context: ActContext, { run }: Pick<KeepActs, 'run'>): EvidenceActs {
  const { desk, stores } = context;
  return {
    look: async (id) => {
      const items = await answered(context, desk.evidence({ case: id }));
      if (items !== null) stores.evidence.send({ type: 'listed', case: id, items });
    },
    add: async (id) => {
      const added = await run('addEvidence', { case: id });
      if (added.status === 'done')
        stores.evidence.send({ type: 'item', case: id, item: added.value });
    },
    caption: async (id, item, caption) => {
      if (caption.trim() === item.caption) return;
      const named = await run('captionEvidence', {
        case: id,
        id: item.id,
        caption: caption.trim(),
      });
      if (named.status === 'done')
        stores.evidence.send({ type: 'item', case: id, item: named.value });
    },
    saveCopy: async (id, item) => {
      await run('saveEvidence', { case: id, id: item.id });
    },
    remove: async (id, item) => {
      const gone = await run('removeEvidence', { case: id, id: item.id });
      if (gone.status === 'done') stores.evidence.send({ type: 'removed', case: id, id: item.id });
    },
  };
}
