import type { JSX } from 'preact';
import { languageNames, languages, type Language, type Texts } from '../i18n/texts.ts';
import { down, Icon, type Outline } from './icons.tsx';
import { end, key, phone } from './later-icons.ts';

/** Everything that is not writing, in reach of a thumb. */
export function Menu(props: {
  readonly t: Texts;
  readonly language: Language;
  readonly hasTalk: boolean;
  readonly onCode: () => void;
  readonly onEnter: () => void;
  readonly onWays: () => void;
  readonly onEnd: () => void;
  readonly onClose: () => void;
  readonly onLanguage: (language: Language) => void;
}): JSX.Element {
  const { t } = props;
  return (
    <div class="menu">
      {props.hasTalk ? (
        <Item icon={key} text={t.showCode} onClick={props.onCode} />
      ) : (
        <Item icon={key} text={t.haveCode} onClick={props.onEnter} />
      )}
      <Item icon={phone} text={t.ways} onClick={props.onWays} />
      {props.hasTalk && <Item icon={end} text={t.end} onClick={props.onEnd} />}
      <Item icon={down} text={t.minimise} onClick={props.onClose} />
      <fieldset class="languages">
        <legend>{t.language}</legend>
        {languages.map((language) => (
          <button
            key={language}
            type="button"
            lang={language}
            aria-pressed={language === props.language}
            onClick={() => props.onLanguage(language)}
          >
            {languageNames[language]}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

function Item(props: {
  readonly icon: Outline;
  readonly text: string;
  readonly onClick: () => void;
}): JSX.Element {
  return (
    <button type="button" class="item" onClick={props.onClick}>
      <Icon d={props.icon} />
      {props.text}
    </button>
  );
}
