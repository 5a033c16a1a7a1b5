/** How far from the end still counts as reading along. */
const NEAR_PX = 120;

/**
 * Keeps a scrolling element at its end, unless its reader scrolled away. It outlasts the element: where
 * another page stood in its place, the reader finds the same words as before at the same height.
 */
export class Follower {
  #near = true;
  /** The first message in sight, by its number, and how far below the upper edge it begins. */
  #place = { row: 0, below: 0 };
  #newest = '';
  #element: HTMLElement | null = null;
  #watcher: ResizeObserver | null = null;

  /** For a `ref`: watches the element while it is on screen; a keyboard that opens resizes it. */
  readonly attach = (element: HTMLElement | null): void => {
    this.#watcher?.disconnect();
    this.#element = element;
    if (element === null) return;
    const { row, below } = this.#place;
    const top = tops(element)[row];
    if (!this.#near && top !== undefined) element.scrollTop += top - below;
    this.#watcher = new ResizeObserver(() => this.toEnd());
    this.#watcher.observe(element);
  };

  readonly scrolled = (): void => {
    const at = this.#element;
    if (at === null) return;
    this.#near = at.scrollHeight - at.scrollTop - at.clientHeight < NEAR_PX;
    const all = tops(at);
    const row = all.findIndex((top) => top > -1);
    this.#place = { row, below: all[row] ?? 0 };
  };

  /** Nothing has been said, or no longer: one reads from the top. */
  begin(): void {
    if (this.#newest !== '' && this.#element !== null) this.#element.scrollTop = 0;
    this.#newest = '';
    this.#near = true;
  }

  /** Something was added below `mid`, or is about to be. What the reader has just written is always shown. */
  grew(mid: string, mine: boolean): void {
    this.#near ||= mine && mid !== this.#newest;
    this.#newest = mid;
    this.toEnd();
  }

  /** To the end if the reader is near it. Before anything was said one reads from the top. */
  toEnd(): void {
    if (this.#newest !== '' && this.#near && this.#element !== null)
      this.#element.scrollTop = this.#element.scrollHeight;
  }
}

/** How far below the upper edge of what scrolls each message begins. */
function tops(element: HTMLElement): readonly number[] {
  const edge = element.getBoundingClientRect().top;
  return [...element.querySelectorAll('.row')].map((row) => row.getBoundingClientRect().top - edge);
}
