import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCycle, type Import, importsOf } from './imports.ts';
import { exceptions, importableFrom, type Layer, layers, packages, ruleFor } from './layers.ts';
import { filesBelow, textOf } from './project.ts';

const files = filesBelow('src').filter(path => path.endsWith('.ts'));
const imports = new Map<string, readonly Import[]>(files.map(path => [path, importsOf(textOf(path))]));

/** Path of the imported file from the project's root; `undefined` for packages. */
const targetOf = (path: string, { specifier }: Import): string | undefined =>
    specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : undefined;

const layerOf = (path: string): string => path.split('/')[1] ?? '';

/** `src/index.ts` stands above all layers. */
const inLayers = files.filter(path => path.split('/').length > 2);

/** One line for each import that `complain` has something against. */
function complaints(complain: (path: string, found: Import) => string | undefined): readonly string[] {
    return inLayers.flatMap(path =>
        (imports.get(path) ?? []).flatMap(found => {
            const complaint = complain(path, found);
            return complaint === undefined ? [] : [`${path}:${found.line} ${complaint}`];
        }),
    );
}

describe('layers', () => {
    test('every folder of src is in the table', () => {
        expect(inLayers.filter(path => !(layers as readonly string[]).includes(layerOf(path)))).toEqual([]);
    });

    test('a folder imports only from folders below it', () => {
        const found = complaints((path, it) => {
            const target = targetOf(path, it);
            if (target === undefined || layerOf(target) === layerOf(path)) return undefined;
            if (exceptions[path] === layerOf(target)) return undefined;
            const isAllowed = (importableFrom(layerOf(path) as Layer) as readonly string[]).includes(layerOf(target));
            return isAllowed ? undefined : `must not import '${target}'`;
        });
        expect(found).toEqual([]);
    });

    test('a package is imported only where the table says', () => {
        const found = complaints((path, { specifier }) => {
            if (specifier.startsWith('.')) return undefined;
            const rule = ruleFor(specifier);
            const places = rule === undefined ? [] : (packages[rule] ?? []);
            return places.some(place => path.startsWith(`src/${place}`)) ? undefined : `must not import '${specifier}'`;
        });
        expect(found).toEqual([]);
    });

    test('no cycle of imports at run time', () => {
        const graph = new Map(
            files.map(path => {
                const atRunTime = (imports.get(path) ?? []).filter(it => !it.isType && !it.isDynamic);
                return [path, atRunTime.flatMap(it => targetOf(path, it) ?? [])];
            }),
        );
        expect(findCycle(graph)).toBeUndefined();
    });
});

describe('the scanner of imports', () => {
    const cases: readonly (readonly [text: string, found: string])[] = [
        ["import { a } from './a.ts';", './a.ts'],
        ["import type { A } from './a.ts';", 'type ./a.ts'],
        ["import { type A, b } from './a.ts';", './a.ts'],
        ["import './effects.ts';", './effects.ts'],
        ["import * as all from 'all';", 'all'],
        ["import one, { two } from 'both';", 'both'],
        ["export { a } from './a.ts';", './a.ts'],
        ["export * from './a.ts';", './a.ts'],
        ["export type { A } from './a.ts';", 'type ./a.ts'],
        ["import {\n    a,\n    b,\n} from './long.ts';", './long.ts'],
        ["const a = await import('./late.ts');", 'late ./late.ts'],
        ["type A = import('./a.ts').A;", 'type late ./a.ts'],
        ["// import { a } from './no.ts';", ''],
        ["/* import('./no.ts') */", ''],
        ["export const from = 'x';", ''],
        ["text.import('./no.ts')", ''],
    ];
    test.each(cases)('%s', (text, found) => {
        const shown = importsOf(text).map(
            it => `${it.isType ? 'type ' : ''}${it.isDynamic ? 'late ' : ''}${it.specifier}`,
        );
        expect(shown.join(' ')).toBe(found);
    });

    test('a cycle is found wherever it stands', () => {
        const graph = new Map([
            ['a', ['b']],
            ['b', ['c', 'd']],
            ['c', []],
            ['d', ['b']],
        ]);
        expect(findCycle(graph)).toEqual(['b', 'd']);
        expect(findCycle(new Map([...graph, ['d', ['c']]]))).toBeUndefined();
    });
});
