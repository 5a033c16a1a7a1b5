// Room: ui/features/danger. What stands in the conversation once the checklist was gone through: one note. Pure.
import { OPEN_SIGN, TICKED_SIGN, type DangerState } from '../../../../contract/danger.ts';

interface Words {
  readonly title: string;
  readonly open: string;
  readonly promised: string;
  /** A moment as it is said on this screen. */
  readonly time: (at: number) => string;
}

/** Every step in its order, ticked with its time or open; then what was promised. */
export function recordOf(
  steps: readonly string[],
  { ticked, promised }: DangerState,
  words: Words,
): string {
  const lines = steps.map((step) => {
    const at = ticked.find((one) => one.step === step)?.at;
    return at === undefined
      ? `${OPEN_SIGN} ${words.open} · ${step}`
      : `${TICKED_SIGN} ${words.time(at)} · ${step}`;
  });
  const said = promised.trim();
  return [words.title, ...lines, ...(said === '' ? [] : [`${words.promised}: ${said}`])].join('\n');
}

/** The steps of a state that another list knew: what was ticked is never lost, only its place. */
export const stepsWith = (steps: readonly string[], { ticked }: DangerState): readonly string[] => [
  ...new Set([...steps, ...ticked.map(({ step }) => step)]),
];
