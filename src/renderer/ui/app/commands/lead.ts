// Room: ui/app. Where a press on the system's notice leads: to whoever waits longest, with the keyboard on their line.
import type { AppValue } from '../app-context.ts';
import { focusSoon, lineId } from '../focus.ts';
import { situationOf } from './situation.ts';

/** Nowhere while the vault is not open, and when a colleague was quicker. */
export function leadToWaiting({ stores, acts }: AppValue): void {
  const { open, waiting } = situationOf(stores);
  if (!open || waiting === null) return;
  stores.view.send({ type: 'sheet', sheet: null });
  void acts.talk.open(waiting.id);
  focusSoon(lineId(waiting.id));
}
