import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { cwd } from 'node:process';

/** Replaces positions in the compiled suite by those in what was written; the extension host does not. */
export function toSourcePositions(text: string, suite: string): string {
    const [before = '', ...after] = text.split(suite);
    if (after.length === 0) return text;
    const map = new SourceMap(JSON.parse(readFileSync(`${suite}.map`, 'utf8')));
    return before + after.map(rest => toSourcePosition(rest, suite, map)).join('');
}

/** `rest` is what follows the path of the suite in a line of a stack: `:118:9)`. */
function toSourcePosition(rest: string, suite: string, map: SourceMap): string {
    const [position, line, column] = rest.match(/^:(\d+):(\d+)/) ?? [''];
    const origin = map.findOrigin(Number(line), Number(column));
    if (position === '' || !('fileName' in origin)) return suite + rest;
    const file = relative(cwd(), resolve(dirname(suite), origin.fileName));
    return `${file}:${origin.lineNumber}:${origin.columnNumber}${rest.slice(position.length)}`;
}
