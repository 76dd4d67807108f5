import type { Location, Position } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriOf } from './session.ts';

export interface At {
    readonly textDocument: { readonly uri: string };
    readonly position: Position;
}

/** Places in these texts, by file, to speak of them in words. */
export class Places {
    private readonly texts: Readonly<Record<string, string>>;

    constructor(texts: Readonly<Record<string, string>>) {
        this.texts = texts;
    }

    /** The first place with this text; `‸` in it says where the cursor is. */
    at(name: string, marked: string): At {
        const text = this.texts[name] ?? '';
        const found = text.indexOf(marked.replace('‸', ''));
        if (found < 0) throw new Error(`'${marked}' is nowhere in ${name}.`);
        const position = TextDocument.create('', '', 0, text).positionAt(found + Math.max(0, marked.indexOf('‸')));
        return { textDocument: { uri: uriOf(name) }, position };
    }

    /** `rules.loyalty 7 earn «Base»`: file, line from 1, and the line's text with the place in «». */
    describe({ uri, range }: Location): string {
        const name = uri.split('/').at(-1) ?? '';
        if (!(name in this.texts)) return name;
        const line = (this.texts[name] ?? '').split('\n')[range.start.line] ?? '';
        const end = range.end.line === range.start.line ? range.end.character : line.length;
        const marked = `${line.slice(0, range.start.character)}«${line.slice(range.start.character, end)}»${line.slice(end)}`;
        return `${name} ${range.start.line + 1} ${marked.trim()}`;
    }
}
