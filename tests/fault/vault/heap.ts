/** What lies in the memory of page and Worker, as the browser's own debugger sees it. */
import type { CDPSession, Page } from 'playwright-core';

export interface Heaps {
  /** Both as the JSON text of a heap snapshot: every string that is alive stands in it. */
  readonly page: string;
  readonly vault: string;
}

/** Takes a snapshot of both. Dead objects are collected first, as the debugger always does. */
export async function heapOf(page: Page): Promise<Heaps> {
  const session = await page.context().newCDPSession(page);
  try {
    return { page: await snapshot(session), vault: await workerSnapshot(session) };
  } finally {
    await session.detach();
  }
}

async function snapshot(session: CDPSession): Promise<string> {
  const chunks: string[] = [];
  const take = ({ chunk }: { readonly chunk: string }): void => void chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', take);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', take);
  return chunks.join('');
}

/** Playwright has no session for Workers, so its messages travel inside the page's. */
async function workerSnapshot(session: CDPSession): Promise<string> {
  const chunks: string[] = [];
  const done = Promise.withResolvers<void>();
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const told = JSON.parse(message) as {
      readonly id?: number;
      readonly method?: string;
      readonly params?: { readonly chunk?: string };
    };
    if (told.method === 'HeapProfiler.addHeapSnapshotChunk') chunks.push(told.params?.chunk ?? '');
    if (told.id === 1) done.resolve();
  });
  const attached = new Promise<string>((resolve) => {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker') resolve(sessionId);
    });
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const sessionId = await attached;
  await session.send('Target.sendMessageToTarget', {
    sessionId,
    message: JSON.stringify({
      id: 1,
      method: 'HeapProfiler.takeHeapSnapshot',
      params: { reportProgress: false },
    }),
  });
  await done.promise;
  return chunks.join('');
}
