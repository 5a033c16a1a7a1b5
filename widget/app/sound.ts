/**
 * widget/app: two soft notes, made in the browser: there is no file that could be asked for.
 *
 * A browser lets a page sound only after somebody has touched it; the switch is such a touch. After a
 * reload it is silent until the next one, rather than late.
 */
let context: AudioContext | null = null;

const NOTES = [
  { hertz: 660, at: 0 },
  { hertz: 880, at: 0.14 },
] as const;
const LOUD = 0.06;
const SECONDS = 0.5;

/** Rings once, if the browser lets us. Never throws: a chat without sound is a chat. */
export async function ring(): Promise<void> {
  try {
    context ??= new AudioContext();
    void context.resume();
    // A context that may not sound never answers, and would ring when it is long over.
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (context.state === 'running') play(context);
  } catch {
    context = null;
  }
}

function play(on: AudioContext): void {
  for (const { hertz, at } of NOTES) {
    const begin = on.currentTime + at;
    const volume = on.createGain();
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(LOUD, begin + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, begin + SECONDS);
    volume.connect(on.destination);
    const note = on.createOscillator();
    note.frequency.value = hertz;
    note.connect(volume);
    note.start(begin);
    note.stop(begin + SECONDS);
  }
}
