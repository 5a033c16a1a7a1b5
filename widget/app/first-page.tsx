import { renderToString } from 'preact-render-to-string';
import { directionOf, languages, loadTexts, type Language } from './i18n/texts.ts';
import { makePageStore } from './page-store.ts';
import { remoteEngine } from './remote-engine.ts';
import { App } from './view/App.tsx';

/**
 * widget/app: the first picture of a language as markup, drawn while the site is built and never in a browser.
 *
 * The page then has words to read and a field to type in before any script has come (ADR 0025). It is the App
 * itself over an engine nobody hired and a browser that keeps nothing, so it cannot say anything else.
 */
interface FirstPage {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly body: string;
}

/** One for each language, in the order of the switch. */
export const firstPages = (): Promise<readonly FirstPage[]> => Promise.all(languages.map(draw));

async function draw(language: Language): Promise<FirstPage> {
  const t = await loadTexts(language);
  const store = makePageStore(null, null);
  const settings = { pinText: '', origins: [], frameDate: undefined, language };
  const engine = remoteEngine(() => ({ post: nothing, end: nothing }), store, settings);
  const body = renderToString(
    <App
      {...{ engine, t, language }}
      later={null}
      narrow={false}
      open={false}
      moved={null}
      mover={() => null}
      sound={false}
      onClose={nothing}
      onLeave={nothing}
      onHeight={nothing}
      onLanguage={nothing}
      onSound={nothing}
    />,
  );
  return { language, direction: directionOf(language), body: body.replace(FRAME, EARLY) };
}

/** Says that nothing here can be pressed yet; the first drawing in the browser takes it away. */
const FRAME = 'class="frame"';
const EARLY = 'class="frame early"';

const nothing = (): void => undefined;
