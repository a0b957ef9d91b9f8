// Makes points.json: node make_points.js > points.json. The facts of Playground's sets and of npm's seedrandom, written down a second
// time, in the language that Playground runs in: Math.sin, Math.log and the order of every operation are a browser's.
"use strict";

function seedRandom(text) {
  const key = [];
  let smear = 0;
  for (let j = 0; j < text.length; ++j) {
    smear ^= (key[j & 255] || 0) * 19;
    key[j & 255] = (smear + text.charCodeAt(j)) & 255;
  }
  if (key.length === 0) key.push(0);
  const s = Array.from({length: 256}, (_, i) => i);
  for (let i = 0, j = 0; i < 256; ++i) {
    j = (j + s[i] + key[i % key.length]) & 255;
    [s[i], s[j]] = [s[j], s[i]];
  }
  let a = 0, b = 0;
  const byte = () => {
    a = (a + 1) & 255;
    b = (b + s[a]) & 255;
    [s[a], s[b]] = [s[b], s[a]];
    return s[(s[a] + s[b]) & 255];
  };
  for (let i = 0; i < 256; ++i) byte();
  return () => {
    let n = 0;
    for (let i = 0; i < 6; ++i) n = n * 256 + byte();
    let d = Math.pow(256, 6), x = 0;
    while (n < Math.pow(2, 52)) { n = (n + x) * 256; d *= 256; x = byte(); }
    while (n >= Math.pow(2, 53)) { n /= 2; d /= 2; x >>>= 1; }
    return (n + x) / d;
  };
}

function pointsOf(name, count, noise, seed) {
  const R = seedRandom(seed);
  const U = (low, high) => R() * (high - low) + low;
  const list = [];
  const add = (x, y, label) => list.push([x, y, label]);
  const length = (x, y) => Math.sqrt(x * x + y * y);
  const makers = {
    circle() {
      for (const [low, high] of [[0, 2.5], [3.5, 5]]) {
        for (let i = 0; i < count / 2; ++i) {
          const r = U(low, high), angle = U(0, 2 * Math.PI);
          const x = r * Math.sin(angle), y = r * Math.cos(angle);
          const dx = U(-5, 5) * noise, dy = U(-5, 5) * noise;
          add(x, y, length(x + dx, y + dy) < 2.5 ? 1 : -1);
        }
      }
    },
    xor() {
      const away = v => v + (v > 0 ? 0.3 : -0.3);
      for (let i = 0; i < count; ++i) {
        const x = away(U(-5, 5)), y = away(U(-5, 5));
        const dx = U(-5, 5) * noise, dy = U(-5, 5) * noise;
        add(x, y, (x + dx) * (y + dy) >= 0 ? 1 : -1);
      }
    },
    gauss() {
      const t = noise / 0.5, variance = 0.5 * (1 - t) + 4 * t;
      const bell = mean => {
        let v1, s;
        do {
          v1 = 2 * R() - 1;
          const v2 = 2 * R() - 1;
          s = v1 * v1 + v2 * v2;
        } while (s > 1);
        return mean + Math.sqrt(variance) * (Math.sqrt(-2 * Math.log(s) / s) * v1);
      };
      for (const middle of [2, -2]) {
        for (let i = 0; i < count / 2; ++i) {
          const x = bell(middle), y = bell(middle);
          add(x, y, Math.sign(middle));
        }
      }
    },
    spiral() {
      const h = count / 2;
      for (const [turn, label] of [[0, 1], [Math.PI, -1]]) {
        for (let i = 0; i < h; ++i) {
          const r = i / h * 5, t = 1.75 * i / h * 2 * Math.PI + turn;
          const x = r * Math.sin(t) + U(-1, 1) * noise, y = r * Math.cos(t) + U(-1, 1) * noise;
          add(x, y, label);
        }
      }
    },
    "reg-plane"() {
      for (let i = 0; i < count; ++i) {
        const x = U(-6, 6), y = U(-6, 6), dx = U(-6, 6) * noise, dy = U(-6, 6) * noise;
        const t = (x + dx + (y + dy) + 10) / 20;
        add(x, y, -1 * (1 - t) + 1 * t);
      }
    },
    "reg-gauss"() {
      const hills = [[-4, 2.5, 1], [0, 2.5, -1], [4, 2.5, 1], [-4, -2.5, -1], [0, -2.5, 1], [4, -2.5, -1]];
      for (let i = 0; i < count; ++i) {
        const x = U(-6, 6), y = U(-6, 6), dx = U(-6, 6) * noise, dy = U(-6, 6) * noise;
        let label = 0;
        for (const [cx, cy, sign] of hills) {
          const height = sign * (1 - Math.min(1, Math.max(0, length(x + dx - cx, y + dy - cy) / 2)));
          if (Math.abs(height) > Math.abs(label)) label = height;
        }
        add(x, y, label);
      }
    },
  };
  makers[name]();
  for (let left = list.length; left > 0;) {
    const k = Math.floor(R() * left);
    --left;
    [list[left], list[k]] = [list[k], list[left]];
  }
  return list;
}

// Every number once rounded to float32, as shortest text of the double that the float is; a sum over all points catches the rest.
function caseOf(name, count, noisePercent, seed) {
  const all = pointsOf(name, count, noisePercent / 100, seed).map(point => point.map(Math.fround));
  const shown = [...all.slice(0, 12), ...all.slice(-4)];
  let hash = 0;
  const view = new DataView(new ArrayBuffer(4));
  for (const point of all) {
    for (const value of point) {
      view.setFloat32(0, value === 0 ? 0 : value);
      hash = (Math.imul(hash, 31) + view.getUint32(0)) >>> 0;
    }
  }
  return {set: name, rows: count, noise: noisePercent, seed, points: shown, hash};
}

const seeds = ["hello.", "0.12345", "", "ünï😀", "x".repeat(300)];
const numbers = seeds.map(seed => { const R = seedRandom(seed); return {seed, values: Array.from({length: 5}, R)}; });
const cases = [];
for (const [name, count] of [["circle", 500], ["xor", 500], ["gauss", 500], ["spiral", 500], ["reg-plane", 1200], ["reg-gauss", 1200]]) {
  for (const [noise, seed] of [[0, "0.12345"], [25, "0.98765"], [50, "glassnet"]]) cases.push(caseOf(name, count, noise, seed));
}
console.log(JSON.stringify({numbers, cases}));
