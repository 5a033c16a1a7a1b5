/** What the page itself notices while somebody works at it: keys, conversations opened, long tasks. */
import type { Page } from 'playwright-core';

export interface Seen {
  /** From the key's own time until what it changed was painted, ms each. */
  readonly keys: readonly number[];
  /** From the press on a line of the queue until the conversation's messages were painted, ms each. */
  readonly switches: readonly number[];
  /** Tasks of 50 ms and more: when they began on the page's clock, and how long they took. */
  readonly tasks: readonly { readonly at: number; readonly ms: number }[];
}

interface Watch {
  readonly keys: number[];
  readonly switches: number[];
  readonly tasks: { readonly at: number; readonly ms: number }[];
  /** When the bench itself held the page up: nothing of that counts. */
  readonly held: [from: number, to: number][];
}

declare global {
  var watch: Watch;
}

/** Begins to watch. */
export async function beginWatch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch: Watch = { keys: [], switches: [], tasks: [], held: [] };
    globalThis.watch = watch;
    /** Runs once the next picture stands: a message posted in the frame comes after its paint. */
    const painted = (run: (at: number) => void): void => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => {
          port1.close();
          run(performance.now());
        });
        port1.start();
        port2.postMessage(null);
      });
    };
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        watch.tasks.push({ at: startTime, ms: duration });
      }
    }).observe({ type: 'longtask' });
    const pressed = ({ timeStamp, target }: Event): void => {
      if (!(target instanceof HTMLTextAreaElement)) return;
      painted((at) => watch.keys.push(at - timeStamp));
    };
    addEventListener('keydown', pressed, { capture: true });
    const opened = ({ timeStamp, target }: Event): void => {
      const line = target instanceof Element ? target.closest('[id^=line-]') : null;
      if (line === null) return;
      const reply = line.id.replace('line-', 'reply-');
      const look = (): void => {
        const pane = document.getElementById(reply)?.closest('section');
        if ((pane?.querySelector('[role=log] article') ?? null) === null) {
          requestAnimationFrame(look);
        } else painted((at) => watch.switches.push(at - timeStamp));
      };
      look();
    };
    addEventListener('click', opened, { capture: true });
  });
}

/** Does something of the bench's own; what the page notices meanwhile does not count. */
export async function unwatched(page: Page, work: () => Promise<void>): Promise<void> {
  const from = await page.evaluate(() => performance.now());
  await work();
  await page.evaluate((began) => {
    globalThis.watch.held.push([began, performance.now()]);
  }, from);
}

export const seenBy = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const { keys, switches, tasks, held } = globalThis.watch;
    const isOurs = (at: number, ms: number): boolean =>
      held.some(([from, to]) => at < to && at + ms > from);
    return { keys, switches, tasks: tasks.filter(({ at, ms }) => !isOurs(at, ms)) };
  });
