// Room: ui/features/conversation. Tags as they are typed, and what became of a list while colleagues have theirs. Pure.

/** What was typed between commas, each once. */
export const tagsIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[,،]/u)
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
];

/** The newest list with what was added and taken away since `before`: all else in it is a colleague's. */
export function mergedTags(
  before: readonly string[],
  after: readonly string[],
  newest: readonly string[],
): readonly string[] {
  const kept = newest.filter((tag) => after.includes(tag) || !before.includes(tag));
  const added = after.filter((tag) => !before.includes(tag) && !kept.includes(tag));
  return [...kept, ...added];
}
