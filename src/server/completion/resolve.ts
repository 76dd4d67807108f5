import { type AstNode, URI } from 'langium';
import type { CompletionItem, MarkupContent } from 'vscode-languageserver';
import { documentOf } from '../../language/names.ts';
import { LoyaltyHover } from '../hover.ts';
import { phrases } from '../phrases/index.ts';
import type { LoyaltyServerServices } from '../services.ts';

/** What says more about a proposal, once somebody looks at it: what it names, or what the clause means. */
export type Behind =
    | { readonly kind: 'node'; readonly uri: string; readonly path: string }
    | { readonly kind: 'phrase'; readonly type: string };

export function behindNode(services: LoyaltyServerServices, node: AstNode): Behind {
    const path = services.workspace.AstNodeLocator.getAstNodePath(node);
    return { kind: 'node', uri: documentOf(node).uri.toString(), path };
}

/** Adds the documentation. */
export class CompletionResolver {
    private readonly services: LoyaltyServerServices;
    private readonly hover: LoyaltyHover;

    constructor(services: LoyaltyServerServices) {
        this.services = services;
        this.hover = new LoyaltyHover(services);
    }

    resolve(item: CompletionItem): CompletionItem {
        const text = isBehind(item.data) ? this.textOf(item.data) : undefined;
        return text ? { ...item, documentation: this.inFormat(text) } : item;
    }

    private textOf(behind: Behind): string | undefined {
        if (behind.kind === 'phrase') {
            const phrase = phrases[behind.type];
            return (
                phrase &&
                [phrase.meaning, phrase.otherwise ? `If it is not written, ${phrase.otherwise}.` : '']
                    .join('\n\n')
                    .trim()
            );
        }
        const document = this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(behind.uri));
        const node =
            document && this.services.workspace.AstNodeLocator.getAstNode(document.parseResult.value, behind.path);
        return node && this.hover.describe(node);
    }

    private inFormat(text: string): MarkupContent | string {
        const { completion } = this.services.editor.Client.capabilities.textDocument ?? {};
        const isMarkdown = completion?.completionItem?.documentationFormat?.includes('markdown') ?? false;
        return isMarkdown ? { kind: 'markdown', value: text } : plain(text);
    }
}

function plain(markdown: string): string {
    return markdown.replace(/^```\w*\n|^```$\n?/gm, '').replace(/\\([\\`*_{}[\]()#+!|<>])|[*`]/g, '$1');
}

function isBehind(data: unknown): data is Behind {
    return (
        typeof data === 'object' && data !== null && 'kind' in data && (data.kind === 'node' || data.kind === 'phrase')
    );
}
