import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { root, textOf } from './project.ts';

const lock = JSON.parse(textOf('package-lock.json')) as {
    readonly packages: Readonly<Record<string, { readonly resolved?: string }>>;
};

/*
 * Two copies of the protocol package are two classes `ResponseError`: what one throws, the other does not know, and a
 * cancelled request is answered with a result.
 */
describe('one copy of the language server protocol', () => {
    const own = createRequire(pathToFileURL(`${root}package.json`));
    const users = ['langium', 'vscode-languageserver', 'vscode-languageclient'];
    const seenBy = (user: string) => createRequire(pathToFileURL(`${root}node_modules/${user}/package.json`));

    test.each(['vscode-languageserver-protocol', 'vscode-jsonrpc', 'vscode-languageserver-types'])('%s', name => {
        const copies = Object.keys(lock.packages).filter(path => path.endsWith(`node_modules/${name}`));
        expect(copies).toEqual([`node_modules/${name}`]);
    });

    test.each(users)('%s throws and knows the same ResponseError as we do', user => {
        const name = 'vscode-languageserver-protocol';
        expect(seenBy(user)(name).ResponseError).toBe(own(name).ResponseError);
        expect(own(name).ResponseError).toBeTypeOf('function');
    });
});

test('the lock file names no place that packages come from', () => {
    expect(Object.entries(lock.packages).filter(([, it]) => it.resolved !== undefined)).toEqual([]);
});
