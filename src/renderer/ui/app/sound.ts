// Room: ui/app. Two short calls, made here and loaded from nowhere.

/** `news`: something came in. `alarm`: somebody waits for long. */
export type Tune = 'news' | 'alarm';

/** Hertz and the second at which each note begins. */
const tunes: Readonly<Record<Tune, readonly (readonly [hertz: number, at: number])[]>> = {
  news: [
    [587, 0],
    [784, 0.12],
  ],
  alarm: [
    [784, 0],
    [587, 0.22],
    [784, 0.44],
    [587, 0.66],
  ],
};
const LOUD: Readonly<Record<Tune, number>> = { news: 0.07, alarm: 0.14 };
const RISE_S = 0.02;
const NOTE_S = 0.42;
const SILENCE = 0.0001;

let speaker: AudioContext | null = null;

/** Plays once. A machine without sound is no trouble: then the screen alone calls. */
export async function play(tune: Tune): Promise<void> {
  try {
    speaker ??= new AudioContext();
    await speaker.resume();
    for (const [hertz, at] of tunes[tune]) note(speaker, { hertz, at, loud: LOUD[tune] });
  } catch {
    speaker = null;
  }
}

interface Note {
  readonly hertz: number;
  readonly at: number;
  readonly loud: number;
}

/** Soft at both ends, so that nothing clicks. */
function note(on: AudioContext, { hertz, at, loud }: Note): void {
  const start = on.currentTime + at;
  const end = start + NOTE_S;
  const gain = new GainNode(on, { gain: 0 });
  gain.gain.linearRampToValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(loud, start + RISE_S);
  gain.gain.exponentialRampToValueAtTime(SILENCE, end);
  const tone = new OscillatorNode(on, { frequency: hertz, type: 'triangle' });
  tone.connect(gain).connect(on.destination);
  tone.start(start);
  tone.stop(end);
}
