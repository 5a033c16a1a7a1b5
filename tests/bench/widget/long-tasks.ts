import type { Browser, Page } from 'playwright-core';
import type { WidgetStage } from '../../support/widget-stage.ts';
import { driveWidget, type WidgetDriver } from '../../support/widget-driver.ts';

export interface Tasks {
  /** The longest task of the frame's main thread, ms by the clock. */
  readonly maxMs: number;
  /** The same task's or another's longest time on the processor, ms: what a busy machine does not blur. */
  readonly maxCpuMs: number;
  /** Tasks of 50 ms and more, as the page itself counts them (PerformanceObserver). */
  readonly over50: number;
}

/** Watches the frame's thread from the moment it can be used until the reporter has done what `act` does. */
export async function measureTasks(
  browser: Browser,
  stage: WidgetStage,
  {
    act,
    slowdown,
  }: { readonly act: (reporter: WidgetDriver) => Promise<void>; readonly slowdown: number },
): Promise<Tasks> {
  const context = await browser.newContext({ locale: 'de-DE' });
  await context.addInitScript(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longTasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  const reporter = await driveWidget(context, stage.page);
  await reporter.open();
  await reporter.frame.getByText('Wir sind gerade da').waitFor();
  const { page } = reporter;
  const frame = frameOf(page, stage.site);
  const session = await context.newCDPSession(frame).catch(() => context.newCDPSession(page));
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await frame.evaluate(() => void (globalThis.longTasks = []));
  await browser.startTracing(page, {
    categories: ['disabled-by-default-devtools.timeline', 'toplevel', 'devtools.timeline'],
  });
  await act(reporter);
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8')) as Trace;
  const seen = await frame.evaluate(() => globalThis.longTasks);
  await context.close();
  const tasks = tasksOf(trace);
  if (tasks.length === 0) throw new Error('the trace names no thread of the frame');
  return {
    maxMs: Math.max(...tasks.map(({ dur }) => dur / 1000)),
    maxCpuMs: Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000)),
    over50: seen.length,
  };
}

declare global {
  var longTasks: number[];
}

const frameOf = (page: Page, site: string) => {
  const frame = page.frames().find((each) => each.url().startsWith(site));
  if (frame === undefined) throw new Error('no frame');
  return frame;
};

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly url?: string } };
}
interface Trace {
  readonly traceEvents: readonly TraceEvent[];
}

/** Tasks of the thread on which the frame's own script ran. */
function tasksOf({
  traceEvents,
}: Trace): readonly { readonly dur: number; readonly tdur?: number }[] {
  const own = traceEvents.find(({ args }) => /\/f\/assets\/index-/.test(args?.data?.url ?? ''));
  return traceEvents.flatMap(({ name, pid, tid, dur, tdur }) =>
    name === 'RunTask' && pid === own?.pid && tid === own.tid && dur !== undefined
      ? [{ dur, ...(tdur === undefined ? {} : { tdur }) }]
      : [],
  );
}
