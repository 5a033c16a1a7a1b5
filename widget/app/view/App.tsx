import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Engine } from '../engine.ts';
import type { Face } from '../face.ts';
import { directionOf, type Language, type Texts } from '../i18n/texts.ts';
import { applyLook } from '../look.ts';
import type { State } from '../state.ts';
import { Composer } from './Composer.tsx';
import { Follower } from './follow.ts';
import { Header, presenceOf } from './Header.tsx';
import { Intro } from './Intro.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import type * as LaterViews from './later.ts';
import { Talk } from './Talk.tsx';
import { makeTyped, type Typed } from './typed.ts';

/** Which page stands in place of the conversation. */
type Page = 'talk' | 'menu' | 'ways' | 'enter' | 'end' | 'cleared';

/** The views loaded after the first picture; null until they are here. */
export type Later = typeof LaterViews | null;

interface AppProps {
  readonly engine: Engine;
  readonly t: Texts;
  /** The language of `t`: where new words cannot be fetched it is not the one asked for. */
  readonly language: Language;
  readonly later: Later;
  readonly narrow: boolean;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onLeave: () => void;
  readonly onHeight: (px: number) => void;
  readonly onLanguage: (language: Language) => void;
}

/** The whole frame. All it knows comes from the engine's state; all it does are the engine's verbs. */
export function App(props: AppProps): JSX.Element {
  const { engine, t, language, later, narrow, open, onLanguage } = props;
  const state = useEngine(engine);
  const [page, go] = useState<Page>('talk');
  /** Where the menu was opened from, and where it leads back to. */
  const [from, comeFrom] = useState<Page>('talk');
  const [follower] = useState(() => new Follower());
  const [typed] = useState(makeTyped);
  const [codeAgain, showCode] = useState(false);
  const { face } = state;
  const root = useRef<HTMLDivElement | null>(null);

  useLook(face);
  useLayoutEffect(() => {
    const { documentElement } = document;
    documentElement.lang = language;
    documentElement.dir = directionOf(language);
  }, [language]);
  useEffect(() => {
    if (!open || page !== 'talk') return;
    document.getElementById(narrow ? 'top' : 'message')?.focus({ preventScroll: true });
  }, [open, page, narrow]);
  const isGreeting = state.tab === null && page === 'talk' && state.team.status !== 'refused';
  useSheetHeight(root, props.onHeight, narrow && open && isGreeting && !state.misplaced);

  const toTalk = (): void => go('talk');
  return (
    <div class="frame" ref={root}>
      <Header
        t={t}
        face={face}
        presence={presenceOf(state, t)}
        narrow={narrow}
        menuOpen={page === 'menu'}
        onMenu={() => {
          if (page !== 'menu' && page !== 'ways') comeFrom(page);
          go(page === 'menu' ? from : 'menu');
        }}
        onClose={props.onClose}
        onLeave={props.onLeave}
      />
      {state.misplaced ? (
        later && <later.Refused t={t} why="misplaced" ways={[]} onRetry={null} />
      ) : (
        <Body
          {...{ engine, state, t, language, later, face, page, from, go, toTalk }}
          {...{ codeAgain, showCode, follower, typed, onLanguage }}
          onClose={props.onClose}
        />
      )}
    </div>
  );
}

interface BodyProps {
  readonly engine: Engine;
  readonly state: State;
  readonly t: Texts;
  readonly language: Language;
  readonly later: Later;
  readonly face: Face;
  readonly page: Page;
  readonly from: Page;
  readonly go: (page: Page) => void;
  readonly toTalk: () => void;
  readonly codeAgain: boolean;
  readonly showCode: (shown: boolean) => void;
  /** Outlives the pages, so that whoever comes back finds the place where they read. */
  readonly follower: Follower;
  /** What was typed on a page and not yet sent. */
  readonly typed: Typed;
  readonly onLanguage: (language: Language) => void;
  readonly onClose: () => void;
}

