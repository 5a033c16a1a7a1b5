/** What somebody with weak eyes may lose of a screen: words that are cut off or covered, and states that only a colour tells. */
import type { Page } from 'playwright-core';

/** Words and controls of what stands in front that cannot be read or reached, each as a short line. */
export const lostIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    /** So far over an edge nothing is lost: a letter's own room. */
    const SLACK = 2;
    const front =
      [...document.querySelectorAll('[role=dialog], [role=listbox], [role=menu]')]
        .filter((one) => one.checkVisibility())
        .at(-1) ?? document.body;

    interface Box {
      readonly left: number;
      readonly top: number;
      readonly right: number;
      readonly bottom: number;
    }
    const ancestorsOf = (one: Element): readonly Element[] =>
      one.parentElement === null ? [one] : [one, ...ancestorsOf(one.parentElement)];
    const isUnseen = (one: Element): boolean =>
      ancestorsOf(one).some((box) => {
        const { clipPath, opacity, visibility } = getComputedStyle(box);
        const tiny = box.clientWidth <= 1 && box.clientHeight <= 1 && box.childElementCount === 0;
        return clipPath !== 'none' || opacity === '0' || visibility === 'hidden' || tiny;
      });
    const shortens = (style: CSSStyleDeclaration): boolean =>
      style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
    const scrolls = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll';

    /** Where it lies beyond what no scrolling brings back. */
    const cutAt = (parent: Element, words: Box): 'across' | 'down' | null => {
      let across = true;
      let down = true;
      for (const box of ancestorsOf(parent)) {
        const style = getComputedStyle(box);
        if (shortens(style)) return null;
        const edge = box.getBoundingClientRect();
        if (scrolls(style.overflowX)) across = false;
        if (scrolls(style.overflowY)) down = false;
        const beyondX = words.left < edge.left - SLACK || words.right > edge.right + SLACK;
        const beyondY = words.top < edge.top - SLACK || words.bottom > edge.bottom + SLACK;
        if (across && style.overflowX !== 'visible' && beyondX) return 'across';
        if (down && style.overflowY !== 'visible' && beyondY) return 'down';
        if (style.position === 'fixed') down = false;
      }
      return across && (words.left < -SLACK || words.right > innerWidth + SLACK) ? 'across' : null;
    };

    const related = (a: Element, b: Element): boolean => a.contains(b) || b.contains(a);
    /** What lies over the middle of it; something that stays while the rest scrolls below it does not count. */
    const coverOf = (one: Element, { left, top, right, bottom }: Box): Element | null => {
      const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
      const y = (top + bottom) / 2;
      if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return null;
      const hit = document.elementFromPoint(x, y);
      if (hit === null || related(hit, one) || hit.closest('label')?.contains(one) === true)
        return null;
      const stays = ancestorsOf(hit).some((box) =>
        ['sticky', 'fixed'].includes(getComputedStyle(box).position),
      );
      const box = ancestorsOf(one).find((each) => {
        const style = getComputedStyle(each);
        return style.overflowX !== 'visible' || style.overflowY !== 'visible';
      });
      const edge = box?.getBoundingClientRect();
      const outOfSight =
        edge !== undefined && (y < edge.top || y > edge.bottom || x < edge.left || x > edge.right);
      return stays || outOfSight ? null : hit;
    };
    const nameOf = (one: Element): string =>
      `${one.localName} "${(one.getAttribute('aria-label') ?? one.textContent ?? '').trim().slice(0, 40)}"`;

    const found: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth + SLACK) {
      found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    }
    const walk = document.createTreeWalker(front, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || (node.textContent ?? '').trim() === '') continue;
      if (!parent.checkVisibility() || isUnseen(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const words = range.getBoundingClientRect();
      if (words.width === 0) continue;
      const cut = cutAt(parent, words);
      if (cut !== null) found.push(`cut off ${cut}: ${nameOf(parent)}`);
      const [line] = range.getClientRects();
      const cover = line === undefined || cut !== null ? null : coverOf(parent, line);
      if (cover !== null) found.push(`covered by ${nameOf(cover)}: ${nameOf(parent)}`);
    }
    for (const one of front.querySelectorAll('button, input, textarea, [role=combobox]')) {
      if (!one.checkVisibility() || isUnseen(one) || one.matches(':disabled')) continue;
      one.scrollIntoView({ block: 'center' });
      const cover = coverOf(one, one.getBoundingClientRect());
      if (cover !== null) found.push(`out of reach under ${nameOf(cover)}: ${nameOf(one)}`);
    }
    return [...new Set(found)];
  });

/** Where the system's own colours take away what tells a chosen thing from the others, or a field from the paper. */
export const plainIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const lookOf = (one: Element): string =>
      [null, '::before', '::after']
        .map((part) => {
          const style = getComputedStyle(one, part);
          return [
            style.content,
            style.color,
            style.backgroundColor,
            style.borderTopStyle === 'none'
              ? ''
              : `${style.borderTopWidth} ${style.borderTopColor}`,
            style.borderInlineStartStyle === 'none' ? '' : style.borderInlineStartWidth,
            style.outlineStyle === 'none' ? '' : `${style.outlineWidth} ${style.outlineColor}`,
            style.fontWeight,
            style.textDecorationLine,
          ].join(' ');
        })
        .join(' | ') + one.querySelectorAll('svg').length;
    const nameOf = (one: Element): string =>
      `${one.localName} "${(one.getAttribute('aria-label') ?? one.textContent ?? '').trim().slice(0, 40)}"`;
    const found: string[] = [];
    for (const state of ['aria-pressed', 'aria-selected', 'aria-current']) {
      for (const one of document.querySelectorAll(`[${state}]:not([${state}=false])`)) {
        if (!one.checkVisibility()) continue;
        const peers = [
          ...(one.parentElement?.parentElement?.querySelectorAll(one.localName) ?? []),
        ];
        const peer = peers.find(
          (other) => other.getAttribute(state) === 'false' && other.checkVisibility(),
        );
        if (peer !== undefined && lookOf(peer) === lookOf(one))
          found.push(`${state}: ${nameOf(one)}`);
      }
    }
    for (const field of document.querySelectorAll(
      'input:not([type=checkbox], [type=radio]), textarea',
    )) {
      if (!field.checkVisibility()) continue;
      const edged = [field, field.parentElement, field.parentElement?.parentElement].some((box) => {
        if (box === null || box === undefined) return false;
        const fieldset = box.querySelector(':scope > fieldset');
        return [box, fieldset].some((each) => {
          if (each === null) return false;
          const { borderTopStyle, borderTopWidth, outlineStyle } = getComputedStyle(each);
          return (borderTopStyle !== 'none' && borderTopWidth !== '0px') || outlineStyle !== 'none';
        });
      });
      if (!edged) found.push(`no edge: ${nameOf(field)}`);
    }
    return [...new Set(found)];
  });
