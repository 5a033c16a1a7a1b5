/** What lies in the memory of page and Worker, as the browser's own debugger sees it. */
import type { CDPSession, Page } from 'playwright-core';

/** A switch of the app without which V8 writes only the first 1,024 letters of a string into a snapshot. */
export const WHOLE_STRINGS = '--js-flags=--heap-snapshot-string-limit=1000000000';

export interface Heaps {
  /** Both as the JSON text of a heap snapshot: every string that is alive stands in it, whole under {@link WHOLE_STRINGS}. */
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

/** Collects what is dead in both; answers the bytes that their living objects take. */
export async function collectHeaps(page: Page): Promise<Record<keyof Heaps, number>> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const vault = await vaultBehind(session);
    await vault('HeapProfiler.collectGarbage');
    const { usedSize: behind = Number.NaN } = await vault('Runtime.getHeapUsage');
    return { page: usedSize, vault: behind };
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

async function workerSnapshot(session: CDPSession): Promise<string> {
  const chunks: string[] = [];
  const vault = await vaultBehind(session, ({ method, params }) => {
    if (method === 'HeapProfiler.addHeapSnapshotChunk') chunks.push(params?.chunk ?? '');
  });
  await vault('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  return chunks.join('');
}

/** What the Worker's debugger says, as far as it is read here. */
interface Told {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly chunk?: string };
  readonly result?: { readonly usedSize?: number };
}

type Asks = (method: string, params?: object) => Promise<NonNullable<Told['result']>>;

/** Asks the Worker's debugger. Playwright has no session for Workers, so its messages travel inside the page's. */
async function vaultBehind(
  session: CDPSession,
  hear: (told: Told) => void = () => undefined,
): Promise<Asks> {
  const waiting = new Map<number, (told: Told) => void>();
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const told = JSON.parse(message) as Told;
    if (told.id === undefined) hear(told);
    else waiting.get(told.id)?.(told);
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
  return async (method, params = {}) => {
    const id = waiting.size + 1;
    const answer = new Promise<Told>((resolve) => waiting.set(id, resolve));
    const message = JSON.stringify({ id, method, params });
    await session.send('Target.sendMessageToTarget', { sessionId, message });
    return (await answer).result ?? {};
  };
}
