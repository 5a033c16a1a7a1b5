import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Engine } from '../engine.ts';
import type { Language } from '../i18n/texts.ts';
import type { AllTexts } from '../i18n/words.ts';
import type { State } from '../state.ts';
import { lastSilent } from '../tab.ts';
import { Compare } from './Compare.tsx';
import { EraseAll } from './EraseAll.tsx';
import { SaveTalk } from './SaveTalk.tsx';
import { ShareContact } from './ShareContact.tsx';
import { Sheet } from './Sheet.tsx';
import type { Typed } from './typed.ts';

/** Pages that the menu leads to and that lead back to it. */
export type SheetPage = 'contact' | 'save' | 'compare' | 'erase';

/** One of them. */
export function Sheets(props: {
  readonly t: AllTexts;
  readonly page: SheetPage;
  readonly engine: Engine;
  readonly state: State;
  readonly language: Language;
  readonly typed: Typed;
  readonly onBack: () => void;
  readonly onErase: () => void;
  /** Nothing of the conversation is needed here any longer; `erased`: nor anywhere else. */
  readonly onGone: (how: 'cleared' | 'erased') => void;
}): JSX.Element {
  const { t, page, engine, state, language, typed, onBack, onGone } = props;
  useEffect(() => {
    if (state.erased) onGone('erased');
  }, [state.erased, onGone]);
  const { tab, face } = state;
  const team = face.name || t.teamFallback;
  return (
    <Sheet key={page} t={t} title={t[page]} onBack={onBack}>
      {page === 'compare' && <Compare t={t} numbers={engine.numbers()} />}
      {tab !== null && page === 'contact' && (
        <ShareContact
          t={t}
          contact={tab.contact ?? null}
          typed={typed}
          onShare={(contact) => void engine.share(contact)}
        />
      )}
      {tab !== null && page === 'save' && <SaveTalk tab={tab} words={{ t, language, team }} />}
      {tab !== null && page === 'erase' && (
        <EraseAll
          t={t}
          engine={engine}
          asked={lastSilent(tab, 'erase')}
          state={state}
          onErase={props.onErase}
          onClear={() => onGone('cleared')}
        />
      )}
    </Sheet>
  );
}
