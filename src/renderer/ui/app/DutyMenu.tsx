// Room: ui/app. Who sits here, and whether they are there for reporters: one press away, from every screen.
import ButtonBase from '@mui/material/ButtonBase';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import { styled, useTheme } from '@mui/material/styles';
import { Check, Moon, Siren } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DUTIES, type Duty } from '../../../contract/duty.ts';
import { STROKE } from '../parts/IconAction.tsx';
import { colour } from '../theme/colour.ts';
import { avatarColours } from '../theme/tokens.ts';
import { useApp } from './app-context.ts';
import { capsOf } from './commands/keys.ts';
import { commands } from './commands/table.ts';
import { useStore } from './store.ts';
import { isShared } from './stores.ts';

const Me = styled(ButtonBase)({
  position: 'relative',
  width: 34,
  height: 34,
  borderRadius: 17,
  backgroundColor: avatarColours[6],
  forcedColorAdjust: 'none',
  color: '#fff',
  fontSize: 12,
  fontWeight: 600,
  // Drawn, not written: the name says who it is, the letters only look like it.
  '&::before': { content: 'attr(data-initials)' },
});

const Nobody = styled('span')({ width: 34, height: 34 });

/** A full dot: here. A ring: busy. A moon: away. Shapes as well as colours. */
const Sign = styled('span')({
  position: 'absolute',
  insetInlineEnd: -3,
  bottom: -2,
  display: 'grid',
  placeItems: 'center',
  width: 15,
  height: 15,
  borderRadius: 8,
  border: `2px solid ${colour.canvas}`,
  forcedColorAdjust: 'none',
  '&[data-duty=available]': { backgroundColor: colour.live },
  '&[data-duty=busy]': { backgroundColor: colour.waiting },
  '&[data-duty=busy]::before': {
    content: '""',
    width: 7,
    height: 2,
    borderRadius: 1,
    backgroundColor: colour.canvas,
  },
  '&[data-duty=away]': { backgroundColor: colour.inkSoft, color: colour.canvas },
  '&[data-link=off]': { backgroundColor: colour.lineStrong },
});

const Entry = styled(MenuItem)({
  alignItems: 'flex-start',
  gap: 10,
  maxWidth: 340,
  whiteSpace: 'normal',
  '& > svg, & > i': { flex: 'none', width: 16, marginTop: 3 },
  '& > span': { flex: 1, display: 'flex', flexDirection: 'column' },
  '& small': { fontSize: 12, color: colour.inkSoft },
  '& kbd': { fontSize: 12, color: colour.inkFaint },
});

const keyOf = { available: commands.here, busy: commands.busy, away: commands.pause } as const;

export function DutyMenu() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const facts = useStore(stores.facts);
  const { team } = facts;
  const { link } = useStore(stores.status);
  const { chosen, now } = useStore(stores.duty);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const side = useTheme().direction === 'rtl' ? 'left' : 'right';
  // Its place is kept, or the signs above it would jump when it comes.
  if (team === null) return <Nobody />;
  const state = now === chosen ? t(`duty.state.${now}`) : t('duty.idle');
  const name = `${team.alias}, ${state}, ${t(`common.link.${link}`)}`;
  const close = (): void => setAnchor(null);
  const choose = (duty: Duty): void => {
    acts.duty.choose(duty);
    close();
  };
  return (
    <>
      <Tooltip title={name} placement="right">
        <Me
          aria-label={name}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          data-initials={initialsOf(team.alias)}
          onClick={({ currentTarget }) => setAnchor(currentTarget)}
        >
          <Sign data-duty={now} data-link={link === 'online' ? 'on' : 'off'}>
            {now === 'away' && <Moon size={9} strokeWidth={2.5} aria-hidden />}
          </Sign>
        </Me>
      </Tooltip>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: side }}
        transformOrigin={{ vertical: 'bottom', horizontal: side === 'left' ? 'right' : 'left' }}
        slotProps={{ list: { 'aria-label': t('duty.menu') } }}
      >
        {DUTIES.map((duty) => (
          <Entry
            key={duty}
            role="menuitemradio"
            aria-checked={duty === chosen}
            onClick={() => choose(duty)}
          >
            {duty === chosen ? <Check size={16} strokeWidth={2} aria-hidden /> : <i />}
            <span>
              {t(`duty.choose.${duty}`)}
              <small>{t(`duty.means.${duty}`)}</small>
            </span>
            <kbd aria-hidden>{keyOf[duty].keys.map((key) => capsOf(key, t).join(' '))}</kbd>
          </Entry>
        ))}
        <Divider />
        {isShared(facts) && (
          <Entry
            onClick={() => {
              stores.view.send({ type: 'sheet', sheet: 'help' });
              close();
            }}
          >
            <Siren size={16} strokeWidth={STROKE} aria-hidden />
            <span>{t('commands.name.help')}</span>
            <kbd aria-hidden>{commands.help.keys.map((key) => capsOf(key, t).join(' '))}</kbd>
          </Entry>
        )}
        <Entry
          onClick={() => {
            stores.view.send({ type: 'went', room: 'team' });
            close();
          }}
        >
          <i />
          <span>{t('duty.toTeam')}</span>
        </Entry>
      </Menu>
    </>
  );
}

const initialsOf = (alias: string): string => [...alias].slice(0, 2).join('').toLocaleUpperCase();
