/**
 * `dir` of a field with this in it. What is typed chooses its own direction; while no letter is there
 * the page's holds, and the placeholder stands where the first letter will.
 */
export const typedDirection = (text: string): 'auto' | undefined =>
  /\p{L}/u.test(text) ? 'auto' : undefined;
