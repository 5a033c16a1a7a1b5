// Room: ui/features/profile. A field of the profile: bound to its key, with its problem and what a reporter reads without it.
import { useTranslation } from 'react-i18next';
import type { ChatLanguage } from '../../../../contract/profile.ts';
import { useApp } from '../../app/app-context.ts';
import type { ProfileDesk } from '../../app/state/profile.ts';
import { fallbackOf, valueAt } from '../../app/state/profile-texts.ts';
import { TextField } from '../../parts/TextField.tsx';
import { languageName } from './names.ts';
import { problemAt } from './problems.ts';

interface Props {
  readonly state: ProfileDesk;
  readonly name: string;
  readonly label: string;
  /** '' for what has no language. */
  readonly lang?: ChatLanguage | '';
  readonly rows?: number;
  readonly help?: string;
  readonly mono?: boolean;
}

export function ProfileField({ state, name, label, lang = '', rows, help, mono }: Props) {
  const { t, i18n } = useTranslation();
  const { acts } = useApp();
  const value = valueAt(state.texts, name, lang);
  const problem = problemAt(state, name, lang);
  const named = lang === '' ? label : `${label} (${languageName(lang, i18n.language)})`;
  return (
    <TextField
      label={named}
      value={value}
      disabled={state.view?.mayEdit !== true}
      onChange={(typed) => acts.profile.set({ key: name, lang, value: typed })}
      problem={problem === null ? undefined : t(`profileProblem.${problem}`)}
      help={value === '' && lang !== '' ? <Without {...{ state, name, lang }} /> : help}
      {...(rows === undefined ? {} : { rows })}
      {...(mono === undefined ? {} : { mono })}
    />
  );
}

interface WithoutProps {
  readonly state: ProfileDesk;
  readonly name: string;
  readonly lang: ChatLanguage;
}

/** What somebody who reads this language sees as long as the text is missing. */
function Without({ state, name, lang }: WithoutProps) {
  const { t, i18n } = useTranslation();
  const instead = fallbackOf(state.texts, name, lang);
  if (instead === null) {
    const own = ['greeting', 'hours', 'hours.closed'].includes(name);
    return t(own ? 'profile.ownWords' : 'profile.nothing');
  }
  return (
    <>
      {instead.lang === ''
        ? t('profile.insteadPlain')
        : t('profile.instead', { language: languageName(instead.lang, i18n.language) })}{' '}
      <q dir="auto">{instead.value}</q>
    </>
  );
}
