import axe, { type AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';
import type { Texts } from '../../widget/app/i18n/words.ts';
import type { TestOperator } from './operator.ts';
import type { WidgetDriver } from './widget-driver.ts';

/** Walks through every page of an opened chat in the language of `t`; `look` is called in each. */
export async function everyState(
  {
    reporter,
    operator,
    t,
  }: {
    readonly reporter: WidgetDriver;
    readonly operator: TestOperator;
    readonly t: Texts;
  },
  look: (state: string) => Promise<void>,
): Promise<void> {
  const { frame } = reporter;
  const button = (name: string) => frame.getByRole('button', { name });
  const field = (name: string) => frame.getByRole('textbox', { name });
  await look('start');
  await frame.getByText(t.how).click();
  await look('explained');
  await button(t.haveCode).click();
  await field(t.code).fill('7K4M');
  await button(t.enterGo).click();
  await look('code mistyped');
  await button(t.back).click();
  const words = `hallo ${Math.floor(performance.now())} https://example.org/${'lang'.repeat(40)}`;
  await reporter.send(words);
  const { conversation } = await operator.heard(words);
  await operator.reply(conversation, 'שלום, אפשר לכתוב בעברית? 🙏', 'Noa');
  await reporter.waitForMessage('שלום');
  await button(t.codeKept).waitFor();
  await look('talk with code');
  await field(t.message).fill('x'.repeat(4001));
  await look('too long');
  await field(t.message).fill('');
  await button(t.menu).click();
  await look('menu');
  await button(t.ways).click();
  await look('other ways');
  await button(t.menu).click();
  await button(t.end).click();
  await frame.getByLabel(t.star(4)).check();
  await button(t.clear).click();
  await look('end');
}

/** What axe objects to in a frame, with the elements concerned. */
export async function axeObjections(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(axe.source);
  const found = await frame.evaluate<AxeResults>(
    'axe.run(document, { resultTypes: ["violations"] })',
  );
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}

/** Whatever of a frame stands out to the left or to the right. */
export const cutOff = (frame: Frame): Promise<readonly string[]> =>
  frame.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => !element.closest('.hidden, .who, svg'))
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return right > innerWidth + 0.5 || left < -0.5;
      })
      .map((element) => element.outerHTML.slice(0, 80)),
  );
