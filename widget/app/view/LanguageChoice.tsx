import type { JSX } from 'preact';
import { languageNames, languages, languageOf, type Language, type Texts } from '../i18n/texts.ts';
import { globe, Icon } from './icons.tsx';

/** The switch for whoever cannot read what is on screen: a globe, and every language in its own words. */
export function LanguageChoice(props: {
  readonly t: Texts;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}): JSX.Element {
  return (
    <label class="choice">
      <Icon d={globe} />
      <select
        aria-label={props.t.language}
        value={props.language}
        onChange={(event) => {
          const language = languageOf(event.currentTarget.value);
          if (language !== null) props.onLanguage(language);
        }}
      >
        {languages.map((language) => (
          <option key={language} value={language} lang={language}>
            {languageNames[language]}
          </option>
        ))}
      </select>
    </label>
  );
}
