// Room: ui/features/case. Whether the conversation a case came from has been erased.
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useCaseForm } from './form-context.ts';

/** False as long as pages of the inbox are still to come: the conversation may be on one of them. */
export function useTalkGone(): boolean {
  const { stores } = useApp();
  const { conversation } = useCaseForm().entry.file;
  const { lines, loaded, total } = useStore(stores.inbox);
  return loaded && lines.size >= total && conversation !== null && !lines.has(conversation);
}
