// Room: ui/features/conversation. Who this is, as far as anybody knows, and the way to the case.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { ArrowLeft, FolderOpen, FolderPlus, PanelRightClose } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { useWidth } from '../../app/use-width.ts';
import { languageName } from '../../i18n/format.ts';
import { IconAction, STROKE } from '../../parts/IconAction.tsx';
import { Dot, Pill } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';
import { WaitPill } from '../inbox/WaitPill.tsx';
import { Lock } from './Lock.tsx';

/** Narrow or enlarged, the way to the case goes below, and nothing lies on anything. */
const Frame = styled('header')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '8px 12px',
  flex: 'none',
  minHeight: 60,
  padding: '8px 20px',
  borderBottom: `1px solid ${colour.line}`,
});

const Who = styled('div')({ flex: '1 1 150px', minWidth: 0 });
const Title = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  flexWrap: 'wrap',
  rowGap: 0,
});
const Under = styled('p')({
  display: 'flex',
  alignItems: 'center',
  gap: 6,
  fontSize: 12,
  color: colour.inkSoft,
});

export function Head({ line }: { readonly line: ConversationSummary }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { language } = useLanguage();
  const now = useNow();
  const narrow = useWidth() === 'narrow';
  const facts = [
    t('conversation.anonymous'),
    ...(line.language === '' ? [] : [languageName(line.language, language)]),
    line.live ? t('conversation.here') : t('conversation.notHere'),
    ...(line.consent === '' ? [] : [t('talk.consent', { version: line.consent })]),
  ];
  return (
    <Frame>
      {narrow && (
        <IconAction
          icon={ArrowLeft}
          label={t('common.back')}
          onClick={() => stores.view.send({ type: 'left-conversation' })}
        />
      )}
      <Who>
        <Title>
          <h2>{line.name}</h2>
          {line.topic !== '' && <Pill tone="quiet">{line.topic}</Pill>}
          {line.waitingSince !== null && <WaitPill since={line.waitingSince} now={now} />}
          {line.restricted !== null && <Lock restricted={line.restricted} />}
        </Title>
        <Under>
          {line.live && <Dot tone="live" aria-hidden />}
          {facts.join(' · ')}
        </Under>
      </Who>
      <CaseButton line={line} />
    </Frame>
  );
}

function CaseButton({ line }: { readonly line: ConversationSummary }) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { casePanel } = useStore(stores.view);
  if (useStore(stores.session).stage === 'opening') return null;
  if (casePanel && line.case !== null) {
    return (
      <Button
        startIcon={<PanelRightClose size={18} strokeWidth={STROKE} aria-hidden />}
        onClick={() => stores.view.send({ type: 'case-panel', shown: false })}
      >
        {t('conversation.hideCase')}
      </Button>
    );
  }
  const known = line.case !== null;
  const Icon = known ? FolderOpen : FolderPlus;
  return (
    <Button
      variant={known ? 'outlined' : 'contained'}
      startIcon={<Icon size={18} strokeWidth={STROKE} aria-hidden />}
      onClick={() => void acts.cases.openFor(line.id)}
    >
      {known ? t('conversation.showCase') : t('conversation.openCase')}
    </Button>
  );
}
