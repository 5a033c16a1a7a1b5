// Room: ui/features/case. A recorded checklist as it goes into the case's own words. Pure.
import type { DangerRecord } from '../../../../contract/danger.ts';

const two = (figure: number): string => String(figure).padStart(2, '0');

/** The day and the time, the same in every language: whoever reads the case may read another. */
function recordedAt(at: number): string {
  const day = new Date(at);
  const date = [day.getFullYear(), two(day.getMonth() + 1), two(day.getDate())].join('-');
  return `${date} ${two(day.getHours())}:${two(day.getMinutes())}`;
}

/** Its first line by which it is found again in a text that somebody has worked on since. */
const headOf = ({ at, text }: DangerRecord): string =>
  `${recordedAt(at)} · ${text.split('\n', 1)[0] ?? ''}`;

export const isIn = (narrative: string, record: DangerRecord): boolean =>
  narrative.includes(headOf(record));

/** The case's words with it at their end. */
export const withRecord = (narrative: string, record: DangerRecord): string =>
  [narrative.trimEnd(), `${recordedAt(record.at)} · ${record.text}`]
    .filter((part) => part !== '')
    .join('\n\n');
