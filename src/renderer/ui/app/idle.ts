// Room: ui/app. When nobody has touched the app for a while, the vault locks. Pure decisions.

/** Without a key or the pointer for this long the vault locks, ms. */
export const IDLE_MS = 5 * 60_000;
/** So long before it says so, ms. */
export const WARNING_MS = 30_000;

export type Idle = 'active' | 'soon' | 'lock';

/** What the time since the last touch asks for. After a suspended night the answer is `lock` at once. */
export function idleState(touched: number, now: number): Idle {
  const quiet = now - touched;
  if (quiet >= IDLE_MS) return 'lock';
  return quiet >= IDLE_MS - WARNING_MS ? 'soon' : 'active';
}
