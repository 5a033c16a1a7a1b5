import type { JSX } from 'preact';
import type { Engine } from '../engine.ts';
import type { Language, Texts } from '../i18n/texts.ts';
import type { State } from '../state.ts';
import type { Later } from './App.tsx';
import { Composer } from './Composer.tsx';
import type { Files } from './files.ts';
import type { Follower } from './follow.ts';
import { Intro } from './Intro.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import { Talk } from './Talk.tsx';
import type { Typed } from './typed.ts';

interface ConversationProps {
  readonly engine: Engine;
  readonly state: State;
  readonly t: Texts;
  readonly language: Language;
  readonly later: Later;
  /** The panel is on screen. */
  readonly open: boolean;
  readonly follower: Follower;
  readonly typed: Typed;
  /** There seems to be a network, and yet no way to the relay. */
  readonly unreached: boolean;
  /** The return code was asked for once more. */
  readonly codeAgain: boolean;
  readonly onCodeDone: () => void;
  readonly onEnter: () => void;
  /** Null until the views have come. */
  readonly files: Files | null;
  readonly onFile: () => void;
  readonly onLanguage: (language: Language) => void;
}

/**
 * Writing with the team. The first words and the field stand with the first picture; what has been said,
 * and what only a verified team can say, comes with the later views.
 */
export function Conversation(props: ConversationProps): JSX.Element {
  const { engine, state, t, later, files, follower, typed } = props;
  const { tab, face } = state;
  const away = state.hereUntil === 0;
  const newest = tab?.talk.at(-1);
  const last = newest?.by === 'me' ? newest.state : null;
  return (
    <>
      <Talk
        t={t}
        follower={follower}
        tab={tab}
        growsWith={JSON.stringify([later === null, state.typing, state.place, away, last])}
      >
        <Intro
          t={t}
          face={face}
          returned={tab?.returned === true}
          consent={later && <later.Privacy t={later.t} face={face} />}
        />
        {later && (
          <>
            <Before {...props} later={later} />
            <later.Log
              {...{ face, tab, follower }}
              t={later.t}
              language={props.language}
              marks={engine.marks()}
              waiting={state.link !== 'online'}
              open={props.open}
              onAgain={({ mid }) => engine.offerAgain(mid)}
              fileView={files && later.fileView(later.t, props.language, files)}
              onSeen={engine.seen}
            />
            <later.Waiting t={later.t} state={state} />
          </>
        )}
        {tab === null && (
          <>
            <button type="button" class="secondary" onClick={props.onEnter}>
              {t.haveCode}
            </button>
            <LanguageChoice t={t} language={props.language} onLanguage={props.onLanguage} />
          </>
        )}
        {later && <After {...props} later={later} />}
      </Talk>
      <Notices
        t={t}
        state={state}
        unreached={props.unreached && (later?.t.unreached ?? t.offline)}
      />
      {state.link === 'taken' ? (
        <div class="taken" role="alert">
          <p>{t.taken}</p>
          <button type="button" class="primary" onClick={engine.takeBack}>
            {t.takeBack}
          </button>
        </div>
      ) : (
        <Composer
          t={t}
          engine={engine}
          topics={() => later?.unsaid(tab, typed)}
          later={later}
          clip={
            later !== null &&
            files !== null &&
            face.maxFileBytes > 0 && <later.Clip t={later.t} files={files} onShow={props.onFile} />
          }
        />
      )}
    </>
  );
}

type Loaded = ConversationProps & { readonly later: NonNullable<Later> };

/** What the team's signed profile adds to the first words, and what is left of it once something was said. */
function Before({ engine, state, later, typed }: Loaded): JSX.Element {
  const { tab } = state;
  const known = state.link === 'online' && state.team.status === 'verified';
  return (
    <>
      {tab?.returned === true && <later.Returned t={later.t} engine={engine} tab={tab} />}
      {known && state.hereUntil === 0 && (tab === null || tab.talk.length === 0) && (
        <later.Away t={later.t} state={state} written={false} />
      )}
      <later.Topics t={later.t} state={state} typed={typed} />
    </>
  );
}

/** The return code where it is offered or asked for, and the way to the newest message. */
function After({ engine, state, later, follower, ...props }: Loaded): JSX.Element {
  const { tab } = state;
  const offered = tab?.codeStep === 'offered';
  const code = engine.code();
  return (
    <>
      {code !== '' && (offered || props.codeAgain) && (
        <later.CodeCard
          t={later.t}
          engine={engine}
          code={code}
          kept={!offered}
          onDone={() => {
            engine.codeKept();
            props.onCodeDone();
            document.getElementById('message')?.focus();
          }}
        />
      )}
      <later.Jump
        t={later.t}
        follower={follower}
        fresh={tab?.talk.some((shown) => shown.by === 'team' && shown.seen !== true) === true}
      />
    </>
  );
}

/** What is not as it should be, said once and plainly. */
function Notices({
  t,
  state,
  unreached,
}: {
  readonly t: Texts;
  readonly state: State;
  /** What is to be said about that, if anything. */
  readonly unreached: string | false;
}): JSX.Element {
  const clockWrong = state.team.status === 'verified' && state.team.team.clockWarning;
  return (
    <div class="notices" role="status">
      {state.link === 'offline' && <p>{t.offline}</p>}
      {unreached && <p>{unreached}</p>}
      {state.stuck && <p>{t[state.stuck]}</p>}
      {state.storage === 'refused' && <p>{t.storageRefused}</p>}
      {clockWrong && <p>{t.clockWrong}</p>}
    </div>
  );
}
