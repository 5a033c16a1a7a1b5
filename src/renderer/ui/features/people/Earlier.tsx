// Room: ui/features/people. A device is new: may it have what was said before? And what the new one shows meanwhile.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Newcomer, Roster } from '../../../../contract/people.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { Help } from '../../parts/Field.tsx';
import { Kept } from '../../parts/Kept.tsx';
import { Box, Line } from '../team/Box.tsx';
import { Answer, useBusy } from './Answer.tsx';
import { Digits } from './Digits.tsx';
import { nameOf } from './names.ts';

export function Earlier({ newcomer }: { readonly newcomer: Newcomer }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [compared, setCompared] = useState(false);
  const busy = useBusy();
  const { device, numbers, words, declined } = newcomer;
  const name = nameOf(t, { id: device, name: newcomer.name });
  const at = `earlier ${device}`;
  const say = (said: 'yes' | 'no' | null): void =>
    void acts.people.tellEarlier(at, { device, said });
  if (declined) {
    return (
      <Box title={t('catchUp.declined', { name })}>
        <Help>{t('catchUp.declinedBody')}</Help>
        <Answer at={at} />
        <Line>
          <Button disabled={busy} onClick={() => say(null)}>
            {t('catchUp.askAgain')}
          </Button>
        </Line>
      </Box>
    );
  }
  return (
    <Box title={t('catchUp.asks', { name })}>
      <p>{t('catchUp.asksBody')}</p>
      <Digits numbers={numbers} words={words} />
      <Kept kept={compared} label={t('people.compared', { name })} onChange={setCompared} />
      <Answer at={at} />
      <Line>
        <Button disabled={busy} onClick={() => say('no')}>
          {t('catchUp.no')}
        </Button>
        <Button variant="contained" disabled={!compared || busy} onClick={() => say('yes')}>
          {t('catchUp.yes')}
        </Button>
      </Line>
      <Help>{t('catchUp.notNow')}</Help>
    </Box>
  );
}

/** On the device that waits: what a colleague compares before saying yes. */
export function WaitsForYes({ own }: { readonly own: Roster['own'] }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const view = useStore(stores.catchUp);
  if (own === null || view?.state !== 'waiting') return null;
  return (
    <Box title={t('catchUp.waitsTitle')}>
      <p>{t('catchUp.waitsBody')}</p>
      <Digits numbers={own.numbers} words={own.words} />
    </Box>
  );
}
