/**
 * Made-up gauges of eighteen families (loads, traffic, latencies, temperatures, counts, click rates, clockwork, …), each
 * with oddities that mean nothing and labelled anomalies that do. A family says how a gauge is made; sizes and lengths are
 * drawn by the seed. Half of the families (`held`) were not looked at while the detectors were designed.
 */
const DAY = 86_400;

const between = (random, low, high) => low + (high - low) * random.unit();
const drawn = (random, range) => (range === undefined ? 0 : between(random, range[0], range[1] ?? range[0]));
const gauss = (random) => Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());
const pareto = (random, shape) => (1 - random.unit()) ** (-1 / shape);

/** By name: from the hour of the day to about −1…1. */
const SHAPES = {
  none: () => 0,
  sine: (hour) => -Math.cos((2 * Math.PI * hour) / 24),
  office: (hour) => (hour > 8 && hour < 18 ? 1 : -1),
  plateau: (hour) => 2 / (1 + Math.exp(-(hour - 8) * 3)) - 2 / (1 + Math.exp(-(hour - 19) * 3)) - 1,
  rush: (hour) => -1 + 2 * Math.exp(-((hour - 8) ** 2) / 2) + 1.6 * Math.exp(-((hour - 17.5) ** 2) / 4),
  evening: (hour) =>
    -0.9 + 1.5 * Math.exp(-((((hour - 19.5 + 36) % 24) - 12) ** 2) / 18) + 0.6 * Math.exp(-((hour - 9) ** 2) / 8),
};

/**
 * `step` seconds a value and `n` values; `level`, `amp`litude of the rhythm and `spikeSize` in deviations of the `noise`, of
 * logarithms where `exp` or `poisson` is set. Ranges are drawn from.
 */
