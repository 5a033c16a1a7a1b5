/** widget loader: an element with these properties. Properties need no markup, so no policy of the page forbids them. */
export const make = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties?: Partial<Omit<HTMLElementTagNameMap[K], 'style' | 'sandbox'>> & {
    readonly style?: string;
    readonly sandbox?: string;
  },
): HTMLElementTagNameMap[K] => Object.assign(document.createElement(tag), properties);
