/** The system's notice. It holds three fixed words and no content, name or number. */
import { Notification } from 'electron/main';

/** Shows the notice where the system can; a click calls `onClick`. */
export function notify(words: string, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notice = new Notification({ title: 'Beistand', body: words });
  notice.on('click', onClick);
  notice.show();
}