export const FAMILIES = {
  cpuIdle: {
    step: 300,
    n: 4032,
    shape: ["none"],
    level: [2, 50],
    noise: [0.02, 0.15],
    relative: true,
    memory: [0, 0.6],
    spikes: [0.0005, 0.004],
    spikeSize: [3, 10],
    quant: [0.02],
    clip: [0, 100],
    kinds: ["spike", "up", "down", "noisy", "frozen", "burst"],
  },
  cpuDaily: {
    step: 300,
    n: 4032,
    shape: ["sine", "office", "plateau", "evening"],
    level: [30, 60],
    amp: [3, 12],
    noise: [1, 4],
    memory: [0.3, 0.9],
    spikes: [0, 0.002],
    spikeSize: [3, 7],
    clip: [0, 100],
    kinds: ["spike", "dip", "up", "missing-peak", "extra-peak", "burst", "noisy"],
  },
  network: {
    step: 300,
    n: 4032,
    shape: ["none", "sine"],
    level: [10, 13],
    amp: [0.2, 1],
    noise: [0.2, 0.6],
    memory: [0, 0.7],
    exp: true,
    spikes: [0.001, 0.01],
    spikeSize: [3, 6],
    kinds: ["spike", "up", "dip", "silence", "burst", "density"],
  },
  latency: {
    step: 300,
    n: 4032,
    shape: ["none", "sine"],
    level: [3, 4],
    amp: [0.05, 0.2],
    noise: [0.05, 0.1],
    memory: [0, 0.5],
    exp: true,
    spikes: [0.002, 0.006],
    spikeSize: [4, 8],
    kinds: ["spike", "burst", "up", "ramp", "noisy", "density"],
  },
  speed: {
    step: 600,
    n: 2400,
    irregular: true,
    shape: ["rush"],
    amp: [-12, -2],
    level: [58, 72],
    noise: [2, 4],
    memory: [0.2, 0.7],
    spikes: [0.001, 0.006],
    spikeSize: [-7, -3],
    clip: [0, 90],
    quant: [1],
    gaps: 0.004,
    kinds: ["dip", "extra-peak", "missing-peak", "burst", "density"],
  },
  occupancy: {
    step: 600,
    n: 2400,
    irregular: true,
    shape: ["rush", "plateau"],
    level: [1.2, 2],
    amp: [0.5, 1],
    noise: [0.25, 0.4],
    memory: [0.2, 0.6],
    exp: true,
    spikes: [0.001, 0.005],
    spikeSize: [2, 5],
    quant: [0.33],
    gaps: 0.004,
    kinds: ["spike", "extra-peak", "burst", "up", "missing-peak"],
  },
  travel: {
    step: 600,
    n: 2400,
    irregular: true,
    shape: ["rush"],
    level: [4.5, 6],
    amp: [0.05, 0.5],
    noise: [0.1, 0.3],
    memory: [0.2, 0.8],
    exp: true,
    spikes: [0.003, 0.01],
    spikeSize: [3, 7],
    quant: [1],
    gaps: 0.004,
    kinds: ["spike", "burst", "density", "up"],
  },
  taxi: {
    step: 1800,
    n: 9600,
    shape: ["evening"],
    level: [15000, 15000],
    amp: [6, 9],
    noise: [900, 1300],
    memory: [0.7, 0.9],
    weekly: [0.1, 0.3],
    slow: 0.7,
    clip: [0, 1e9],
    kinds: ["missing-peak", "extra-peak", "burst", "silence", "dip"],
  },
  machine: {
    step: 300,
    n: 16000,
    shape: ["none", "sine"],
    level: [90, 90],
    amp: [0.2, 1],
    noise: [1, 2],
    memory: [0.9, 0.99],
    slow: 6,
    kinds: ["silence", "down", "dip", "ramp", "noisy"],
  },
  ambient: {
    step: 3600,
    n: 7200,
    shape: ["sine", "plateau"],
    level: [70, 70],
    amp: [1, 2.5],
    noise: [0.8, 1.2],
    memory: [0.8, 0.95],
    slow: 2.5,
    kinds: ["down", "up", "dip", "ramp", "noisy"],
  },
  tweets: {
    step: 300,
    n: 15800,
    shape: ["sine", "office", "none"],
    level: [2, 5],
    amp: [0.2, 0.8],
    noise: [0.3, 0.5],
    memory: [0.2, 0.8],
    poisson: true,
    spikes: [0.001, 0.004],
    spikeTail: 1.8,
    spikeSize: [2, 5],
    kinds: ["spike", "burst", "up", "density"],
  },
  adClick: {
    step: 3600,
    n: 1640,
    shape: ["none", "sine"],
    level: [-2.5, 0],
    amp: [0.05, 0.3],
    noise: [0.15, 0.4],
    memory: [0, 0.5],
    exp: true,
    slow: 0.7,
    spikes: [0.004, 0.02],
    spikeSize: [3, 7],
    kinds: ["spike", "burst", "up", "down", "noisy"],
  },
  clockwork: {
    step: 300,
    n: 4032,
    shape: ["office", "plateau"],
    level: [50, 50],
    amp: [8, 16],
    noise: [0.5, 3],
    memory: [0, 0],
    kinds: ["missing-peak", "flat-middle", "extra-peak", "burst", "down"],
  },
  keys: {
    step: 300,
    n: 5000,
    irregular: true,
    shape: ["office"],
    level: [-1, 0.5],
    amp: [1, 2],
    noise: [0.8, 1.2],
    memory: [0.5, 0.9],
    poisson: true,
    quant: [1],
    kinds: ["extra-peak", "spike", "burst"],
  },
  spikeTrain: {
    step: 300,
    n: 4032,
    shape: ["none"],
    level: [20, 20],
    noise: [0.1, 0.5],
    memory: [0, 0],
    spikes: [0.01, 0.02],
    spikeSize: [30, 60],
    kinds: ["density", "silence", "up", "frozen"],
  },
  batch: {
    step: 300,
    n: 4032,
    shape: ["none"],
    cron: true,
    level: [5, 20],
    noise: [0.5, 2],
    memory: [0, 0.5],
    clip: [0, 100],
    kinds: ["missing-peak", "up", "spike", "burst", "noisy"],
  },
  regime: {
    step: 300,
    n: 16000,
    shape: ["sine", "none"],
    level: [40, 60],
    amp: [1, 3],
    noise: [4, 8],
    memory: [0.3, 0.8],
    regimes: 8,
    clip: [0, 100],
    kinds: ["up", "down", "noisy", "silence", "missing-peak"],
  },
  disk: {
    step: 300,
    n: 4032,
    shape: ["none"],
    level: [0, 0],
    zero: true,
    noise: [0.1, 0.3],
    memory: [0],
    spikes: [0.002, 0.02],
    spikeSize: [3, 6],
    exp: true,
    kinds: ["spike", "burst", "density", "up"],
  },
};

