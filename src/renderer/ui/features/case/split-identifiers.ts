// Room: ui/features/case. What was typed or pasted into the register, taken apart. Pure.

/** Splits what was typed or pasted at commas, semicolons and line ends. */
export const splitIdentifiers = (typed: string): readonly string[] =>
  typed
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
