import path from 'node:path';
import type { AppDriver } from '../support/app-driver.ts';
import { untilItStands } from '../support/standing.ts';
import type { WidgetDriver } from '../support/widget-driver.ts';

/** Takes every picture twice, light and dark, as `<name>-light.png` and `<name>-dark.png`. */
export interface Pictures {
  readonly screen: (name: string) => Promise<void>;
  readonly widget: (name: string, widget: WidgetDriver) => Promise<void>;
}

const schemes = ['light', 'dark'] as const;

export const pictures = (folder: string, operator: AppDriver): Pictures => ({
  screen: async (name) => {
    await untilItStands(operator.page);
    for (const scheme of schemes) {
      await operator.theme(scheme);
      await operator.page.screenshot({
        path: path.join(folder, `${name}-${scheme}.png`),
        animations: 'disabled',
      });
    }
    await operator.theme('light');
  },
  widget: async (name, { page }) => {
    for (const scheme of schemes) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: path.join(folder, `${name}-${scheme}.png`) });
    }
    await page.emulateMedia({ colorScheme: 'light' });
  },
});
