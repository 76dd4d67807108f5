import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position, Range } from 'vscode-languageserver-types';

/** A text of which `‸` marks places, and «…» ranges; both are left out of `text`. */
export interface Marked {
    readonly text: string;
    readonly places: readonly Position[];
    readonly ranges: readonly Range[];
}

export function readMarks(marked: string): Marked {
    let text = '';
    const places: number[] = [];
    const starts: number[] = [];
    const ranges: (readonly [number, number])[] = [];
    for (const char of marked) {
        if (char === '‸') places.push(text.length);
        else if (char === '«') starts.push(text.length);
        else if (char === '»') ranges.push([starts.pop() ?? 0, text.length]);
        else text += char;
    }
    const document = TextDocument.create('', 'loyalty', 0, text);
    return {
        text,
        places: places.map(offset => document.positionAt(offset)),
        ranges: ranges.map(([start, end]) => ({ start: document.positionAt(start), end: document.positionAt(end) })),
    };
}
