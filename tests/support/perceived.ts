/** What somebody perceives who cannot see the screen, or who has no mouse, or unsteady fingers. */
import type { Frame, Page } from 'playwright-core';

/** What stands in the frame's live regions now, each kind in the order of the page. */
export interface Spoken {
  readonly log: readonly string[];
  readonly status: readonly string[];
  readonly alert: readonly string[];
}

interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: { readonly value?: unknown };
  readonly name?: { readonly value?: unknown };
  readonly childIds?: readonly string[];
  readonly backendDOMNodeId?: number;
}

/** Reads the accessibility tree the browser hands to screen readers, not the page's markup. */
export async function spokenIn(frame: Frame): Promise<Spoken> {
  const session = await frame.page().context().newCDPSession(frame);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const tree: readonly AxNode[] = nodes;
  const byId = new Map(tree.map((node) => [node.nodeId, node]));
  const wordsOf = (node: AxNode): string => {
    if (roleOf(node) === 'StaticText') return nameOf(node);
    return childrenOf(node).map(wordsOf).join(' ').replace(/\s+/g, ' ').replace(' :', ':').trim();
  };
  const childrenOf = (node: AxNode): readonly AxNode[] =>
    (node.childIds ?? []).flatMap((id) => byId.get(id) ?? []);
  const of = (role: string): readonly AxNode[] =>
    tree.filter((node) => !node.ignored && roleOf(node) === role);
  const leaves = (node: AxNode): readonly AxNode[] => [
    node,
    ...childrenOf(node).flatMap((child) => leaves(child)),
  ];
  return {
    log: of('log').flatMap((log) => leaves(log).map(wordsOf)),
    status: of('status').map(wordsOf),
    alert: of('alert').flatMap((alert) => leaves(alert).map(wordsOf)),
  };
}

const roleOf = ({ role }: AxNode): string => (typeof role?.value === 'string' ? role.value : '');
const nameOf = ({ name }: AxNode): string => (typeof name?.value === 'string' ? name.value : '');

/** Least side of whatever is tapped (WCAG 2.5.5). */
const TARGET = 44;

/** What can be tapped and is smaller. A control inside a label is as large as the label. */
export const tooSmall = (frame: Frame): Promise<readonly string[]> =>
  frame.evaluate(
    (least) =>
      [
        ...document.querySelectorAll(
          'button, a[href], summary, textarea, select, input, [role=button], [role=link]',
        ),
      ]
        .filter((one) => one.checkVisibility())
        .map((one) => {
          const around = one.closest('label') ?? one;
          return { box: around.getBoundingClientRect(), html: one.outerHTML.slice(0, 80) };
        })
        .filter(({ box }) => box.width < least || box.height < least)
        .map(({ box, html }) => `${box.width}x${box.height} ${html}`),
    TARGET,
  );

const MOST_STOPS = 60;

/** Where Tab leads inside the frame, from the first stop to the last: role and name of each. */
export async function tabOrder(page: Page, frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(() => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement) activeElement.blur();
    document.getElementById('top')?.focus();
  });
  const order: string[] = [];
  for (let n = 0; n < MOST_STOPS; n += 1) {
    await page.keyboard.press('Tab');
    const stop = await frame.evaluate(() => {
      const at = document.activeElement;
      if (at === null || at === document.body || !document.hasFocus()) return null;
      const name = at.getAttribute('aria-label') ?? at.textContent?.trim() ?? '';
      return `${at.localName} ${name}`;
    });
    if (stop === null || stop === order[0]) return order;
    order.push(stop);
  }
  return order;
}
