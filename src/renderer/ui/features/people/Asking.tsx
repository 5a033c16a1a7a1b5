// Room: ui/features/people. Somebody used an invite: compare, give roles, let in or turn away.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JoinRequest, RosterDevice, TeamRole } from '../../../../contract/people.ts';
import { useApp } from '../../app/app-context.ts';
import { useLanguage } from '../../app/use-language.ts';
import { dateTime } from '../../i18n/format.ts';
import { Help } from '../../parts/Field.tsx';
import { Kept } from '../../parts/Kept.tsx';
import { Box, Line } from '../team/Box.tsx';
import { Answer, useBusy } from './Answer.tsx';
import { Digits } from './Digits.tsx';
import { Roles } from './Roles.tsx';

interface Props {
  readonly request: JoinRequest;
  readonly devices: readonly RosterDevice[];
}

export function Asking({ request, devices }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { language } = useLanguage();
  const [compared, setCompared] = useState(false);
  const [roles, setRoles] = useState<readonly TeamRole[]>(['operator']);
  const busy = useBusy();
  const { invite, name, numbers, words, arrived } = request;
  const at = `asking ${invite}`;
  return (
    <Box title={t('people.asks', { name })}>
      <p>{t('people.asksBody')}</p>
      <Help>{t('people.asksAt', { when: dateTime(arrived, language) })}</Help>
      <Digits numbers={numbers} words={words} />
      <Kept kept={compared} label={t('people.compared', { name })} onChange={setCompared} />
      {devices.some((one) => isCalled(one, name)) && <Help>{t('renewal.sameName', { name })}</Help>}
      <Roles chosen={roles} onChange={setRoles} />
      <Answer at={at} />
      <Line>
        <Button disabled={busy} onClick={() => void acts.people.drop(at, { invite })}>
          {t('people.turnAway')}
        </Button>
        <Button
          variant="contained"
          disabled={!compared || roles.length === 0 || busy}
          onClick={() => void acts.people.letIn(at, { invite, roles })}
        >
          {t('people.letIn')}
        </Button>
      </Line>
      <Help>{t('people.turnAwayHelp')}</Help>
    </Box>
  );
}

/** Named alike, it may be the same machine under new keys; only people can know. */
const isCalled = (device: RosterDevice, name: string): boolean =>
  device.name.trim().toLocaleLowerCase() === name.trim().toLocaleLowerCase();
