import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Partner, Way } from '../face.ts';
import { languageNames, languages, localeOf, type Language } from '../i18n/texts.ts';
import type { AllTexts } from '../i18n/words.ts';
import type { Tab } from '../tab.ts';
import { down, Icon, type Outline } from './icons.tsx';
import { bell, bin, card, download, end, key, popOut, shield } from './later-icons.ts';
import { fieldName } from './ShareContact.tsx';
import { Partners, Ways } from './Ways.tsx';

/** Everything that is not writing, in reach of a thumb; the other ways to the team stand in it, one tap away. */
export function Menu(props: {
  readonly t: AllTexts;
  readonly language: Language;
  /** Null while nothing has been said. */
  readonly tab: Tab | null;
  readonly ways: readonly Way[];
  readonly partners: readonly Partner[];
  readonly onCode: () => void;
  readonly onPage: (page: 'enter' | 'contact' | 'save' | 'compare' | 'end' | 'erase') => void;
  readonly onClose: (() => void) | null;
  /** Into a window of its own; false where it may not. */
  readonly onMove: (() => boolean) | null;
  readonly sound: boolean;
  readonly onSound: (on: boolean) => void;
  readonly onLanguage: (language: Language) => void;
}): JSX.Element {
  const { t, tab, onPage, onMove } = props;
  const [mayMove, setMayMove] = useState(true);
  const shared = tab?.contact ?? null;
  return (
    <div class="menu">
      <section class="reach" aria-label={t.ways}>
        <Ways t={t} ways={props.ways} partners={[]} atOnce={2} />
      </section>
      {tab === null ? (
        <Item icon={key} text={t.haveCode} onClick={() => onPage('enter')} />
      ) : (
        <>
          <Item icon={key} text={t.showCode} onClick={props.onCode} />
          <Item id="contact" icon={card} text={t.contact} onClick={() => onPage('contact')}>
            {shared !== null && (
              <span class="care">
                {t.contactShared}:{' '}
                {new Intl.ListFormat(localeOf(props.language)).format(
                  ways.filter((way) => shared[way] !== '').map((way) => fieldName(t, way)),
                )}
              </span>
            )}
          </Item>
          <Item id="save" icon={download} text={t.save} onClick={() => onPage('save')} />
        </>
      )}
      <Item id="compare" icon={shield} text={t.compare} onClick={() => onPage('compare')} />
      {tab !== null && (
        <>
          <Item icon={end} text={t.end} onClick={() => onPage('end')} />
          <Item id="erase" icon={bin} text={t.erase} onClick={() => onPage('erase')} />
        </>
      )}
      {props.onClose && <Item icon={down} text={t.minimise} onClick={props.onClose} />}
      {onMove && (
        <Item icon={popOut} text={t.popOut} onClick={() => setMayMove(onMove())}>
          <span class="care" role="status">
            {mayMove ? t.popOutHint : t.popOutRefused}
          </span>
        </Item>
      )}
      <button
        type="button"
        class="item"
        role="switch"
        aria-checked={props.sound}
        onClick={() => props.onSound(!props.sound)}
      >
        <Icon d={bell} />
        {t.sound}
        <span class="switch" aria-hidden="true" />
      </button>
      {props.partners.length > 0 && <Partners t={t} partners={props.partners} />}
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
      <p class="care">{t.leaveStays}</p>
    </div>
  );
}

/** By which somebody can be reached, of what was shared. */
const ways = ['phone', 'email'] as const;

function Item(props: {
  /** The page it leads to, where the focus comes back from it. */
  readonly id?: string;
  readonly icon: Outline;
  readonly text: string;
  readonly onClick: () => void;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { id } = props;
  return (
    <button
      {...(id === undefined ? {} : { id: `menu-${id}` })}
      type="button"
      class="item"
      onClick={props.onClick}
    >
      <Icon d={props.icon} />
      <span>
        {props.text}
        {props.children}
      </span>
    </button>
  );
}
