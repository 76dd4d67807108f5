/** What is on one of two lists and not on the other: quickly, where most of both is the same at the beginning and at the end. */
export function differences<T>(
    before: readonly T[],
    now: readonly T[],
): { readonly gone: readonly T[]; readonly come: readonly T[] } {
    const most = Math.min(before.length, now.length);
    let start = 0;
    while (start < most && before[start] === now[start]) start++;
    let end = 0;
    while (end < most - start && before[before.length - 1 - end] === now[now.length - 1 - end]) end++;
    const old = new Set(before.slice(start, before.length - end));
    const found = new Set(now.slice(start, now.length - end));
    return { gone: [...old].filter(each => !found.has(each)), come: [...found].filter(each => !old.has(each)) };
}
