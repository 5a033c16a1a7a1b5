// Room: ui/features/profile. Head, parts and preview of the editor.
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import { ArrowLeft, Redo2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { isChanged, openClashes, profileParts, type ProfileDesk } from '../../app/state/profile.ts';
import { useStore } from '../../app/store.ts';
import { useWidth } from '../../app/use-width.ts';
import { IconAction } from '../../parts/IconAction.tsx';
import { Pill } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';
import { Clashes } from './Clashes.tsx';
import { Part } from './parts.tsx';
import { Preview } from './Preview.tsx';
import { PublishSheet } from './PublishSheet.tsx';
import { problemCount } from './problems.ts';

const Head = styled('header')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '8px 12px',
  padding: '12px 28px',
  borderBottom: `1px solid ${colour.line}`,
  backgroundColor: colour.surface,
  '& h1': { marginInlineEnd: 4 },
});
const Spring = styled('span')({ flex: 1 });

const Body = styled('div')({
  minHeight: 0,
  '&[data-narrow=false]': {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(396px, 44%)',
  },
  '&[data-narrow=true]': { overflow: 'auto' },
});

const Column = styled('div')({
  minHeight: 0,
  padding: '16px 28px 32px',
  '[data-narrow=false] > &': { overflow: 'auto' },
});

const Tabs = styled('nav')({ display: 'flex', flexWrap: 'wrap', gap: 4, marginBottom: 16 });
const Tab = styled(ButtonBase)({
  minHeight: 32,
  padding: '2px 12px',
  borderRadius: 8,
  fontWeight: 500,
  color: colour.inkSoft,
  '&:hover': { color: colour.ink, backgroundColor: colour.sunken },
  '&[aria-current=page]': { color: colour.accent, backgroundColor: colour.accentSoft },
});
const Stack = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  maxWidth: 640,
  '& > h2': { fontSize: 18 },
});

export function Editor() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const state = useStore(stores.profile);
  const narrow = useWidth() === 'narrow';
  return (
    <>
      <EditorHead state={state} />
      <Body data-narrow={narrow}>
        <Column>
          <Tabs aria-label={t('profile.parts')}>
            {profileParts.map((part) => (
              <Tab
                key={part}
                aria-current={part === state.part ? 'page' : undefined}
                onClick={() => stores.profile.send({ type: 'part', part })}
              >
                {t(`profileParts.part.${part}`)}
              </Tab>
            ))}
          </Tabs>
          <Stack>
            <h2>{t(`profileParts.part.${state.part}`)}</h2>
            <Clashes clashes={openClashes(state)} />
            <Part state={state} />
          </Stack>
        </Column>
        <Preview state={state} />
      </Body>
    </>
  );
}

function EditorHead({ state }: { readonly state: ProfileDesk }) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const [asking, ask] = useState(false);
  const mayEdit = state.view?.mayEdit === true;
  const changed = isChanged(state);
  return (
    <Head>
      <IconAction
        icon={ArrowLeft}
        label={t('profile.back')}
        onClick={() => stores.view.send({ type: 'went', room: 'team' })}
      />
      <h1>{t('profile.title')}</h1>
      <Standing state={state} />
      <Spring />
      {mayEdit ? (
        <>
          <IconAction
            icon={Undo2}
            label={t('profile.undo')}
            disabled={state.past.length === 0}
            onClick={acts.profile.undo}
          />
          <IconAction
            icon={Redo2}
            label={t('profile.redo')}
            disabled={state.future.length === 0}
            onClick={acts.profile.redo}
          />
          <Button disabled={!changed} onClick={() => void acts.profile.discard()}>
            {t('profile.discard')}
          </Button>
          <Button variant="contained" disabled={!changed} onClick={() => ask(true)}>
            {t('profile.publish')}
          </Button>
        </>
      ) : (
        <Pill tone="quiet">{t('profile.onlyCoordination')}</Pill>
      )}
      {asking && <PublishSheet state={state} onClose={() => ask(false)} />}
    </Head>
  );
}

/** In a few words: what is in force, and whether something here is not. */
function Standing({ state }: { readonly state: ProfileDesk }) {
  const { t } = useTranslation();
  const { view, kept } = state;
  const problems = problemCount(state);
  if (view?.draft?.waits === true) return <Pill tone="waiting">{t('profile.waits')}</Pill>;
  if (kept === 'failed') return <Pill tone="danger">{t('profile.notKept')}</Pill>;
  if (problems > 0) return <Pill tone="danger">{t('profile.problems', { count: problems })}</Pill>;
  if (isChanged(state)) return <Pill tone="waiting">{t('profile.draft')}</Pill>;
  return <Pill tone="quiet">{t('profile.inForce', { seq: view?.current.seq ?? 0 })}</Pill>;
}
