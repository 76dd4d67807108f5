/*
 * Library functions of ES2024 and iterator helpers, for Node 20, which VS Code 1.100 brings. esbuild puts this file
 * before every bundle; on a newer Node it does nothing. tsconfig.json allows no newer ones in our sources.
 */

function add(target, name, value) {
    if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

add(Promise, 'withResolvers', function () {
    const result = {};
    result.promise = new this((resolve, reject) => Object.assign(result, { resolve, reject }));
    return result;
});

add(Map, 'groupBy', (items, keyOf) => {
    const groups = new Map();
    let index = 0;
    for (const item of items) {
        const key = keyOf(item, index++);
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [item]);
        else group.push(item);
    }
    return groups;
});

add(Object, 'groupBy', (items, keyOf) => {
    const groups = Object.create(null);
    let index = 0;
    for (const item of items) {
        const key = keyOf(item, index++);
        groups[key] ??= [];
        groups[key].push(item);
    }
    return groups;
});

add(Array, 'fromAsync', async (items, change = item => item) => {
    const result = [];
    for await (const item of items) result.push(await change(item, result.length));
    return result;
});

const iterators = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

const lazy = {
    *map(change) {
        let index = 0;
        for (const item of this) yield change(item, index++);
    },
    *filter(test) {
        let index = 0;
        for (const item of this) if (test(item, index++)) yield item;
    },
    *take(limit) {
        let left = limit;
        if (left <= 0) return;
        for (const item of this) {
            yield item;
            if (--left <= 0) return;
        }
    },
    *drop(limit) {
        let left = limit;
        for (const item of this) if (left-- <= 0) yield item;
    },
    *flatMap(change) {
        let index = 0;
        for (const item of this) yield* change(item, index++);
    },
};

const eager = {
    toArray() {
        return [...this];
    },
    forEach(visit) {
        let index = 0;
        for (const item of this) visit(item, index++);
    },
    some(test) {
        let index = 0;
        for (const item of this) if (test(item, index++)) return true;
        return false;
    },
    every(test) {
        let index = 0;
        for (const item of this) if (!test(item, index++)) return false;
        return true;
    },
    find(test) {
        let index = 0;
        for (const item of this) if (test(item, index++)) return item;
        return undefined;
    },
    reduce(...args) {
        return [...this].reduce(...args);
    },
};

for (const [name, value] of Object.entries({ ...lazy, ...eager })) add(iterators, name, value);
