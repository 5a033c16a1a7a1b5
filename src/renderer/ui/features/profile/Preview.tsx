// Room: ui/features/profile. The real chat over the draft, in a frame of another origin (ADR 0026).
import { styled } from '@mui/material/styles';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHAT_LANGUAGES } from '../../../../contract/profile.ts';
import { useApp } from '../../app/app-context.ts';
import type { Launcher } from '../../app/state/launcher.ts';
import type { Looking, ProfileDesk } from '../../app/state/profile.ts';
import { Chip } from '../../parts/Choice.tsx';
import { colour } from '../../theme/colour.ts';
import { languageName } from './names.ts';
import { PREVIEW_MARK, readPreview } from './preview-words.ts';

const Pane = styled('aside')({
  display: 'flex',
  flexDirection: 'column',
  gap: 10,
  minHeight: 0,
  padding: 16,
  '[data-narrow=false] > &': { overflow: 'auto' },
  borderInlineStart: `1px solid ${colour.line}`,
  backgroundColor: colour.sunken,
});
const Row = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 6 });
const Frame = styled('iframe')({
  flex: 'none',
  alignSelf: 'center',
  maxWidth: '100%',
  height: 'min(640px, calc(100vh - 220px))',
  minHeight: 420,
  border: `1px solid ${colour.line}`,
  borderRadius: 16,
  backgroundColor: colour.surface,
  '&[data-narrow=true]': { width: 320 },
  '&[data-narrow=false]': { width: 380 },
});
const Small = styled('p')({ fontSize: 12, color: colour.inkSoft, textAlign: 'center' });

export function Preview({ state }: { readonly state: ProfileDesk }) {
  const { t } = useTranslation();
  const { stores, preview } = useApp();
  const frame = useRef<HTMLIFrameElement | null>(null);
  const [ready, setReady] = useState(false);
  const { texts, looking, part, launcher } = state;
  const { origin } = new URL(preview);

  useEffect(() => {
    const hear = (event: MessageEvent<unknown>): void => {
      if (event.source !== frame.current?.contentWindow) return;
      const said = readPreview(event.data);
      if (said?.type === 'ready') {
        stores.profile.send({ type: 'loader', loader: said.loader });
        setReady(true);
      }
      if (said?.type === 'language')
        stores.profile.send({ type: 'look', looking: { language: said.language } });
    };
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, [stores]);

  useEffect(() => {
    if (!ready) return;
    const shown = part === 'website' ? launcherOf(launcher, looking) : null;
    frame.current?.contentWindow?.postMessage(
      { mark: PREVIEW_MARK, profile: texts, launcher: shown, ...looking },
      // A scheme of our own has no origin that every engine spells alike; the frame's policy says who it is.
      origin === 'null' ? '*' : origin,
    );
  }, [ready, texts, looking, part, launcher, origin]);

  return (
    <Pane aria-label={t('profile.preview.title')}>
      <Toolbar looking={looking} isButton={part === 'website'} />
      <Frame
        ref={frame}
        src={preview}
        title={t('profile.preview.frame')}
        data-narrow={looking.narrow}
        sandbox="allow-scripts allow-same-origin"
        referrerPolicy="no-referrer"
      />
      <Small>{t('profile.preview.note')}</Small>
    </Pane>
  );
}

const launcherOf = ({ color, radius, side, labels }: Launcher, { language }: Looking) => ({
  color,
  radius,
  side,
  label: labels[language] ?? '',
});

interface ToolbarProps {
  readonly looking: Looking;
  /** The button on the website looks the same in everything but language. */
  readonly isButton: boolean;
}

function Toolbar({ looking, isButton }: ToolbarProps) {
  const { t, i18n } = useTranslation();
  const { stores } = useApp();
  const look = (change: Partial<Looking>): void =>
    stores.profile.send({ type: 'look', looking: change });
  const switches = [
    ['dark', { dark: !looking.dark }],
    ['narrow', { narrow: !looking.narrow }],
    ['here', { here: !looking.here }],
    ['said', { said: !looking.said }],
  ] as const satisfies readonly (readonly [keyof Looking, Partial<Looking>])[];
  return (
    <>
      <Row role="group" aria-label={t('profile.preview.language')}>
        {CHAT_LANGUAGES.map((one) => (
          <Chip
            key={one}
            aria-pressed={one === looking.language}
            onClick={() => look({ language: one })}
          >
            {languageName(one, i18n.language)}
          </Chip>
        ))}
      </Row>
      {!isButton && (
        <Row role="group" aria-label={t('profile.preview.state')}>
          {switches.map(([name, change]) => (
            <Chip key={name} aria-pressed={looking[name]} onClick={() => look(change)}>
              {t(`profile.preview.${name}`)}
            </Chip>
          ))}
        </Row>
      )}
    </>
  );
}
