/**
 * Vault: the way in and out. Founding, unlocking and locking, one at a time; what is open, is here.
 * Shut, it is open only to the errand that goes on behind it (ADR 0049).
 *
 * Whoever locks while someone is on the way in is obeyed: what the way in then finds is thrown away.
 */
import { readDocument } from '../../../protocol/team/document.ts';
import type { DeskRequests, VaultState } from '../../contract/desk.ts';
import type { Errand, ErrandEnd } from '../../contract/jobs.ts';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import type { Strength } from '../../contract/secrets.ts';
import { Errands } from './errands.ts';
import { seen } from './founded.ts';
import { foundReader, foundTeam } from './founding.ts';
import { parseRecoveryCode } from './keys/slot-keys.ts';
import { strengthOf } from './keys/strength.ts';
import type { Jobs } from './jobs.ts';
import type { OpenVault } from './open-vault.ts';
import { invitedTeam } from './people/first-join.ts';
import { teamOf } from './people/new-root.ts';
import { isProven, regainer, shownTeam, teamByCode, type Proven } from './people/regain.ts';
import { newIdentity } from './renewal/begin.ts';
import { recoverFiles } from './recovery.ts';
import type { Secrets } from './secrets.ts';
import type { Reader } from './team/found-team.ts';
import { turn } from './turns.ts';
import { isOlder, prefetch, standing, unlockByCode, unlockFiles } from './unlock.ts';
import { WayIn, type Inside, type WayInParts } from './way-in.ts';

interface GateParts extends WayInParts {
  /** Dialogs and files of them that are open. */
  readonly openFiles: () => number;
}

export class Gate {
  readonly #parts: GateParts;
  readonly #way: WayIn;
  #inside: Inside | null = null;
  /** Rises with every lock, so that a way in that began before can tell. */
  #locks = 0;
  /** True once it is done; a full disk is tried again with the next question. */
  #afterFounding: (() => Promise<boolean>) | null = null;
  #proven: Proven | null = null;
  readonly #errands: Errands;