function Body(props: BodyProps): JSX.Element {
  const { engine, state, t, later, face, page, go, toTalk, typed } = props;
  const { tab, team } = state;
  if (later === null) {
    return page === 'talk' && team.status !== 'refused' ? (
      <Conversation {...props} />
    ) : (
      <main class="sheet" />
    );
  }
  const { End, EnterCode, Menu, Refused, Sheet, Ways } = later;
  switch (page) {
    case 'menu':
      return (
        <Sheet t={t} title={t.menu} onBack={() => go(props.from)}>
          <Menu
            t={t}
            language={props.language}
            hasTalk={tab !== null}
            onCode={() => {
              props.showCode(true);
              toTalk();
            }}
            onEnter={() => go('enter')}
            onWays={() => go('ways')}
            onEnd={() => go('end')}
            onClose={() => {
              toTalk();
              props.onClose();
            }}
            onLanguage={props.onLanguage}
          />
        </Sheet>
      );
    case 'ways':
      return (
        <Sheet t={t} title={t.ways} onBack={() => go('menu')}>
          <Ways t={t} ways={face.ways} />
        </Sheet>
      );
    case 'enter':
      return (
        <Sheet t={t} title={t.enterTitle} onBack={toTalk}>
          <EnterCode
            t={t}
            typed={typed}
            onEnter={(code) => {
              typed.keep({ code: '' });
              engine.comeBack(code);
              toTalk();
            }}
          />
        </Sheet>
      );
    case 'end':
      if (tab === null) break;
      return (
        <Sheet t={t} title={t.endTitle} onBack={toTalk}>
          <End
            t={t}
            engine={engine}
            tab={tab}
            typed={typed}
            onCleared={() => {
              typed.forget();
              go('cleared');
            }}
          />
        </Sheet>
      );
    case 'cleared':
      return (
        <Sheet t={t} title={t.cleared} onBack={toTalk}>
          <button type="button" class="secondary" onClick={toTalk}>
            {t.anew}
          </button>
        </Sheet>
      );
    case 'talk':
  }
  if (team.status === 'refused') {
    return <Refused t={t} why={team.why} ways={team.ways} onRetry={engine.retry} />;
  }
  return <Conversation {...props} />;
}

function Conversation(props: BodyProps): JSX.Element {
  const { engine, state, t, face, later } = props;
  const { tab } = state;
  const away = state.link === 'online' && state.team.status === 'verified' && state.hereUntil === 0;
  const offered = tab?.codeStep === 'offered';
  return (
    <>
      <Talk
        t={t}
        language={props.language}
        follower={props.follower}
        tab={tab}
        marks={engine.marks()}
        typing={state.typing}
        waiting={state.link !== 'online'}
        onAgain={({ mid }) => engine.offerAgain(mid)}
        before={<Intro t={t} face={face} away={away} returned={tab?.returned === true} />}
        after={
          <>
            {tab === null && (
              <>
                <button type="button" class="secondary" onClick={() => props.go('enter')}>
                  {t.haveCode}
                </button>
                <LanguageChoice t={t} language={props.language} onLanguage={props.onLanguage} />
              </>
            )}
            {tab !== null && later !== null && (offered || props.codeAgain) && (
              <later.CodeCard
                t={t}
                code={tab.code}
                kept={!offered}
                onDone={() => {
                  engine.codeKept();
                  props.showCode(false);
                  document.getElementById('message')?.focus();
                }}
              />
            )}
          </>
        }
      />
      <Notices t={t} state={state} />
      {state.link === 'taken' ? (
        <div class="taken" role="alert">
          <p>{t.taken}</p>
          <button type="button" class="primary" onClick={engine.takeBack}>
            {t.takeBack}
          </button>
        </div>
      ) : (
        <Composer t={t} engine={engine} />
      )}
    </>
  );
}

/** What is not as it should be, said once and plainly. */
function Notices({ t, state }: { readonly t: Texts; readonly state: State }): JSX.Element {
  const clockWrong = state.team.status === 'verified' && state.team.team.clockWarning;
  return (
    <div class="notices" role="status">
      {state.link === 'offline' && <p>{t.offline}</p>}
      {state.stuck && <p>{t.stuck}</p>}
      {state.storage === 'refused' && <p>{t.storageRefused}</p>}
      {clockWrong && <p>{t.clockWrong}</p>}
    </div>
  );
}

function useEngine(engine: Engine): State {
  const [, redraw] = useState(engine.state);
  useEffect(() => {
    const look = (): void => redraw(engine.state());
    look();
    return engine.onChange(look);
  }, [engine]);
  return engine.state();
}

function useLook(face: Face): void {
  useLayoutEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const paint = (): void => applyLook(face, dark.matches, document.documentElement);
    paint();
    dark.addEventListener('change', paint);
    return () => dark.removeEventListener('change', paint);
  }, [face]);
}

/** Below this the head would give up the team's name (frame.css, little height). */
const LEAST_EM = 26;

/** While nothing has been said on a narrow screen, the sheet is only as tall as its words. */
function useSheetHeight(
  root: RefObject<HTMLElement | null>,
  say: (px: number) => void,
  wanted: boolean,
): void {
  useEffect(() => {
    const { current } = root;
    if (!wanted || current === null) return say(0);
    const parts = [...current.querySelectorAll<HTMLElement>('.head, .inner, .composer, .notices')];
    const least = LEAST_EM * Number.parseFloat(getComputedStyle(current).fontSize);
    const measure = (): void =>
      say(
        Math.max(
          least,
          parts.reduce((sum, part) => sum + part.offsetHeight, 0),
        ),
      );
    const watcher = new ResizeObserver(measure);
    for (const part of parts) watcher.observe(part);
    return () => watcher.disconnect();
  }, [root, say, wanted]);
}
