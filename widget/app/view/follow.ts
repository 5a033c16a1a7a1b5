/** How far from the end still counts as reading along. */
const NEAR_PX = 120;

/**
 * Keeps a scrolling element at its end, unless its reader scrolled away. It outlasts the element: where
 * another page stood in its place, the reader finds the same words as before at the same height.
 */
export class Follower {
  #near = true;
  #listener: (near: boolean) => void = () => undefined;
  /** The first message in sight, by its number, and how far below the upper edge it begins. */
  #place = { row: 0, below: 0 };
  #newest = '';
  /** Where whoever looks again begins to read, until something else is added. */
  #from = '';
  #element: HTMLElement | null = null;
  #watcher: ResizeObserver | null = null;

  /** For a `ref`: watches the element while it is on screen; a keyboard that opens resizes it. */
  readonly attach = (element: HTMLElement | null): void => {
    this.#watcher?.disconnect();
    this.#element = element;
    if (element === null) return;
    if (!this.#near) this.#toPlace(element);
    this.#watcher = new ResizeObserver(() => this.toEnd());
    this.#watcher.observe(element);
  };

  /** Measures, and so makes the browser lay everything out at once: not while the first picture is drawn. */
  #toPlace(element: HTMLElement): void {
    const { row, below } = this.#place;
    const top = tops(element)[row];
    if (top !== undefined) element.scrollTop += top - below;
  }

  readonly scrolled = (): void => {
    const at = this.#element;
    if (at === null) return;
    this.#be(at.scrollHeight - at.scrollTop - at.clientHeight < NEAR_PX);
    const all = tops(at);
    const row = all.findIndex((top) => top > -1);
    this.#place = { row, below: all[row] ?? 0 };
  };

  readonly isNear = (): boolean => this.#near;

  /** Tells whether the reader is at the end, whenever that changes; answers how to stop it. */
  onNear(listener: (near: boolean) => void): () => void {
    this.#listener = listener;
    return () => {
      this.#listener = () => undefined;
    };
  }

  #be(near: boolean): void {
    if (near === this.#near) return;
    this.#near = near;
    this.#listener(near);
  }

  /** Puts the first such element to the upper edge, for whoever begins to read there. */
  showFrom(selector: string): void {
    this.#from = selector;
    this.toEnd();
  }

  /** To the newest message, wherever the reader is. */
  toNewest(): void {
    this.#from = '';
    this.#be(true);
    this.toEnd();
  }

  /** Nothing has been said, or no longer: one reads from the top. */
  begin(): void {
    if (this.#newest !== '' && this.#element !== null) this.#element.scrollTop = 0;
    this.#newest = '';
    this.#be(true);
  }

  /** Something was added below `mid`, or is about to be. What the reader has just written is always shown. */
  grew(mid: string, mine: boolean): void {
    if (mid !== this.#newest) this.#from = '';
    if (mine && mid !== this.#newest) this.#be(true);
    this.#newest = mid;
    this.toEnd();
  }

  /** To the end if the reader is near it. Before anything was said one reads from the top. */
  toEnd(): void {
    const at = this.#element;
    if (this.#newest === '' || !this.#near || at === null) return;
    const begin = this.#from === '' ? null : at.querySelector(this.#from);
    if (begin === null) at.scrollTop = at.scrollHeight;
    else at.scrollTop += begin.getBoundingClientRect().top - at.getBoundingClientRect().top;
  }
}

/** How far below the upper edge of what scrolls each message begins. */
function tops(element: HTMLElement): readonly number[] {
  const edge = element.getBoundingClientRect().top;
  return [...element.querySelectorAll('.row')].map((row) => row.getBoundingClientRect().top - edge);
}
