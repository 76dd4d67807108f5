import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Lock {
    readonly packages: Readonly<Record<string, Part>>;
}

interface Part {
    readonly optionalDependencies?: Readonly<Record<string, string>>;
    readonly resolved?: string;
}

const lock: Lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));

test('the lock file names the parts of every platform: without them npm ci refuses to install anywhere', () => {
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
        Object.keys(optionalDependencies).filter(
            name => !lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`],
        ),
    );
    expect(missing).toEqual([]);
});

test('the lock file names no registry', () => {
    expect(Object.values(lock.packages).filter(each => each.resolved !== undefined)).toEqual([]);
});
