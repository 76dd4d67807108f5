/** The names of two lists in one order: the new list's, each name that only the old list has after the one before it there. */
export function mergedNames(before: readonly string[], after: readonly string[]): string[] {
    const merged = [...after];
    for (const [index, name] of before.entries()) {
        if (merged.includes(name)) continue;
        const previous = before[index - 1];
        merged.splice(previous === undefined ? 0 : merged.indexOf(previous) + 1, 0, name);
    }
    return merged;
}
