// Room: ui/features/settings. The same act again and again, as a form that saves itself does, in one line.
import type { AuditEvent } from '../../../../contract/audit.ts';

/** Acts of one kind on one thing by one device, shortly after one another. */
export interface Gathered {
  /** The newest of them. */
  readonly event: AuditEvent;
  readonly times: number;
}

/** So long after the last of its kind an act still belongs to it, ms. */
const TOGETHER_MS = 10 * 60_000;

/** Lines for events, newest first. What counts something itself, like tries, stays alone. */
export function gathered(events: readonly AuditEvent[]): readonly Gathered[] {
  const lines: { event: AuditEvent; oldest: number; times: number }[] = [];
  for (const event of events) {
    const line = lines.at(-1);
    if (line !== undefined && isAlike(line.event, event) && line.oldest - event.at <= TOGETHER_MS) {
      line.oldest = event.at;
      line.times += 1;
    } else lines.push({ event, oldest: event.at, times: 1 });
  }
  return lines;
}

const isAlike = (a: AuditEvent, b: AuditEvent): boolean =>
  a.act === b.act && a.about === b.about && a.by === b.by && a.count === null && b.count === null;
