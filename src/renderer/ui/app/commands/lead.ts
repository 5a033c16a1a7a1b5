// Room: ui/app. Where a press on the system's notice leads: to whoever waits longest, with the keyboard on their line.
import type { AppValue } from '../app-context.ts';
import { focusSoon, lineId } from '../focus.ts';
import { situationOf } from './situation.ts';

/** Nowhere while the vault is not open, when a colleague was quicker, and over a sheet in which something may be written. */
export function leadToWaiting({ stores, acts }: AppValue): void {
  const { open, waiting } = situationOf(stores);
  const { sheet } = stores.view.get();
  const mayGo = sheet === null || sheet === 'palette' || sheet === 'keys';
  if (!open || waiting === null || !mayGo) return;
  void acts.talk.open(waiting.id);
  focusSoon(lineId(waiting.id));
}
