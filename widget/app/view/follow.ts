/** How far from the end still counts as reading along. */
const NEAR_PX = 120;

/** Keeps a scrolling element at its end, unless its reader scrolled away. */
export class Follower {
  #near = true;
  #element: HTMLElement | null = null;
  #watcher: ResizeObserver | null = null;

  /** For a `ref`: watches the element while it is on screen; a keyboard that opens resizes it. */
  readonly attach = (element: HTMLElement | null): void => {
    this.#watcher?.disconnect();
    this.#element = element;
    if (element === null) return;
    this.#watcher = new ResizeObserver(() => this.toEnd());
    this.#watcher.observe(element);
  };

  readonly scrolled = (): void => {
    const at = this.#element;
    if (at !== null) this.#near = at.scrollHeight - at.scrollTop - at.clientHeight < NEAR_PX;
  };

  /** To the end if the reader is near it; `always` when they have just written something themselves. */
  toEnd(always = false): void {
    this.#near ||= always;
    if (this.#near && this.#element !== null) this.#element.scrollTop = this.#element.scrollHeight;
  }
}
