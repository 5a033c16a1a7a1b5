/**
 * A person's way through the whole desk, by mouse and keys, and every task of the page over 50 ms on it:
 * unlock, queue, a conversation of 1,000 messages to its beginning, search, writing, cases; and the same again
 * while a backup is being written and while another device's messages are being taken in.
 */
import type { Page } from 'playwright-core';
import type { ConversationId } from '../../../src/contract/desk.ts';
import type { VaultRig } from '../../fault/vault/vault-rig.ts';
import { freshWorker, noted } from './app-figures.ts';
import { anyWord, seeded, type Sizes } from './corpus.ts';
import { derivedAt, paintedAt, pressOpen, typePassphrase } from './screen.ts';
import { rounded } from './statistics.ts';

/** Between two keys, and between two turns of the wheel, ms. */
const KEY_MS = 110;
const TURN_MS = 120;
const TURN_PX = 700;
const QUEUE_TURNS = 30;
const AT_MOST_TURNS = 400;
const STILL_TURNS = 10;
/** What goes on after a step still belongs to it. */
const REST_MS = 1_500;
/**
 * What is looked for in the page. Only plain selectors: to find something by its role or its text, the driver
 * would go through a thousand messages itself, and its own work would be what is measured.
 */
const LINE = 'ul:not([inert] *) > li > [id^=line-]';
const LOG = '[role=log]:not([inert] *)';
const SEARCH = '[role=dialog] input[role=combobox]';
const CASE_ROW = '[role=table] [role=row][data-open]';
const CASE = 'section[aria-label^="Fall "]';
/** Lines that fill an ordinary window. */
const WINDOW_LINES = 5;

interface Watched {
  readonly tasks: { readonly at: number; readonly ms: number }[];
  readonly parts: { readonly name: string; readonly from: number }[];
  opened?: number;
}

declare global {
  var walked: Watched;
}

export interface WalkFigures {
  /** From the derived key to the first lines painted in an ordinary window, ms. */
  readonly firstLinesMs: number;
  /** From the click to the newest messages painted, ms. */
  readonly conversationOnScreenMs: number;
  /** The longest task over 50 ms in each part, 0 where there was none, and how many. */
  readonly parts: Readonly<Record<string, { readonly longestMs: number; readonly count: number }>>;
}

export class Walk {
  readonly #rig: VaultRig;
  readonly #conversation: ConversationId;
  readonly #sizes: Sizes;
  readonly #random = seeded(7);
  #written = 0;

  constructor(rig: VaultRig, conversation: ConversationId, sizes: Sizes) {
    this.#rig = rig;
    this.#conversation = conversation;
    this.#sizes = sizes;
  }

