import type { Page } from 'playwright-core';

/**
 * Makes the processor seem slower to a page, and to each frame in a process of its own from that one's first task on:
 * Chromium slows down a process's main thread, and a frame of another origin does not run on the page's.
 */
export async function slowDown(page: Page, rate: number): Promise<void> {
  if (rate === 1) return;
  const session = await page.context().newCDPSession(page);
  let id = 0;
  session.on('Target.attachedToTarget', ({ sessionId, waitingForDebugger }) => {
    const say = (method: string, params: Readonly<Record<string, number>> = {}): void => {
      id += 1;
      const message = JSON.stringify({ id, method, params });
      // What has gone by then need not be slow.
      session.send('Target.sendMessageToTarget', { sessionId, message }).catch(() => undefined);
    };
    say('Emulation.setCPUThrottlingRate', { rate });
    if (waitingForDebugger) say('Runtime.runIfWaitingForDebugger');
  });
  const attach = { autoAttach: true, waitForDebuggerOnStart: true, flatten: false } as const;
  await session.send('Target.setAutoAttach', attach);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}
