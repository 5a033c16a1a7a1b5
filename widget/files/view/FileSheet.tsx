import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { directionOf, type Language } from '../../app/i18n/texts.ts';
import { PickFile } from '../../app/view/PickFile.tsx';
import type { Change } from '../clean/clean.ts';
import type { CannotWhy } from '../clean/refusal.ts';
import { removedKinds } from '../clean/removed.ts';
import type { Failure, FilesClient, FileState } from '../client.ts';
import type { FileTexts } from '../i18n/words.ts';
import type { Taken, Which } from '../messages.ts';
import { neutralName, ownName } from '../names.ts';
import { useAddress, wear } from './wear.ts';

interface SheetProps {
  readonly t: FileTexts;
  readonly language: Language;
  readonly client: FilesClient;
  /** Whether the relay can be reached just now. */
  readonly online: boolean;
  /** How many files were sent in this conversation before. */
  readonly before: number;
  readonly maxBytes: number;
  readonly onFile: (file: File) => void;
  /** The message is written, or it was given up. */
  readonly onDone: () => void;
}

/** What is sent, what was taken out of it, and how far it is. */
export function FileSheet(props: SheetProps): JSX.Element {
  const { t, client, onDone } = props;
  const state = useFiles(client);
  useLayoutEffect(wear, []);
  useLayoutEffect(() => {
    if (state.step === 'sent') onDone();
  }, [state.step, onDone]);
  return (
    <div class="file-sheet">
      <p class="file-said" role="status">
        {said(state, props)}
      </p>
      {state.step === 'choice' && <Choice {...props} state={state} />}
      {state.step === 'sending' && <Sending {...props} state={state} />}
      {state.step === 'failed' && (
        <div class="file-acts">
          {state.why !== 'changed' && (
            <button type="button" class="primary" onClick={client.again}>
              {t.tryAgain}
            </button>
          )}
        </div>
      )}
      {(state.step === 'failed' || state.step === 'refused' || state.step === 'cancelled') && (
        <PickFile class="secondary" onOpen={() => true} onFile={props.onFile}>
          {t.another}
        </PickFile>
      )}
    </div>
  );
}

function useFiles(client: FilesClient): FileState {
  const [state, look] = useState(client.state);
  useEffect(() => {
    look(client.state());
    return client.onChange(() => look(client.state()));
  }, [client]);
  return state;
}

const MIB = 1024 * 1024;

/** The one sentence about where things stand; read out when it changes. */
function said(state: FileState, props: SheetProps): string {
  const { t, online, maxBytes } = props;
  switch (state.step) {
    case 'reading':
      return t.reading;
    case 'refused':
      if (state.why === 'too-large') return t.tooLarge(Math.floor(maxBytes / MIB));
      return t[state.why];
    case 'choice':
      return state.goesOn ? t.goesOn : '';
    case 'sending':
      if (state.paused) return t.paused;
      return online ? t.sending : t.waiting;
    case 'cancelling':
      return t.cancelling;
    case 'cancelled':
      return t.cancelled;
    case 'failed':
      return t[failures[state.why]];
    case 'none':
    case 'sent':
      return '';
  }
}

const failures = {
  'share-full': 'shareFull',
  full: 'full',
  changed: 'changed',
} as const satisfies Record<Failure, keyof FileTexts>;

const cannot = {
  unknown: 'cannotUnknown',
  broken: 'cannotBroken',
  encrypted: 'cannotEncrypted',
  'too-large': 'cannotTooLarge',
} as const satisfies Record<CannotWhy, keyof FileTexts>;

const changes = {
  scaled: 'scaled',
  'first-picture': 'firstPicture',
  colours: 'colours',
  retyped: 'retyped',
} as const satisfies Record<Change, keyof FileTexts>;

function Choice(
  props: SheetProps & { readonly state: Extract<FileState, { readonly step: 'choice' }> },
): JSX.Element {
  const { t, state, client, before } = props;
  const [named, keepName] = useState(false);
  const { taken } = state;
  const { cleaning } = taken;
  const own = ownName(state.name);
  const send = (which: Which): void => {
    const media = which === 'cleaned' && cleaning.kind === 'cleaned' ? cleaning.media : taken.media;
    const neutral = neutralName(media, before + 1, t);
    client.send(which, named && own !== '' ? own : neutral);
  };
  return (
    <>
      {cleaning.kind === 'cleaned' ? (
        <Found t={t} cleaning={cleaning} />
      ) : (
        <div class="file-warning">
          <p>
            <strong>{t[cannot[cleaning.why]]}</strong>
          </p>
          <p>{t.cannotMeans}</p>
        </div>
      )}
      {own !== '' && (
        <label class="file-name">
          <input
            type="checkbox"
            checked={named}
            onChange={(event) => keepName(event.currentTarget.checked)}
          />
          <span>{t.withName(own)}</span>
        </label>
      )}
      {cleaning.kind === 'cleaned' && (
        <>
          <button type="button" class="primary" onClick={() => send('cleaned')}>
            {t.sendClean}
          </button>
          <p id="original-means" class="care">
            {t.originalMeans}
          </p>
        </>
      )}
      <button
        type="button"
        class="secondary"
        aria-describedby={cleaning.kind === 'cleaned' ? 'original-means' : undefined}
        onClick={() => send('original')}
      >
        {t.sendOriginal}
      </button>
    </>
  );
}

function Found(props: {
  readonly t: FileTexts;
  readonly cleaning: Extract<Taken['cleaning'], { readonly kind: 'cleaned' }>;
}): JSX.Element {
  const { t, cleaning } = props;
  const address = useAddress(cleaning.preview);
  const kinds = removedKinds.filter((kind) => cleaning.removed[kind] !== undefined);
  return (
    <>
      {address !== null && <img class="file-preview" src={address} alt={t.preview} />}
      {kinds.length === 0 ? (
        <p>{t.removedNone}</p>
      ) : (
        <div class="file-removed">
          <h3 id="file-removed">{t.removedTitle}</h3>
          <ul aria-labelledby="file-removed">
            {kinds.map((kind) => (
              <li key={kind}>{t[kind]}</li>
            ))}
          </ul>
        </div>
      )}
      {cleaning.changed.map((change) => (
        <p key={change}>{t[changes[change]]}</p>
      ))}
      <p class="care">{t.stays}</p>
    </>
  );
}

/** Said aloud at every quarter, not at every chunk. */
const STEPS = 4;

function Sending(
  props: SheetProps & { readonly state: Extract<FileState, { readonly step: 'sending' }> },
): JSX.Element {
  const { t, client, state, language } = props;
  const share = state.of === 0 ? 0 : Math.min(1, state.bytes / state.of);
  const quarter = (Math.floor(share * STEPS) * 100) / STEPS;
  return (
    <>
      {state.goesOn && <p>{t.goesOn}</p>}
      <div class="file-progress" dir={directionOf(language)}>
        <progress max={1} value={share} aria-label={t.sending} />
        <p aria-hidden="true">{t.percent(Math.floor(share * 100))}</p>
      </div>
      <p class="hidden" role="status">
        {quarter > 0 && quarter < 100 ? t.percent(quarter) : ''}
      </p>
      <div class="file-acts">
        {state.paused ? (
          <button type="button" class="primary" onClick={client.goOn}>
            {t.goOn}
          </button>
        ) : (
          <button type="button" class="secondary" onClick={client.pause}>
            {t.pause}
          </button>
        )}
        <button type="button" class="secondary" onClick={client.cancel}>
          {t.cancel}
        </button>
      </div>
    </>
  );
}