  get #page(): Page {
    return this.#rig.page;
  }

  /** From the locked vault to a case; answers the times a person waits. */
  async begin(): Promise<Pick<WalkFigures, 'firstLinesMs' | 'conversationOnScreenMs'>> {
    const vault = await freshWorker(this.#rig);
    await this.#page.evaluate(watchTasks);
    await this.#part('unlock');
    const lines = Math.min(WINDOW_LINES, this.#sizes.conversations);
    await typePassphrase(this.#page, lines);
    await pressOpen(this.#page);
    const painted = await paintedAt(this.#page);
    await noted(vault, 'vault-open');
    await this.#page.waitForTimeout(2 * REST_MS);
    await this.#queue('queue');
    await this.#open('conversation');
    const conversationOnScreenMs = await this.#page.evaluate(() => globalThis.walked.opened);
    await this.#toItsBeginning('conversation to its beginning');
    await this.#search('search');
    await this.#write('writing');
    await this.#case('case');
    return {
      firstLinesMs: rounded(painted - (await derivedAt(vault)), 0),
      conversationOnScreenMs: rounded(conversationOnScreenMs ?? Number.NaN, 0),
    };
  }

  /** Goes about while something large is being done, until it is. */
  async during<T>(name: string, work: Promise<T>): Promise<T> {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    do {
      await this.#queue(name);
      await this.#openAnother(name);
      await this.#open(name);
      await this.#search(name);
      await this.#write(name);
      await this.#case(name);
    } while (!isDone);
    return await done;
  }

  /** What the page noticed so far. */
  async parts(): Promise<WalkFigures['parts']> {
    const { tasks, parts } = await this.#page.evaluate(() => globalThis.walked);
    const all: Record<string, { longestMs: number; count: number }> = {};
    for (const [n, { name, from }] of parts.entries()) {
      const to = parts[n + 1]?.from ?? Number.POSITIVE_INFINITY;
      const own = tasks.filter(({ at }) => at >= from && at < to).map(({ ms }) => ms);
      const before = all[name] ?? { longestMs: 0, count: 0 };
      const longestMs = rounded(Math.max(before.longestMs, ...own), 0);
      all[name] = { longestMs, count: before.count + own.length };
    }
    return all;
  }

  async #part(name: string): Promise<void> {
    await this.#page.evaluate((begun) => {
      globalThis.walked.parts.push({ name: begun, from: performance.now() });
    }, name);
  }

  async #queue(part: string): Promise<void> {
    await this.#part(part);
    await this.#page.keyboard.press('Control+1');
    await this.#page.locator(LINE).first().hover();
    for (let n = 0; n < QUEUE_TURNS; n += 1) await this.#turn(TURN_PX);
    // Back to the beginning, where the newest are.
    for (let n = 0; n < QUEUE_TURNS; n += 1) await this.#turn(-TURN_PX);
    await this.#page.waitForTimeout(REST_MS);
  }

  async #open(part: string): Promise<void> {
    await this.#part(part);
    await this.#page.locator(`#line-${this.#conversation}`).click();
    await this.#page.locator(`#reply-${this.#conversation}`).waitFor();
    await this.#page.waitForFunction(
      (log) => document.querySelector(`${log} article`) !== null,
      LOG,
    );
    await this.#page.waitForTimeout(REST_MS);
  }

  /** What stands open already would not be opened. */
  async #openAnother(part: string): Promise<void> {
    await this.#part(part);
    await this.#page.locator(`${LINE}[aria-current=false]`).first().click();
    await this.#page.waitForTimeout(REST_MS);
  }

  async #toItsBeginning(part: string): Promise<void> {
    await this.#part(part);
    await this.#page.locator(LOG).hover();
    await this.#turnUntil('above', -2 * TURN_PX);
    await this.#turnUntil('below', 2 * TURN_PX);
    await this.#page.waitForTimeout(REST_MS);
  }

  /** Until nothing has been left there for a while: what comes from the vault comes a moment later. */
  async #turnUntil(side: 'above' | 'below', pixels: number): Promise<void> {
    for (let n = 0, still = 0; n < AT_MOST_TURNS && still < STILL_TURNS; n += 1) {
      await this.#turn(pixels);
      const left = await this.#page.locator(LOG).evaluate((log, where) => {
        const below = log.scrollHeight - log.clientHeight - log.scrollTop;
        return where === 'above' ? log.scrollTop : below;
      }, side);
      still = left < 1 ? still + 1 : 0;
    }
  }

  async #search(part: string): Promise<void> {
    await this.#part(part);
    await this.#page.keyboard.press('Control+f');
    await this.#page.locator(`${SEARCH}:focus`).waitFor();
    await this.#type(`${anyWord(this.#random)} ${anyWord(this.#random).slice(0, 3)}`);
    await this.#page.waitForTimeout(REST_MS);
    await this.#page.keyboard.press('Escape');
    await this.#page.locator(SEARCH).waitFor({ state: 'detached' });
  }

  async #write(part: string): Promise<void> {
    await this.#part(part);
    await this.#page.locator(`#reply-${this.#conversation}`).click();
    this.#written += 1;
    const text = `Danke, dass du das erzählst. Das ist Antwort ${this.#written}.`;
    await this.#type(text);
    await this.#page.keyboard.press('Enter');
    await this.#page.waitForFunction(
      ({ log, said }) =>
        [...document.querySelectorAll(`${log} article`)].at(-1)?.textContent.includes(said) ===
        true,
      { log: LOG, said: text },
    );
    await this.#page.waitForTimeout(REST_MS);
  }

  async #case(part: string): Promise<void> {
    await this.#part(part);
    await this.#page.keyboard.press('Control+2');
    await this.#page.locator(CASE_ROW).first().hover();
    for (let n = 0; n < QUEUE_TURNS; n += 1) await this.#turn(TURN_PX);
    await this.#page.waitForTimeout(REST_MS);
    // The row that stands there now: the table has moved under the pointer.
    await this.#page.mouse.down();
    await this.#page.mouse.up();
    await this.#page.locator(CASE).waitFor();
    await this.#page.waitForTimeout(REST_MS);
  }

  async #turn(pixels: number): Promise<void> {
    await this.#page.mouse.wheel(0, pixels);
    await this.#page.waitForTimeout(TURN_MS);
  }

  async #type(text: string): Promise<void> {
    await this.#page.keyboard.type(text, { delay: KEY_MS });
  }
}

/** In the page: notes long tasks, and how long a conversation took from the press to its paint. */
function watchTasks(): void {
  const walked: Watched = { tasks: [], parts: [] };
  globalThis.walked = walked;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      walked.tasks.push({ at: startTime, ms: duration });
    }
  }).observe({ type: 'longtask' });
  const pressed = ({ timeStamp, target }: Event): void => {
    const line = target instanceof Element ? target.closest('[id^=line-]') : null;
    if (line === null || walked.opened !== undefined) return;
    const look = (): void => {
      if (document.querySelector('[role=log] article') === null) {
        requestAnimationFrame(look);
        return;
      }
      requestAnimationFrame(() => {
        requestAnimationFrame(() => {
          walked.opened ??= performance.now() - timeStamp;
        });
      });
    };
    look();
  };
  addEventListener('click', pressed, { capture: true });
}
