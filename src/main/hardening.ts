/** Closes what Electron leaves open, for every page there will ever be (notes: Electron's checklist, points 1–18). */
import { app, type Session, type WebContents } from 'electron/main';
import { mayFrame, mayNavigate, mayRequest, switches } from './hardening-policy.ts';

/** Before ready: renderers sandboxed, no cache, no background traffic, no crash upload. */
export function hardenEarly(): void {
  // Both at once end every child process; tests that run as root must pass the switch.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  for (const [name, value] of Object.entries(switches)) app.commandLine.appendSwitch(name, value);
}

/** No page of ours may ask for anything of the machine, download, spell-check or reach a network. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayRequest(url) }));
}

/**
 * No page goes anywhere but to itself, opens a window or holds a webview. `onLink` gets the address
 * that a page wanted to open in a new window; it decides with the person. Returns the stop.
 */
export function hardenContents(onLink: (address: string) => void): () => void {
  const harden = (_event: unknown, contents: WebContents): void => {
    contents.on('will-frame-navigate', (event) => {
      const may = event.isMainFrame
        ? mayNavigate(contents.getURL(), event.url)
        : mayFrame(event.url);
      if (!may) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      onLink(url);
      return { action: 'deny' };
    });
  };
  app.on('web-contents-created', harden);
  return () => app.off('web-contents-created', harden);
}
