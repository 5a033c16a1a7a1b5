// Room: ui/features/people. Making an invite, copying its link, and what is still open.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { UserPlus } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenInvite } from '../../../../contract/people.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { dateTime } from '../../i18n/format.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { Help, labelStyle } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { MONO } from '../../theme/theme.ts';
import { Box, Line } from '../team/Box.tsx';
import { Answer, useBusy } from './Answer.tsx';
import { InviteCode } from './InviteCode.tsx';

const Shown = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'flex-start',
  gap: 8,
  width: '100%',
  padding: 16,
  border: `1px solid ${colour.noteLine}`,
  borderRadius: 10,
  backgroundColor: colour.note,
});

const Link = styled('code')({
  fontFamily: MONO,
  fontSize: 12,
  lineHeight: '18px',
  overflowWrap: 'anywhere',
  userSelect: 'all',
});

const List = styled('ul')({
  display: 'flex',
  flexDirection: 'column',
  gap: 4,
  width: '100%',
  margin: 0,
  padding: 0,
  listStyle: 'none',
  fontSize: 13,
  '& li': { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 6 },
  '& li > span': { flex: 1, minWidth: 180 },
});

export function Invites({ invites }: { readonly invites: readonly OpenInvite[] }) {
  const { t } = useTranslation();
  const { acts, stores } = useApp();
  const { link } = useStore(stores.people);
  const busy = useBusy();
  useEffect(() => () => acts.people.tidy(), [acts]);
  return (
    <Box title={t('people.invites')}>
      <p>{t('people.invitesBody')}</p>
      {link !== null && (
        <Shown>
          <span style={labelStyle}>{t('people.link')}</span>
          <Link dir="ltr" data-testid="invite-link">
            {link.link}
          </Link>
          <CopyButton text={link.link} label={t('people.copyLink')} />
          <InviteCode key={link.link} link={link.link} />
          <Help>{t('people.linkHelp')}</Help>
        </Shown>
      )}
      <Button
        disabled={busy}
        startIcon={<UserPlus size={16} strokeWidth={STROKE} aria-hidden />}
        onClick={() => void acts.people.invite()}
      >
        {t('people.invite')}
      </Button>
      <Answer quiet at="invite" />
      {invites.length > 0 && (
        <>
          <span style={labelStyle}>{t('people.open')}</span>
          <List aria-label={t('people.open')}>
            {invites.map((invite) => (
              <Open key={invite.id} invite={invite} />
            ))}
          </List>
        </>
      )}
    </Box>
  );
}

function Open({ invite: { id, made, expires } }: { readonly invite: OpenInvite }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { language } = useLanguage();
  const busy = useBusy();
  const from = dateTime(made, language);
  return (
    <li>
      <span>{t('people.openLine', { made: from, expires: dateTime(expires, language) })}</span>
      <Line>
        <Button
          variant="text"
          aria-label={t('people.showOf', { made: from })}
          onClick={() => void acts.people.show(id)}
        >
          {t('people.show')}
        </Button>
        <Button
          variant="text"
          disabled={busy}
          aria-label={t('people.dropOf', { made: from })}
          onClick={() => void acts.people.drop('invite', { invite: id })}
        >
          {t('people.drop')}
        </Button>
      </Line>
    </li>
  );
}
