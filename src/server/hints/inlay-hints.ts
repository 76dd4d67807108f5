import { type AstNode, AstUtils, GrammarUtils, type LangiumDocument, URI } from 'langium';
import type { InlayHintProvider } from 'langium/lsp';
import type { CancellationToken, InlayHint, InlayHintParams } from 'vscode-languageserver';
import { plural } from '../../base/text.ts';
import * as ast from '../../language/generated/ast.ts';
import { analysed } from '../analysed.ts';
import { defaultsBehind, sayDefault } from '../defaults.ts';
import { isLibrary } from '../library-document.ts';
import type { LoyaltyServerServices } from '../services.ts';
import { figuresBehind } from '../simulated.ts';
import { amountHints } from './amounts.ts';
import type { Hint } from './hint.ts';
import { rateHints } from './rates.ts';
import { thresholdHints } from './thresholds.ts';

/** What `resolve` needs to find the explanation again. */
interface Address {
    readonly uri: string;
    readonly path: string;
    readonly label: string;
}

/** Shows beside the text what follows from it. Each kind can be turned off; explanations come when they are asked for. */
export class LoyaltyInlayHints implements InlayHintProvider {
    private readonly services: LoyaltyServerServices;

    constructor(services: LoyaltyServerServices) {
        this.services = services;
    }

    async getInlayHints(
        document: LangiumDocument,
        { range }: InlayHintParams,
        cancel?: CancellationToken,
    ): Promise<InlayHint[]> {
        if (isLibrary(document)) return [];
        await analysed(this.services, document, cancel);
        const nodes = AstUtils.streamAst(document.parseResult.value, { range }).toArray();
        if (cancel?.isCancellationRequested) return [];
        const uri = document.uri.toString();
        const at = (node: AstNode, { offset, label }: Hint): InlayHint => ({
            position: document.textDocument.positionAt(offset),
            label,
            paddingLeft: true,
            data: { uri, path: this.services.workspace.AstNodeLocator.getAstNodePath(node), label },
        });
        return this.hintsOf(nodes)
            .toSorted(([, a], [, b]) => a.offset - b.offset)
            .map(([node, hint], index, all) => {
                const isBehindAnother = all[index - 1]?.[1].offset === hint.offset;
                return { ...at(node, hint), label: isBehindAnother ? `· ${hint.label}` : hint.label };
            })
            .filter(({ position: { line } }) => range.start.line <= line && line <= range.end.line);
    }

    resolve(hint: InlayHint): InlayHint {
        const node = isAddress(hint.data) ? this.nodeOf(hint.data) : undefined;
        const found =
            node &&
            this.hintsOf([node])
                .find(([, each]) => each.label === hint.label)?.[1]
                .explanation();
        return found ? { ...hint, tooltip: { kind: 'markdown', value: found } } : hint;
    }

    private hintsOf(nodes: readonly AstNode[]): readonly (readonly [AstNode, Hint])[] {
        const wanted = this.services.editor.Settings.current.inlayHints;
        const names = this.services.loyalty.Names;
        const small = nodes.flatMap(node =>
            [...rateHints(node), ...amountHints(node), ...thresholdHints(node, names)].map(
                hint => [node, hint] as const,
            ),
        );
        const declarations = nodes.filter(node => ast.isFile(node.$container) || ast.isTier(node));
        return [
            ...small,
            ...(wanted.simulation ? declarations.flatMap(node => this.simulated(node)) : []),
            ...(wanted.defaults ? this.defaulted(declarations) : []),
        ].filter(([, { kind }]) => wanted[kind]);
    }

    private simulated(node: AstNode): readonly (readonly [AstNode, Hint])[] {
        const figures = figuresBehind(this.services, node);
        const offset = headEnd(node);
        if (!figures || offset === undefined) return [];
        return [[node, { kind: 'simulation', offset, label: figures.short, explanation: () => figures.text }]];
    }

    private defaulted(nodes: readonly AstNode[]): readonly (readonly [AstNode, Hint])[] {
        return [...defaultsBehind(this.services, nodes)].flatMap(([node, defaults]) => {
            const offset = headEnd(node);
            if (offset === undefined) return [];
            const lines = defaults.map(each => `- ${sayDefault(each)}`);
            const explanation = (): string => `Not written, and so:\n${lines.join('\n')}`;
            return [
                [node, { kind: 'defaults', offset, label: plural(defaults.length, 'default'), explanation }] as const,
            ];
        });
    }

    private nodeOf({ uri, path }: Address): AstNode | undefined {
        const document = this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri));
        return document && this.services.workspace.AstNodeLocator.getAstNode(document.parseResult.value, path);
    }
}

/** Behind the brace that opens a block; behind all of it where it is on one line. */
function headEnd({ $cstNode: cst }: AstNode): number | undefined {
    if (!cst) return undefined;
    const isOnOneLine = cst.range.start.line === cst.range.end.line;
    return isOnOneLine ? cst.end : (GrammarUtils.findNodeForKeyword(cst, '{')?.end ?? cst.end);
}

function isAddress(data: unknown): data is Address {
    return typeof data === 'object' && data !== null && 'uri' in data && 'path' in data && 'label' in data;
}
