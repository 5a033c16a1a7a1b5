// Room: ui/features/inbox. How long somebody has waited: by colour, by a sign and in words.
import { AlarmClock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { waitingTime } from '../../i18n/format.ts';
import { Pill, type PillTone } from '../../parts/Pill.tsx';
import { waitLevel, type WaitLevel } from './wait-level.ts';

const tones = { fresh: 'accent', waiting: 'waiting', long: 'danger' } as const satisfies Record<
  WaitLevel,
  PillTone
>;

interface Props {
  readonly since: number;
  readonly now: number;
  /** Only the time is drawn; the words are read out. */
  readonly short?: boolean;
}

export function WaitPill({ since, now, short = false }: Props) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { alarmMinutes } = useStore(useApp().stores.duty).rules;
  const level = waitLevel(since, now, alarmMinutes);
  const time = waitingTime(since, now, language);
  const words = t(level === 'long' ? 'inbox.waitsLong' : 'inbox.waits', { time });
  const icon = level === 'long' && <AlarmClock size={13} strokeWidth={2} aria-hidden />;
  return short ? (
    <Pill tone={tones[level]} dir="auto" role="img" aria-label={words} sx={{ ml: 'auto' }}>
      {icon}
      {time}
    </Pill>
  ) : (
    <Pill tone={tones[level]}>
      {icon}
      {words}
    </Pill>
  );
}
