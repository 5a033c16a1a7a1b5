import { useEffect, useState } from 'preact/hooks';
import styles from './files.css?inline';

let worn = false;

/** The frame has one style sheet; what only files need comes with them. */
export function wear(): void {
  if (worn) return;
  worn = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets.push(sheet);
}

/** An address for what is in memory, as long as it is on screen. */
export function useAddress(file: Blob | null): string | null {
  const [address, show] = useState<string | null>(null);
  useEffect(() => {
    if (file === null) return show(null);
    const made = URL.createObjectURL(file);
    show(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}
