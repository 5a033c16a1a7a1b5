import { make } from './make.ts';
import type { Settings } from './settings.ts';

/**
 * widget loader: `data-greet="20"` shows what `data-greet-de` … holds beside the launcher, after so
 * many seconds and once on a page.
 *
 * It opens and requests nothing. It cannot remember that it was put away: before a tap nothing is
 * stored, so the next page says it again. `text` is null where there is nobody to greet any more.
 */
export function greetLater(
  { greet, side }: Settings,
  root: ShadowRoot,
  text: () => string | null,
): void {
  if (!(greet > 0)) return;
  setTimeout(() => {
    const said = text();
    if (!said) return;
    const bubble = make('p', { className: side, role: 'status', dir: 'auto' });
    root.append(bubble);
    bubble.append(said, make('button', { textContent: 'OK', onclick: () => bubble.remove() }));
  }, greet * 1000);
}
