/** Colours that diverge around zero: blue for less, orange for more, read from the page's tokens so that themes reach the canvas. */

/** Steps on each side of zero. */
const STEPS = 24;

export class DivergingScale {
  /** from the lowest over the middle to the highest */
  private readonly colors: readonly string[];

  /** @param host must be in the document */
  constructor(host: HTMLElement) {
    const [low, middle, high] = ["low", "mid", "high"].map((end) => rgbOf(host, `--tl-diverge-${end}`)) as [
      Rgb,
      Rgb,
      Rgb,
    ];
    this.colors = Array.from({ length: 2 * STEPS + 1 }, (_, i) => {
      const share = (i - STEPS) / STEPS;
      return mixed(middle, share < 0 ? low : high, Math.abs(share));
    });
  }

  /** @param reach the amount from which on colours are full @returns the middle one only for zero */
  colorOf(value: number, reach: number): string {
    const share = Math.max(-1, Math.min(1, value / reach));
    const step = Math.sign(share) * Math.ceil(Math.abs(share) * STEPS - 1e-9);
    return this.colors[STEPS + step]!;
  }
}

type Rgb = [number, number, number];

/** Whatever way the token is written in, the canvas turns it into numbers. */
function rgbOf(host: HTMLElement, property: string): Rgb {
  const probe = document.createElement("span");
  probe.hidden = true;
  probe.style.color = `var(${property})`;
  host.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

function mixed(from: Rgb, to: Rgb, share: number): string {
  const parts = from.map((value, i) => Math.round(value + (to[i]! - value) * share));
  return `rgb(${parts.join(" ")})`;
}
