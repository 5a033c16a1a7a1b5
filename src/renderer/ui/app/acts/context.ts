// Room: ui/app/acts. What every act needs: the door, the stores, and how to end the Worker.
import type { Desk } from '../../../../contract/desk.ts';
import type { ErrandEnd } from '../../../../contract/jobs.ts';
import type { Stores } from '../stores.ts';

export interface ActContext {
  readonly desk: Desk;
  readonly stores: Stores;
  /** Ends the Worker and loads the page anew; nothing opened survives it, but how an errand has ended. */
  readonly restart: (ended?: ErrandEnd | null) => void;
  /** The errand whose end this page was loaded after. */
  readonly ended?: ErrandEnd | null;
}

/**
 * Waits for an answer of the vault. A vault that fails has a bug or is ending: the person is told
 * that nothing was lost, and `null` comes back instead of an answer.
 */
export async function answered<T>(context: ActContext, answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch {
    context.stores.status.send({ type: 'noticed', notice: { kind: 'failed' } });
    return null;
  }
}
