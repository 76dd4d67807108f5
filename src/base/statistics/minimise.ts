/** Where a function is smallest, and how small it is there. */
export interface Minimum {
    readonly at: readonly number[];
    readonly value: number;
    /** Whether the search came to rest before its steps were used up. */
    readonly found: boolean;
}

type Point = Omit<Minimum, 'found'>;
type Objective = (at: readonly number[]) => number;

const MOST_STEPS = 2000;
const STEP = 0.5;
const CLOSE = 1e-9;

/**
 * The simplex search of Nelder and Mead (1965): no derivatives, no random numbers, the same answer in every run.
 * It begins anew where it came to rest until that gains nothing more, so that a flat simplex does not end it.
 */
export function minimise(objective: Objective, start: readonly number[]): Minimum {
    let best = search(objective, start, STEP);
    for (let round = 0; round < 5; round++) {
        const next = search(objective, best.at, STEP / 2);
        const gain = best.value - next.value;
        best = next.value <= best.value ? next : best;
        if (gain <= CLOSE * Math.abs(best.value)) break;
    }
    return best;
}

function search(objective: Objective, start: readonly number[], step: number): Minimum {
    const pointAt = (at: readonly number[]): Point => {
        const value = objective(at);
        return { at, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
    };
    let simplex = [start, ...start.map((_, axis) => start.map((x, index) => (index === axis ? x + step : x)))].map(
        pointAt,
    );
    for (let steps = 0; steps < MOST_STEPS; steps++) {
        simplex.sort((a, b) => a.value - b.value);
        if (isSettled(simplex)) return { ...first(simplex), found: true };
        simplex = stepped(simplex, pointAt);
    }
    return { ...first(simplex.toSorted((a, b) => a.value - b.value)), found: false };
}

/** One step: the worst point is reflected, and goes further, less far or nowhere; then all move to the best. */
function stepped(simplex: readonly Point[], pointAt: (at: readonly number[]) => Point): Point[] {
    const [best, worst] = [first(simplex), last(simplex)];
    const others = simplex.slice(0, -1);
    const centre = best.at.map((_, axis) => mean(others.map(({ at }) => at[axis] ?? 0)));
    const along = (factor: number): Point => pointAt(centre.map((x, axis) => x + factor * ((worst.at[axis] ?? 0) - x)));
    const reflected = along(-1);
    if (reflected.value < best.value) {
        const expanded = along(-2);
        return [...others, expanded.value < reflected.value ? expanded : reflected];
    }
    if (reflected.value < last(others).value) return [...others, reflected];
    const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
    if (contracted.value < Math.min(reflected.value, worst.value)) return [...others, contracted];
    const shrunk = simplex.slice(1).map(({ at }) => pointAt(at.map((x, axis) => (x + (best.at[axis] ?? 0)) / 2)));
    return [best, ...shrunk];
}

function isSettled(simplex: readonly Point[]): boolean {
    const [best, worst] = [first(simplex), last(simplex)];
    if (Math.abs(worst.value - best.value) > CLOSE * (Math.abs(best.value) + CLOSE)) return false;
    return simplex.every(({ at }) => at.every((x, axis) => Math.abs(x - (best.at[axis] ?? 0)) < 1e-5));
}

const NOWHERE: Point = { at: [], value: Number.POSITIVE_INFINITY };
const first = (simplex: readonly Point[]): Point => simplex[0] ?? NOWHERE;
const last = (simplex: readonly Point[]): Point => simplex.at(-1) ?? NOWHERE;
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