/** Hours that an anomaly lasts. */
const HOURS = {
  spike: [0.05, 0.5],
  dip: [0.3, 2],
  up: [24, 96],
  down: [24, 96],
  burst: [1, 5],
  ramp: [24, 48],
  noisy: [6, 24],
  frozen: [6, 24],
  silence: [3, 24],
  "missing-peak": [22, 26],
  "extra-peak": [2, 4],
  "flat-middle": [24, 24],
  density: [12, 24],
};

export const NAMES = Object.keys(FAMILIES);
export const DESIGNED = NAMES.filter((_, i) => i % 2 === 0);
export const HELD = NAMES.filter((_, i) => i % 2 === 1);

/**
 * @param rows of the gauge; a family's own number where not said
 * @returns times in seconds, values, and windows of rows in which an anomaly counts as found, as the benchmark draws them
 */
export function makeGauge(familyName, seed, Random, inject = true, rows = FAMILIES[familyName].n) {
  const f = FAMILIES[familyName];
  const r = new Random(
    seed * 131 + familyName.length * 7919 + familyName.charCodeAt(0) * 17 + familyName.charCodeAt(1),
  );
  for (let i = 0; i < 5; i++) r.unit();
  const n = rows,
    step = f.step;
  const shape = SHAPES[f.shape[Math.floor(r.unit() * f.shape.length)]];
  const level0 = drawn(r, f.level);
  let noise = drawn(r, f.noise);
  if (f.relative) noise *= level0;
  const isLog = f.exp || f.poisson;
  const amp = drawn(r, f.amp) * (isLog ? 1 : noise);
  const memory = drawn(r, f.memory);
  const spikeRate = drawn(r, f.spikes),
    spikeSize = drawn(r, f.spikeSize),
    spikeMinutes = r.unit() < 0.5 ? 5 : 20;
  const quant = drawn(r, f.quant),
    weekly = drawn(r, f.weekly);
  const phase = between(r, -3, 3),
    cronPeriod = f.cron ? Math.floor(between(r, 6, 60)) : 0,
    cronSize = between(r, 10, 30) * 1;
  const weekend = r.unit() < 0.5 ? between(r, 0.3, 1) : 1;
  const driftTotal = (r.unit() - 0.5) * 2 * noise;
  // anomalies
  const count = inject ? 1 + Math.floor(r.unit() * (n > 9000 ? 4 : 2.5)) : 0;
  const width = Math.floor((0.1 * n) / Math.max(1, count));
  const windows = [];
  for (let tries = 0; windows.length < count && tries < 200; tries++) {
    const onset = Math.floor(n * between(r, 0.22, 0.97));
    if (windows.some((w) => Math.abs(w.onset - onset) < width * 1.6 + 20)) continue;
    windows.push({ onset, start: Math.max(0, onset - (width >> 1)), end: Math.min(n - 1, onset + (width >> 1)) });
  }
  windows.sort((a, b) => a.onset - b.onset);
  for (const w of windows) {
    w.kind = f.kinds[Math.floor(r.unit() * f.kinds.length)];
    w.rows = Math.max(1, Math.round((between(r, ...HOURS[w.kind]) * 3600) / step));
    w.size = between(r, 1, 2);
  }
  const times = new Float64Array(n),
    values = new Float64Array(n);
  let t = 1390000000 + Math.floor((r.unit() * 1e7) / 300) * 300;
  let swing = 0,
    slow = 0,
    spikeLeft = 0,
    spikeNow = 0,
    frozen = NaN,
    regime = 0,
    regimeNoise = 1;
  const shiftAt = Math.floor(n * between(r, 0.2, 1)),
    shiftBy = (r.unit() - 0.5) * 2.4 * noise * (r.unit() < 0.5 ? 1 : 0);
  const slowMemory = Math.exp(-step / (2.5 * DAY));
  const sizeUp = spikeSize;
  for (let i = 0; i < n; i++) {
    if (i > 0) {
      t += f.irregular ? step * (r.unit() < 0.25 ? Math.ceil(r.unit() * 4) : 1) : step;
      if (f.gaps && r.unit() < f.gaps) t += Math.floor(between(r, 3, 40)) * step;
    }
    times[i] = t;
    const w = windows.find((x) => i >= x.onset && i < x.onset + x.rows);
    const k = w?.kind;
    const hour = ((t % DAY) / 3600 + phase + 24) % 24;
    const dow = Math.floor(t / DAY + 4) % 7;
    let rhythm = shape(hour);
    if (k === "extra-peak") {
      w.flip ??= rhythm > 0 ? -1 : 1;
      rhythm = w.flip;
    }
    if (k === "missing-peak" && amp !== 0) rhythm = Math.min(rhythm, -0.6);
    if (k === "flat-middle") rhythm = Math.min(rhythm, -0.1);
    const a =
      amp * (dow === 0 || dow === 6 ? weekend : 1) * (1 + weekly * Math.sin((2 * Math.PI * (dow + hour / 24)) / 7));
    if (f.regimes && r.unit() < f.regimes / n) {
      regime = gauss(r) * 0.8 * noise;
      regimeNoise = between(r, 0.8, 1.3);
    }
    swing = memory * swing + Math.sqrt(1 - memory * memory) * gauss(r);
    slow = slowMemory * slow + Math.sqrt(1 - slowMemory * slowMemory) * gauss(r);
    const rate = spikeRate * (k === "density" ? 8 : 1);
    if (spikeLeft > 0) spikeLeft -= step / 60;
    else {
      spikeNow = 0;
      if (r.unit() < rate) {
        spikeNow = sizeUp * (f.spikeTail ? pareto(r, f.spikeTail) / 2 : between(r, 0.4, 1.2));
        if (isLog && f.spikeTail) spikeNow = Math.log(pareto(r, f.spikeTail)) + 0.5;
        spikeLeft = spikeMinutes - step / 60;
      }
    }
    let x = level0 + (driftTotal * i) / n + a * rhythm + regime + (i >= shiftAt ? shiftBy : 0);
    let z = swing * regimeNoise;
    if (k === "noisy") z *= 3 * w.size;
    let spike = spikeNow * (isLog && f.spikeTail ? 1 : noise);
    if (f.zero) x = -2;
    const dir = Math.sign(spikeSize || 1);
    const big = Math.max(Math.abs(sizeUp) * 1.5, 7) * noise * w?.size;
    if (k === "spike") spike = f.spikeTail ? 2.5 + w.size : big;
    if (k === "dip") spike = -Math.max(6 * noise, Math.min(big, 14 * noise)) * (isLog ? 0.7 : 1);
    if (k === "burst") spike = f.spikeTail ? 1.5 + w.size : dir * Math.max(5, Math.abs(sizeUp)) * noise * w.size;
    if (k === "up") x += 3 * noise * w.size + (isLog ? 0.3 : 0);
    if (k === "down") x -= 3 * noise * w.size + (isLog ? 0.3 : 0);
    if (k === "ramp") x += (6 * noise * w.size * (i - w.onset)) / w.rows;
    if (k === "silence") {
      x = f.exp ? level0 - 3 : level0 - Math.abs(amp) - (f.slow ?? 0) * noise - 8 * noise * w.size;
      spike = 0;
      z *= 0.3;
    }
    let v = x + (f.slow ? slow * f.slow * noise : 0) + noise * z + spike;
    if (cronPeriod && i % cronPeriod < 2 && k !== "missing-peak") v += cronSize * noise;
    if (f.zero) {
      v =
        spikeNow !== 0 || k === "spike" || k === "burst" || k === "up"
          ? Math.exp(10 + v)
          : r.unit() < 0.1
            ? 4096 * Math.ceil(r.unit() * 3)
            : 0;
    } else if (f.exp) v = Math.exp(v);
    else if (f.poisson) v = r.poisson(Math.min(1e6, Math.exp(v)));
    if (f.clip) v = Math.min(f.clip[1], Math.max(f.clip[0], v));
    if (quant) v = Math.round(v / quant) * quant;
    if (k === "frozen") {
      if (Number.isNaN(frozen)) frozen = v;
      v = frozen;
    } else frozen = NaN;
    values[i] = v;
  }
  return { family: familyName, seed, times, values, windows };
}
