/**
 * The normal distribution's tail, to about 16 significant digits.
 *
 * Rational Chebyshev approximations of W. J. Cody, "Rational Chebyshev approximations for the error function",
 * Mathematics of Computation 23 (1969) 631-637, with the coefficients of his CALERF (netlib, public domain).
 * Three ranges: |x| ≤ 0.46875, ≤ 4, beyond. Relative accuracy holds far into the tail, which the posterior needs:
 * it compares cells by the logarithm of very small probabilities.
 */

const near = {
  top: [3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694, 0.18577770618460315],
  bottom: [23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171],
} as const;
const middle = {
  top: [
    0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769,
    1712.0476126340707, 2051.0783778260716, 1230.3393547979972, 2.1531153547440383e-8,
  ],
  bottom: [
    15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
    4362.619090143247, 3439.3676741437216, 1230.3393548037495,
  ],
} as const;
const far = {
  top: [
    0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
    0.0006587491615298378, 0.016315387137302097,
  ],
  bottom: [
    2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918,
  ],
} as const;
const oneOverRootPi = 0.5641895835477563;

/** The complementary error function, 2/√π ∫ₓ^∞ e^(−t²) dt. */
export function erfc(x: number): number {
  const size = Math.abs(x);
  if (size <= 0.46875) {
    const square = size > 1e-16 ? size * size : 0;
    let top = near.top[4] * square;
    let bottom = square;
    for (let i = 0; i < 3; i++) {
      top = (top + near.top[i]!) * square;
      bottom = (bottom + near.bottom[i]!) * square;
    }
    return 1 - (x * (top + near.top[3])) / (bottom + near.bottom[3]);
  }
  const tail = expOfMinusSquare(size) * (size <= 4 ? middleRatio(size) : farRatio(size));
  return x < 0 ? 2 - tail : tail;
}

function middleRatio(size: number): number {
  let top = middle.top[8] * size;
  let bottom = size;
  for (let i = 0; i < 7; i++) {
    top = (top + middle.top[i]!) * size;
    bottom = (bottom + middle.bottom[i]!) * size;
  }
  return (top + middle.top[7]) / (bottom + middle.bottom[7]);
}

function farRatio(size: number): number {
  const inverse = 1 / (size * size);
  let top = far.top[5] * inverse;
  let bottom = inverse;
  for (let i = 0; i < 4; i++) {
    top = (top + far.top[i]!) * inverse;
    bottom = (bottom + far.bottom[i]!) * inverse;
  }
  return (oneOverRootPi - (inverse * (top + far.top[4])) / (bottom + far.bottom[4])) / size;
}

/** e^(−x²) with the square split in two, so that no digit of a large x is lost (Cody's way). */
function expOfMinusSquare(size: number): number {
  const rounded = Math.trunc(size * 16) / 16;
  return Math.exp(-rounded * rounded) * Math.exp(-(size - rounded) * (size + rounded));
}

/** Chance that a standard normal value is above x. */
export function normalTail(x: number): number {
  return 0.5 * erfc(x * Math.SQRT1_2);
}

/** Chance that a standard normal value lies between two bounds, without cancellation in either tail. */
export function normalBetween(lower: number, upper: number): number {
  return lower > 0 ? normalTail(lower) - normalTail(upper) : normalTail(-upper) - normalTail(-lower);
}
