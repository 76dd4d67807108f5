/** Elements of a text in HTML or XML, with the names of their attributes; fails on what is not well formed. */
export interface Element {
    readonly name: string;
    readonly attributes: ReadonlyMap<string, string>;
}

const VOID = new Set(['meta', 'br', 'img', 'link', 'input', 'hr', 'base', 'embed', 'source']);
const TAG = /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y;

export function elementsOf(markup: string): Element[] {
    const elements: Element[] = [];
    const open: string[] = [];
    for (let at = markup.indexOf('<'); at !== -1; at = markup.indexOf('<', at)) {
        if (/^<(?:!doctype html|\?xml [^<>]*\?)>/i.test(markup.slice(at, at + 80))) {
            at = markup.indexOf('>', at);
            continue;
        }
        TAG.lastIndex = at;
        const match = TAG.exec(markup);
        if (match === null) throw new Error(`not well formed: ${markup.slice(at, at + 60)}`);
        const [whole, closing, name = '', attributes = '', empty] = match;
        at += whole.length;
        if (closing === '/') {
            const last = open.pop();
            if (last !== name) throw new Error(`</${name}> ends <${last}>`);
            continue;
        }
        elements.push({ name, attributes: attributesOf(attributes) });
        if (empty !== '/' && !VOID.has(name)) open.push(name);
        if (name === 'style') at = markup.indexOf('</style>', at);
    }
    if (open.length > 0) throw new Error(`never closed: ${open.join(', ')}`);
    return elements;
}

function attributesOf(text: string): Map<string, string> {
    return new Map(Array.from(text.matchAll(/([\w:-]+)="([^"]*)"/g), ([, name = '', value = '']) => [name, value]));
}
