// Room: ui/features/conversation. Until when it is put aside, when it is to come up, and that its moment is here.
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { doneWith, isAway, isDue } from '../../app/state/later.ts';
import { useBusy } from '../../app/use-busy.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { untilTime } from '../../i18n/format.ts';
import { Pill } from '../../parts/Pill.tsx';

interface Props {
  readonly line: ConversationSummary;
  /** Told why it could not be marked as done; null when it could. */
  readonly onDone: (refusal: string | null) => void;
}

export function LaterSigns({ line, onDone }: Props) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { acts } = useApp();
  const { busy, run } = useBusy();
  const now = useNow();
  const { snoozedUntil, followUpAt } = line;
  const time = (at: number): string => untilTime(at, now, language);
  const done = async (): Promise<void> =>
    onDone(await acts.work.change(line.id, doneWith(line, Date.now())));
  if (isDue(line, now)) {
    return (
      <>
        <Pill tone="accent">{t('later.dueLong')}</Pill>
        <Button aria-disabled={busy} onClick={() => run(done)}>
          {t('later.done')}
        </Button>
      </>
    );
  }
  return (
    <>
      {isAway(line, now) && snoozedUntil !== null && (
        <Pill tone="quiet">{t('later.away', { time: time(snoozedUntil) })}</Pill>
      )}
      {line.status !== 'muted' && followUpAt !== null && followUpAt > now && (
        <Pill tone="quiet">{t('later.followUp', { time: time(followUpAt) })}</Pill>
      )}
    </>
  );
}
