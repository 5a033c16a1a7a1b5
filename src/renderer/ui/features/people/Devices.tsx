// Room: ui/features/people. Every device of the team: what it is called, what it may do, when it was heard of.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { MonitorSmartphone, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RemovedDevice, Roster, RosterDevice } from '../../../../contract/people.ts';
import { useApp } from '../../app/app-context.ts';
import { namesOutside } from '../../app/state/public-names.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { dateTime, shortDate } from '../../i18n/format.ts';
import { Help, labelStyle } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { Note } from '../../parts/Note.tsx';
import { Pill } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';
import { Box } from '../team/Box.tsx';
import { Answer, useBusy } from './Answer.tsx';
import { EditDevice } from './EditDevice.tsx';
import { History } from './History.tsx';
import { nameOf, newsOf } from './names.ts';
import { Removal } from './Removal.tsx';

const List = styled('ul')({
  width: '100%',
  margin: 0,
  padding: 0,
  listStyle: 'none',
  '& > li': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: 8,
    padding: '10px 0',
    borderTop: `1px solid ${colour.line}`,
  },
  '& > li:first-of-type': { borderTop: 0, paddingTop: 0 },
});

const About = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 4,
  flex: 1,
  minWidth: 200,
  '& strong': { fontWeight: 600, overflowWrap: 'anywhere' },
});

const Pills = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 4 });

const Plain = styled('ul')({
  display: 'flex',
  flexDirection: 'column',
  gap: 4,
  margin: 0,
  padding: 0,
  listStyle: 'none',
  fontSize: 13,
  color: colour.inkSoft,
});

/** So many of the newest changes stand on the card. */
const NEWS_SHOWN = 8;

export function Devices({ roster }: { readonly roster: Roster }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [edited, setEdited] = useState<string | null>(null);
  const { devices, removed, history, mayChange } = roster;
  const coordinators = devices.filter(({ roles }) => roles.includes('coordinator')).length;
  const device = devices.find(({ id }) => id === edited);
  return (
    <Box title={t('people.devices')}>
      <List>
        {devices.map((one) => (
          <Device
            key={one.id}
            device={one}
            isFormer={roster.former.includes(one.id)}
            onEdit={() => setEdited(one.id)}
          />
        ))}
      </List>
      <Help>{t('people.seenHelp')}</Help>
      {mayChange && coordinators === 1 && (
        <Note>
          <MonitorSmartphone size={16} strokeWidth={STROKE} aria-hidden />
          <div>{t('people.oneCoordinator')}</div>
        </Note>
      )}
      {mayChange && <OutsideProfile devices={devices} />}
      {removed.length > 0 && (
        <>
          <span style={labelStyle}>{t('people.gone')}</span>
          <Plain aria-label={t('people.gone')}>
            {removed.map((one) => (
              <Gone key={one.id} device={one} mayChange={mayChange} />
            ))}
          </Plain>
        </>
      )}
      {history.length > 0 && (
        <>
          <span style={labelStyle}>{t('people.history')}</span>
          <Plain aria-label={t('people.history')}>
            {history.slice(0, NEWS_SHOWN).map((news) => (
              <li key={`${news.seq} ${news.kind} ${news.device}`}>
                {dateTime(news.at, language)}: {newsOf(t, news)}
              </li>
            ))}
          </Plain>
        </>
      )}
      <History />
      {device !== undefined && (
        <EditDevice device={device} mayChange={mayChange} onClose={() => setEdited(null)} />
      )}
    </Box>
  );
}

/** A coordinator is reminded of who answers under a name that is not public yet. */
function OutsideProfile({ devices }: Pick<Roster, 'devices'>) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { team } = useStore(stores.facts);
  const outside = team === null ? [] : namesOutside(devices, team.aliases);
  if (outside.length === 0) return null;
  const go = (): void => {
    stores.profile.send({ type: 'part', part: 'people' });
    stores.view.send({ type: 'went', room: 'profile' });
  };
  return (
    <Note>
      <UserRoundPlus size={16} strokeWidth={STROKE} aria-hidden />
      <div>
        <p>{t('people.outside', { names: outside.map(({ name }) => name).join(', ') })}</p>
        <Button variant="text" onClick={go}>
          {t('people.outsideGo')}
        </Button>
      </div>
    </Note>
  );
}

/** One that is gone; it may hold the team's key still, if it went by itself. */
function Gone({
  device,
  mayChange,
}: {
  readonly device: RemovedDevice;
  readonly mayChange: boolean;
}) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { language } = useLanguage();
  const [open, setOpen] = useState(false);
  const busy = useBusy();
  const { id, until, holdsKey } = device;
  const at = `gone ${id}`;
  return (
    <li>
      <bdi>{nameOf(t, device)}</bdi>
      {until !== null && `, ${t('people.goneAt', { date: shortDate(until, language) })}`}
      {holdsKey && (
        <>
          <p>{t('people.keyHeld')}</p>
          {mayChange && (
            <Button variant="text" disabled={busy} onClick={() => setOpen(true)}>
              {t('people.keyGo')}
            </Button>
          )}
        </>
      )}
      <Answer at={at} />
      <Removal
        open={open}
        device={{ ...device, listed: false }}
        onClose={() => setOpen(false)}
        onGo={(code) => {
          setOpen(false);
          void acts.people.removeCoordinator(at, { device: id, code: code ?? '' });
        }}
      />
    </li>
  );
}

interface Props {
  readonly device: RosterDevice;
  /** This device was it, before its keys were renewed. */
  readonly isFormer: boolean;
  readonly onEdit: () => void;
}

function Device({ device, isFormer, onEdit }: Props) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { roles, mine, alias, since, seen } = device;
  const name = nameOf(t, device);
  return (
    <li>
      <About>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <Pills>
          {mine && <Pill tone="accent">{t('people.mine')}</Pill>}
          {isFormer && <Pill tone="waiting">{t('renewal.former')}</Pill>}
          {roles.map((role) => (
            <Pill key={role} tone="quiet">
              {t(`people.role.${role}`)}
            </Pill>
          ))}
        </Pills>
        {alias.now !== '' && alias.now !== name && (
          <Help>{t('people.writesAs', { name: alias.now })}</Help>
        )}
        <Help>
          {since !== null && `${t('people.since', { date: shortDate(since, language) })} · `}
          {seen === null
            ? t('people.unseen')
            : t('people.seen', { when: dateTime(seen, language) })}
        </Help>
      </About>
      <Button variant="text" aria-label={t('people.editOf', { name })} onClick={onEdit}>
        {t('people.edit')}
      </Button>
    </li>
  );
}
