import type { JSX } from 'preact';
import type { Engine } from '../engine.ts';
import type { Face } from '../face.ts';
import type { Language } from '../i18n/texts.ts';
import type { AllTexts } from '../i18n/words.ts';
import type { State } from '../state.ts';
import { End } from './End.tsx';
import { EnterCode } from './EnterCode.tsx';
import { FilePage } from './FilePage.tsx';
import type { Files } from './files.ts';
import { Menu } from './Menu.tsx';
import { Sheet } from './Sheet.tsx';
import { Sheets, type SheetPage } from './Sheets.tsx';
import type { Typed } from './typed.ts';

/** Which page stands in place of the conversation; `talk` is the conversation. */
export type Page = 'talk' | 'menu' | 'enter' | 'end' | 'cleared' | 'erased' | 'file' | SheetPage;

/** Everything a page may need: what the frame knows and what one can do in it. */
export interface PageProps {
  readonly engine: Engine;
  readonly state: State;
  readonly t: AllTexts;
  readonly language: Language;
  readonly face: Face;
  readonly page: Page;
  /** They asked for everything to be deleted, and it is not yet. */
  readonly isErasing: boolean;
  /** Where one was before: the menu gives the focus back to it. */
  readonly lastPage: Page;
  /** Where the menu leads back to. */
  readonly from: Page;
  readonly go: (page: Page) => void;
  readonly toTalk: () => void;
  readonly showCode: (shown: boolean) => void;
  /** What was typed on a page and not yet sent. */
  readonly typed: Typed;
  readonly onLanguage: (language: Language) => void;
  /** Null until they can be had. */
  readonly files: Files | null;
  readonly sound: boolean;
  readonly onSound: (on: boolean) => void;
  readonly onClose: (() => void) | null;
  readonly onMove: (() => boolean) | null;
}

/** The page that stands in place of the conversation now; null where the conversation does. */
export function pageFor(props: PageProps): JSX.Element | null {
  const { t, engine, state, face, page, isErasing, go, toTalk, typed } = props;
  const { tab } = state;
  const toCode = (): void => {
    props.showCode(true);
    toTalk();
  };
  switch (page) {
    case 'menu':
      return (
        <Sheet
          key={page}
          t={t}
          title={t.menu}
          focus={`menu-${props.lastPage}`}
          onBack={() => go(props.from)}
        >
          <Menu
            t={t}
            language={props.language}
            tab={tab}
            ways={face.ways}
            partners={face.partners}
            onCode={toCode}
            onPage={go}
            onClose={
              props.onClose &&
              (() => {
                toTalk();
                props.onClose?.();
              })
            }
            onMove={
              props.onMove &&
              (() => {
                const went = props.onMove?.() === true;
                if (went) toTalk();
                return went;
              })
            }
            onLanguage={props.onLanguage}
            sound={props.sound}
            onSound={props.onSound}
          />
        </Sheet>
      );
    case 'contact':
    case 'save':
    case 'compare':
    case 'erase':
      return (
        <Sheets
          {...{ t, page, engine, state, typed }}
          language={props.language}
          onBack={() => (isErasing ? props.onClose?.() : go('menu'))}
          onErase={() => {
            props.files?.stop();
            void engine.erase();
          }}
          onGone={(how) => {
            engine.clear();
            typed.forget();
            go(how);
          }}
        />
      );
    case 'enter':
      return (
        <Sheet key={page} t={t} title={t.enterTitle} onBack={toTalk}>
          <EnterCode
            t={t}
            typed={typed}
            onEnter={async (code) => {
              const fault = await engine.comeBack(code);
              if (fault !== null) return fault;
              typed.keep({ code: '' });
              toTalk();
              return null;
            }}
          />
        </Sheet>
      );
    case 'end':
      if (tab === null) break;
      return (
        <Sheet key={page} t={t} title={t.endTitle} onBack={toTalk}>
          <End
            t={t}
            engine={engine}
            tab={tab}
            typed={typed}
            onSave={() => go('save')}
            onCode={toCode}
            onCleared={() => {
              typed.forget();
              props.files?.stop();
              go('cleared');
            }}
          />
        </Sheet>
      );
    case 'cleared':
    case 'erased':
      return (
        <Sheet key={page} t={t} title={t.cleared} onBack={toTalk}>
          {page === 'erased' && <p>{t.erased}</p>}
          <button type="button" class="secondary" onClick={toTalk}>
            {t.anew}
          </button>
        </Sheet>
      );
    case 'file':
      if (props.files === null) break;
      return (
        <FilePage
          {...{ t, language: props.language, engine, state }}
          files={props.files}
          onBack={toTalk}
        />
      );
    case 'talk':
  }
  return null;
}
