// Room: ui/features/conversation. A change among colleagues in words.
import type { TFunction } from 'i18next';
import { OUTCOMES, type Stood } from '../../../../contract/work.ts';
import { untilTime } from '../../i18n/format.ts';
import type { ScreenLanguage } from '../../i18n/language.ts';
import { changedParts, type ChangedPart } from './looks.ts';

interface Told {
  readonly look: Stood;
  /** What its writer knew to stand; null: not known. */
  readonly base: Stood | null;
  readonly now: number;
  readonly language: ScreenLanguage;
}

/** One sentence without its full stop. */
export function lookWords(t: TFunction, { look, base, now, language }: Told): string {
  // A German date ends with a full stop of its own.
  const time = (at: number): string => untilTime(at, now, language).replace(/\.$/, '');
  const words: Readonly<Record<ChangedPart, () => string>> = {
    status: () => statusWords(t, look),
    snoozedUntil: () =>
      look.snoozedUntil === null
        ? t('later.notAway')
        : t('later.away', { time: time(look.snoozedUntil) }),
    followUpAt: () =>
      look.followUpAt === null
        ? t('later.noFollowUp')
        : t('later.followUp', { time: time(look.followUpAt) }),
    tags: () =>
      look.tags.length === 0
        ? t('work.changed.noTags')
        : t('work.changed.tags', { tags: look.tags.join(', ') }),
  };
  const changed = changedParts(look, base);
  return changed.length === 0
    ? t('work.changed.something')
    : changed.map((part) => words[part]()).join('. ');
}

function statusWords(t: TFunction, { status, outcome }: Stood): string {
  const known = OUTCOMES.find((one) => one === outcome);
  if (status === 'open') return t('work.changed.open');
  return status === 'closed' && known !== undefined
    ? t('work.changed.closed', { outcome: t(`work.outcome.${known}`) })
    : t(`work.status.${status}`);
}
