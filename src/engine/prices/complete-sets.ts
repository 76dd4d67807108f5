/** A component of a set, and the lines whose units can be it. */
export interface Part {
    readonly units: bigint;
    readonly lines: ReadonlySet<number>;
    /** In one set no two of its units are of the same article. */
    readonly different: boolean;
}

/** Whole units of the lines, and of each line the first that is of the same article. */
export interface Stock {
    readonly free: readonly bigint[];
    readonly articles: readonly number[];
}

/** What a component still needs for all sets; of different units it takes at most one of an article for each set. */
interface Need {
    units: bigint;
    readonly lines: ReadonlySet<number>;
    /** By article. */
    readonly most: bigint[] | undefined;
}

/** The most sets that are complete, at most so many. */
export function completeSets(parts: readonly Part[], stock: Stock, atMost: number | undefined): bigint {
    const most = mostSets(parts, stock, atMost);
    if (!parts.some(({ different }) => different)) return most;
    return greatest(most, sets => areMet(needsFor(parts, stock, sets), stock));
}

/** By component and line. Component by component, unit by unit in the order of prices, as long as the others still find theirs. */
export function unitsTaken(parts: readonly Part[], stock: Stock, sets: bigint, order: readonly number[]): bigint[][] {
    const left = [...stock.free];
    const open = needsFor(parts, stock, sets);
    return open.map(need => {
        const taken = left.map(() => 0n);
        for (const line of order) {
            if (!need.lines.has(line)) continue;
            const units = mostFrom(line, need, open, { ...stock, free: left });
            takeFrom(need, stock.articles[line], units);
            left[line] = (left[line] ?? 0n) - units;
            taken[line] = units;
        }
        return taken;
    });
}

/** By Hall's theorem sets are complete where every group of components finds its units among the lines that fit any of them. */
function mostSets(parts: readonly Part[], stock: Stock, atMost: number | undefined): bigint {
    let sets: bigint | undefined = atMost === undefined ? undefined : BigInt(atMost);
    for (const group of groupsOf(parts)) {
        const units = group.reduce((sum, part) => sum + part.units, 0n);
        if (units === 0n) continue;
        const most = unitsFitting(group, stock) / units;
        if (sets === undefined || most < sets) sets = most;
    }
    return sets ?? 0n;
}

const needsFor = (parts: readonly Part[], { articles }: Stock, sets: bigint): Need[] =>
    parts.map(({ units, lines, different }) => ({
        units: units * sets,
        lines,
        most: different ? articles.map(() => sets) : undefined,
    }));

function mostFrom(line: number, need: Need, open: readonly Need[], stock: Stock): bigint {
    const { free, articles } = stock;
    const [here = 0n, article] = [free[line], articles[line]];
    return greatest(least(here, need.units), units => {
        const rest = free.map((each, index) => (index === line ? each - units : each));
        const needs = open.map(each => {
            if (each !== need) return each;
            const less = { ...each, most: each.most && [...each.most] };
            takeFrom(less, article, units);
            return less;
        });
        return areMet(needs, { free: rest, articles });
    });
}

function takeFrom(need: Need, article: number | undefined, units: bigint): void {
    need.units -= units;
    if (need.most && article !== undefined) need.most[article] = (need.most[article] ?? 0n) - units;
}

function areMet(needs: readonly Need[], stock: Stock): boolean {
    if (needs.some(({ most }) => most?.some(units => units < 0n))) return false;
    return groupsOf(needs).every(group => group.reduce((sum, { units }) => sum + units, 0n) <= unitsFor(group, stock));
}

/**
 * What a group can find at most, by the theorem of the least cut: of each article as many as it has for them, or for
 * some of those that want different ones only so many as they may take of it.
 */
function unitsFor(group: readonly Need[], stock: Stock): bigint {
    const bounded = group.filter(({ most }) => most !== undefined);
    if (bounded.length === 0) return unitsFitting(group, stock);
    const ways = [[], ...groupsOf(bounded)];
    return [...new Set(stock.articles)].reduce((sum, article) => {
        const of = ways.map(cut => {
            const others = group.filter(need => !cut.includes(need));
            const taken = cut.reduce((units, { most }) => units + (most?.[article] ?? 0n), 0n);
            return taken + unitsFitting(others, stock, article);
        });
        return sum + of.reduce(least);
    }, 0n);
}

const unitsFitting = (
    group: readonly { readonly lines: ReadonlySet<number> }[],
    { free, articles }: Stock,
    article?: number,
): bigint =>
    free.reduce((sum, units, line) => {
        const isCounted = article === undefined || articles[line] === article;
        return isCounted && group.some(({ lines }) => lines.has(line)) ? sum + units : sum;
    }, 0n);

/** The greatest number up to `most` that holds; all below one that holds do. */
function greatest(most: bigint, holds: (count: bigint) => boolean): bigint {
    let [low, high] = [0n, most];
    while (low < high) {
        const middle = (low + high + 1n) / 2n;
        if (holds(middle)) low = middle;
        else high = middle - 1n;
    }
    return low;
}

/** All groups but the empty one; lowering refuses bundles of more than eight components. */
function groupsOf<Each>(needs: readonly Each[]): Each[][] {
    return needs.reduce<Each[][]>(
        (groups, need) =>
            groups.concat(
                [[need]],
                groups.map(group => [...group, need]),
            ),
        [],
    );
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
