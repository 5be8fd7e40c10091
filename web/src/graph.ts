// Where the nodes of a small graph stand: the same graph always looks the same.

export interface Link { from: number; to: number; weight: number }
export interface Point { x: number; y: number }

/** Nodes up to which forces are worth their time; above, a circle. */
const NODES_MAX = 120;
const ROUNDS = 160;

/**
 * Places of `count` nodes in the unit square, by springs and repulsion (Fruchterman, Reingold
 * 1991) from a circle; cost: rounds times the square of `count`.
 */
export function layout(count: number, links: Link[]): Point[] {
  const points = Array.from({ length: count }, (_, at) => ({
    x: Math.cos(2 * Math.PI * at / count - Math.PI / 2),
    y: Math.sin(2 * Math.PI * at / count - Math.PI / 2),
  }));
  if (count > 3 && count <= NODES_MAX) {
    const ideal = 1.6 / Math.sqrt(count);
    for (let round = 0; round < ROUNDS; round += 1) {
      relax(points, links, ideal, 0.2 * (1 - round / ROUNDS));
    }
  }
  return squared(points);
}

function relax(points: Point[], links: Link[], ideal: number, reach: number): void {
  const moves = points.map(() => ({ x: 0, y: 0 }));
  const push = (a: number, b: number, force: (distance: number) => number) => {
    const [p, q] = [points[a]!, points[b]!];
    const [dx, dy] = [p.x - q.x || 1e-6 * (a - b), p.y - q.y || 1e-6 * (a + b)];
    const distance = Math.max(1e-4, Math.hypot(dx, dy));
    const [x, y] = [dx / distance * force(distance), dy / distance * force(distance)];
    moves[a]!.x += x;
    moves[a]!.y += y;
    moves[b]!.x -= x;
    moves[b]!.y -= y;
  };
  for (let a = 0; a < points.length; a += 1) {
    for (let b = a + 1; b < points.length; b += 1) push(a, b, (far) => ideal * ideal / far);
  }
  for (const link of links) {
    push(link.from, link.to, (far) => -far * far / ideal * (0.3 + 0.7 * link.weight));
  }
  points.forEach((point, at) => {
    const move = moves[at]!;
    const length = Math.max(1e-9, Math.hypot(move.x, move.y));
    point.x += move.x / length * Math.min(reach, length);
    point.y += move.y / length * Math.min(reach, length);
  });
}

function squared(points: Point[]): Point[] {
  const fit = (values: number[]) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return values.map((value) => (high - low < 1e-6 ? 0.5 : (value - low) / (high - low)));
  };
  const xs = fit(points.map((point) => point.x));
  const ys = fit(points.map((point) => point.y));
  return points.map((_, at) => ({ x: xs[at]!, y: ys[at]! }));
}
