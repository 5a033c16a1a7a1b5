// Room: ui. Puts the app on the page over a given desk. Called once by boot.ts, and by the harness in tests.
import '@fontsource/ibm-plex-sans/400.css';
import '@fontsource/ibm-plex-sans/500.css';
import '@fontsource/ibm-plex-sans/600.css';
import '@fontsource/ibm-plex-sans-hebrew/400.css';
import '@fontsource/ibm-plex-sans-hebrew/500.css';
import '@fontsource/ibm-plex-sans-hebrew/600.css';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import type { Desk } from '../../contract/desk.ts';
import { makeActs } from './app/acts/acts.ts';
import { hear } from './app/acts/facts.ts';
import { App } from './app/App.tsx';
import { AppContext } from './app/app-context.ts';
import { makeStores } from './app/stores.ts';
import { startLanguage } from './app/use-language.ts';
import { startI18n } from './i18n/i18n.ts';
import type { Direction } from './theme/DeskTheme.tsx';

interface Mounting {
  readonly desk: Desk;
  /** Ends the Worker and loads the page anew. */
  readonly restart: () => void;
  readonly direction?: Direction;
}

/** Shows the app in `#app` and listens to the vault. Returns how to take both back. */
export function mount({ desk, restart, direction }: Mounting): () => void {
  const place = document.querySelector('#app');
  if (place === null) throw new Error('index.html has no #app');
  const stores = makeStores();
  const context = { desk, stores, restart };
  const app = { stores, acts: makeActs(context) };
  const stopHearing = desk.onFact((fact) => hear(context, fact));
  const root = createRoot(place);
  root.render(
    <I18nextProvider i18n={startI18n(startLanguage())}>
      <AppContext value={app}>
        <App {...(direction === undefined ? {} : { force: direction })} />
      </AppContext>
    </I18nextProvider>,
  );
  return () => {
    stopHearing();
    root.unmount();
  };
}