  constructor(parts: GateParts) {
    this.#parts = parts;
    this.#errands = new Errands({
      env: parts.env,
      jobs: () => this.vault?.jobs ?? null,
      lock: (ended) => void this.#lock(ended),
    });
    this.#way = new WayIn(parts, {
      inside: () => this.#inside?.vault ?? null,
      locks: () => this.#locks,
      enter: (inside) => {
        this.#inside = inside;
      },
      leave: () => this.#leave(),
    });
  }

  /** How often it was locked or wiped: who began before can tell. */
  get locks(): number {
    return this.#locks;
  }

  /** It asks for the passphrase, and answers nothing else. */
  get shut(): boolean {
    return this.#errands.shut;
  }

  get vault(): OpenVault | null {
    return this.#inside?.vault ?? null;
  }

  /** The open vault; throws while locked. Whoever asks after a founding has seen its answer, root code and all. */
  opened(): OpenVault {
    const { vault } = this.#within();
    const finish = this.#afterFounding;
    this.#afterFounding = null;
    if (finish !== null) void this.#finishFounding(finish, vault);
    return vault;
  }

  /** What the person may do with passphrase, code and keychain; throws while locked. */
  secrets(): Secrets {
    this.opened();
    return this.#within().secrets;
  }

  /** Locked, it reads the sealed files already: the passphrase takes longer to type than they to read. */
  async state(): Promise<VaultState> {
    if (this.#inside !== null) return this.shut ? 'locked' : 'open';
    const files = await prefetch(this.#parts.carrier);
    if (!this.#way.busy && this.#inside === null) this.#way.doorstep.wait(files);
    return standing(files) === 'vault' ? 'locked' : 'none';
  }

  /** Asks for no secret; open, the team's own names count as known. */
  async strength(passphrase: string): Promise<Strength> {
    const settings = this.vault?.keys.current().settings;
    const known = settings === undefined ? [] : [settings.teamName, settings.alias];
    return await strengthOf(passphrase, known);
  }

  async unlock(passphrase: string): Promise<DeskRequests['unlock']['output']> {
    if (this.shut && this.#inside !== null) return await this.#reopen(this.#inside, passphrase);
    return await this.#way.entering(async (enter) => {
      const files = await this.#way.tried(enter, async (parts) => {
        const current = await this.#way.migrated(passphrase);
        return current.ok ? await unlockFiles(parts, passphrase, current.value) : current;
      });
      return files.ok ? await this.#way.settle(files.value, enter) : files;
    });
  }

  /** Opens by the printed code. The new passphrase is in force before anything of the vault is shown. */
  async recover(typed: string, passphrase: string): Promise<DeskRequests['recover']['output']> {
    const code = parseRecoveryCode(typed);
    if (code === null) return refuse('bad-code');
    return await this.#way.entering(async (enter) => {
      const files = await this.#way
        .tried(enter, async () => {
          const current = await this.#way.doorstep.files();
          return isOlder(current) ? refuse('no-recovery') : unlockByCode(code, current);
        })
        .finally(() => code.fill(0));
      if (!files.ok) return files;
      const own = await recoverFiles(await this.#way.tools(), files.value, passphrase);
      if (!own.ok) return own;
      const opened = await this.#way.settle(own.value, enter);
      if (opened.ok) this.vault?.audit.note('recovered');
      return opened;
    });
  }

  async found(
    input: DeskRequests['createTeam']['input'],
  ): Promise<DeskRequests['createTeam']['output']> {
    return await this.#way.entering(async (enter) => {
      const stands = standing(await this.#way.doorstep.files());
      if (stands === 'vault') throw new Error('there is a vault already');
      if (stands === 'unfinished') await this.#way.tries.wait();
      const files = await this.#way.migrated(input.passphrase);
      const founded = files.ok
        ? await foundTeam(await this.#way.tools(), input, files.value)
        : refuse('unfinished-team' as const);
      if (!founded.ok) {
        if (founded.refusal === 'unfinished-team') await this.#way.tries.wrong();
        return founded;
      }
      const { rootCode } = founded.value;
      const opened = await this.#way.open(founded.value, enter);
      if (!opened.ok) throw new Error('a new vault does not open');
      opened.value.audit.note('vault-made');
      this.#afterFounding = async () => await seen(opened.value);
      return ok({ rootCode });
    });
  }

  /** A new vault, open, whose device is in no team; what a backup holds then goes into it. */
  async foundReader(
    input: Reader & { readonly passphrase: string },
  ): Promise<Outcome<OpenVault, 'weak-passphrase' | 'disk-full' | 'unfinished-team'>> {
    return await this.#way.entering(async (enter) => {
      const files = await prefetch(this.#parts.carrier);
      if (standing(files) === 'vault') throw new Error('there is a vault already');
      const founded = await foundReader(await this.#way.tools(), input, files);
      if (!founded.ok) return founded;
      const opened = await this.#way.open(founded.value, enter);
      if (!opened.ok) throw new Error('a new vault does not open');
      opened.value.audit.note('vault-made');
      return ok(opened.value);
    });
  }

  /** First run by an invite: a new vault whose device asks to be let in. Durable when it answers. */
  async join({
    passphrase,
    ...input
  }: DeskRequests['joinTeam']['input']): Promise<DeskRequests['joinTeam']['output']> {
    if (!(await this.strength(passphrase)).acceptable) return refuse('weak-passphrase');
    const team = await invitedTeam(await this.#way.tools(), input);
    if (!team.ok) return team;
    const founded = await this.foundReader({ ...team.value, passphrase });
    if (!founded.ok) return founded;
    const asked = await founded.value.people.ask(input);
    // Anything but a full disk was looked at before the vault was made; then the same invite is given once more.
    return asked.ok || asked.refusal !== 'disk-full' ? ok(null) : refuse(asked.refusal);
  }

  /** What a relay holds of the team that a root code makes; remembered until a vault is made for it. */
  async lookForTeam(
    input: DeskRequests['lookForTeam']['input'],
  ): Promise<DeskRequests['lookForTeam']['output']> {
    return await this.#way.entering(async () => {
      const found = await teamByCode(await this.#way.tools(), input);
      this.#proven = found.ok ? found.value : null;
      return found.ok ? ok(shownTeam(found.value, input.language)) : found;
    });
  }

  /** First run by the root code: a new vault whose device then coordinates the team that was found. */
  async regainTeam({
    passphrase,
    code,
    lost,
    ...about
  }: DeskRequests['regainTeam']['input']): Promise<DeskRequests['regainTeam']['output']> {
    if (!(await this.strength(passphrase)).acceptable) return refuse('weak-passphrase');
    const proven = this.#proven;
    if (proven === null) return refuse('no-such-team');
    const team = teamOf(code);
    if (!team.ok) return team;
    if (!isProven(code, team.value, proven.bytes)) return refuse('wrong-code');
    const reader = regainer(proven, about, this.#parts.env.random);
    const founded = await this.foundReader({ ...reader, passphrase });
    if (!founded.ok) return founded;
    this.#proven = null;
    return await founded.value.people.regain({ code, lost });
  }

  /**
   * Closes and overwrites every key. A root code that nobody has confirmed stays in the keyring: the
   * same passphrase at the next first run shows it again. Calling it while locked only turns away
   * whoever is on the way in. `last` is done before the keys go, when everything else has stopped.
   */
  async lock(last?: () => Promise<void>): Promise<void> {
    const errand = this.#errands.underWay();
    await this.#lock(errand === null ? null : { what: errand, state: 'locked' }, last);
  }

  /**
   * Nobody has touched the machine for long. Locks, or shuts the door and leaves the lock to the errand's end. Where
   * anything but the errand's own file is open, a dialog would stand in front of that door: then it locks.
   */
  async idle(): Promise<void> {
    const errand = this.#errands.underWay();
    if (errand === null || this.#parts.openFiles() > 1) {
      await this.lock();
      return;
    }
    if (this.#errands.shut) return;
    this.#errands.shutFor(errand);
    this.#parts.tell({ type: 'shut', errand });
    this.vault?.duty.door('shut');
    void this.#parts.carrier.countUnread({ unread: 0 }).catch(() => undefined);
  }

  /** Long work that idleness does not stop. */
  async errand<T, R extends string>(
    what: Errand,
    work: () => Promise<Outcome<T, R>>,
    early: Pick<Jobs, 'steps'> | null = null,
  ): Promise<Outcome<T, R>> {
    return await this.#errands.run(what, work, early);
  }

  async #lock(ended: ErrandEnd | null, last?: () => Promise<void>): Promise<void> {
    this.#locks += 1;
    const closing = this.vault;
    this.#leave();
    if (closing === null && !this.#way.busy) return;
    // What the screen has sent before takes its place in the line that close waits for.
    await turn();
    closing?.audit.note('locked');
    try {
      await closing?.close(last);
    } finally {
      this.#parts.tell({ type: 'lock', ended });
    }
  }

  /** By whoever comes back before the errand's end. */
  async #reopen(
    { vault, secrets }: Inside,
    passphrase: string,
  ): Promise<Outcome<{ readonly rebuilt: number }, 'wrong-passphrase' | 'keychain-missing'>> {
    const proven = await secrets.proves(passphrase);
    if (!proven.ok) return proven;
    if (this.vault !== vault) throw new Error('locked meanwhile');
    vault.audit.note('unlocked');
    this.#errands.reopen();
    vault.duty.door('open');
    return ok({ rebuilt: 0 });
  }

  /**
   * New identity keys for this device (ADR 0038). Exchanged by the last write of a vault that is closing, when nothing
   * uses the old ones any more; whoever unlocks next opens it as a device that is in no team.
   */
  async renew({
    passphrase,
    code,
  }: DeskRequests['renewDevice']['input']): Promise<DeskRequests['renewDevice']['output']> {
    const vault = this.opened();
    const proven = await this.secrets().proves(passphrase);
    if (!proven.ok) return proven;
    const begun = await vault.beginRenewal(code);
    if (!begun.ok) return begun;
    const { keys } = vault;
    const { env, carrier } = this.#parts;
    let done: Outcome<null, 'disk-full'> | null = null;
    await this.lock(async () => {
      const written = await keys.write(() => newIdentity(env));
      done = written;
      if (!written.ok) return;
      // Main lets the old login go too, or it would listen under it until the next unlock.
      const { origins } = readDocument(keys.current().document);
      await carrier.dial({ origins, login: null });
    });
    return exchanged(done);
  }

  /** Keys in memory and on the disk first, then everything else; also while locked. */
  async wipe(): Promise<void> {
    this.#locks += 1;
    const { vault } = this;
    this.#leave();
    vault?.keys.zero();
    await this.#parts.carrier.wipe(null);
    // Nothing can be written any more; this only stops what still runs.
    await vault?.close().catch(() => undefined);
    this.#parts.tell({ type: 'lock', ended: null });
  }

  #leave(): void {
    this.#inside?.secrets.zero();
    this.#inside = null;
    this.#errands.reopen();
    this.#afterFounding = null;
    this.#way.doorstep.leave();
  }

  #within(): Inside {
    if (this.#inside === null || this.shut) throw new Error('the vault is locked');
    return this.#inside;
  }

  async #finishFounding(finish: () => Promise<boolean>, vault: OpenVault): Promise<void> {
    const done = await finish().catch(() => false);
    if (!done && this.vault === vault) this.#afterFounding ??= finish;
  }
}

/** How the last write of a closing vault went; null: it was never reached, or nobody knows. */
function exchanged(done: Outcome<null, 'disk-full'> | null): Outcome<null, 'disk-full'> {
  if (done === null) throw new Error('which keys count is seen at the next unlock');
  return done;
}
