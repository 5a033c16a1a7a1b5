import type { DeskFact, DeskRequests } from '../../../src/contract/desk.ts';
import type { Handlers } from '../../../src/contract/door.ts';
import { ok, refuse } from '../../../src/contract/outcome.ts';
import type { FetchRefusal } from '../../../src/contract/talk.ts';

type Some = Pick<Handlers<DeskRequests>, 'openAttachment' | 'stopAttachment' | 'saveAttachment'>;

const refusals: readonly FetchRefusal[] = ['offline', 'gone', 'damaged', 'disk-full'];

/** Files that come as a wish in the address says: `slow` until they are stopped, `text` as no picture. */
export function fakeFiles(wish: string, tell: (fact: DeskFact) => void): Some {
  const why = refusals.find((one) => one === wish);
  let stop: () => void = () => undefined;
  return {
    openAttachment: async (about) => {
      tell({ type: 'attachment-progress', ...about, done: 2, total: 5 });
      if (why !== undefined) return refuse(why);
      if (wish === 'slow') {
        await new Promise<void>((done) => {
          stop = done;
        });
        return refuse('stopped');
      }
      if (wish === 'text') return ok({ picture: null });
      const bytes = wish === 'broken' ? new Uint8Array([1, 2, 3]) : await painted();
      return ok({ picture: { media: 'image/png', bytes } });
    },
    stopAttachment: async () => {
      stop();
      return null;
    },
    saveAttachment: async () =>
      wish === 'cancel' ? refuse('cancelled') : ok({ name: 'attachment.jpg' }),
  };
}

async function painted(): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(900, 500);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.fillStyle = '#5b8a72';
  context.fillRect(0, 0, 900, 500);
  context.fillStyle = '#f4d58d';
  context.fillRect(120, 120, 260, 260);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}
