// Room: ui/features/people. A device that is not in the team: it asks, it waits, or it was removed.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NAME_LIMIT, type Joining, type Roster } from '../../../../contract/people.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { dateTime } from '../../i18n/format.ts';
import { TextField } from '../../parts/TextField.tsx';
import { colour } from '../../theme/colour.ts';
import { Box } from '../team/Box.tsx';
import { Answer, useBusy } from './Answer.tsx';
import { Digits } from './Digits.tsx';

const Steps = styled('ol')({
  display: 'flex',
  flexDirection: 'column',
  gap: 6,
  margin: 0,
  paddingInlineStart: 18,
  fontSize: 13,
  color: colour.inkSoft,
});

const Form = styled('form')({ display: 'flex', flexDirection: 'column', gap: 14, width: '100%' });

const MINUTE_MS = 60_000;
const AT = 'outside';

export function Outside({ roster }: { readonly roster: Roster }) {
  const { t } = useTranslation();
  if (roster.standing === 'removed') {
    return (
      <Box title={t('joining.removedTitle')}>
        <p>{t('joining.removedBody')}</p>
      </Box>
    );
  }
  const { joining, former } = roster;
  return joining === null ? <Ask renewed={former.length > 0} /> : <Waiting joining={joining} />;
}

function Waiting({ joining }: { readonly joining: Joining }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { language } = useLanguage();
  const busy = useBusy();
  const over = useNow(MINUTE_MS) >= joining.expires;
  const standing = joining.heard ? (over ? 'overHeard' : 'heard') : over ? 'over' : 'sending';
  return (
    <Box title={t('joining.waiting')}>
      <p role="status">
        {t(`joining.${standing}`)}
        {standing === 'heard' &&
          joining.missing > 0 &&
          ` ${t('joining.missing', { count: joining.missing })}`}
      </p>
      <Steps>
        <li>{t('joining.waitingCall')}</li>
        <li>{t('joining.waitingCompare')}</li>
        <li>{t('joining.waitingThen')}</li>
      </Steps>
      <Digits numbers={joining.numbers} words={joining.words} />
      <p>
        {!over && `${t('joining.until', { when: dateTime(joining.expires, language) })} `}
        {t('joining.waitingNo')}
      </p>
      <Answer quiet at={AT} />
      <Button disabled={busy} onClick={() => void acts.people.stopAsking(AT)}>
        {t('joining.stop')}
      </Button>
    </Box>
  );
}

function Ask({ renewed }: { readonly renewed: boolean }) {
  const { t } = useTranslation();
  const { acts, stores } = useApp();
  const { team } = useStore(stores.facts);
  const [link, setLink] = useState('');
  const [name, setName] = useState(team?.alias ?? '');
  const busy = useBusy();
  const ready = link.trim() !== '' && name.trim() !== '' && !busy;
  return (
    <Box title={t('joining.ask')}>
      <p>{renewed ? t('renewal.rejoin') : t('joining.askBody')}</p>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void acts.people.ask(AT, { link: link.trim(), name: name.trim() });
        }}
      >
        <TextField
          label={t('joining.joinLink')}
          help={t('joining.joinLinkHelp')}
          value={link}
          onChange={setLink}
          rows={3}
        />
        <TextField
          label={t('joining.askName')}
          value={name}
          onChange={setName}
          maxLength={NAME_LIMIT}
        />
        <Answer quiet at={AT} />
        <div>
          <Button type="submit" variant="contained" disabled={!ready}>
            {t('joining.askGo')}
          </Button>
        </div>
      </Form>
    </Box>
  );
}
