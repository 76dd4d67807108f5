import { type AstNode, type CstNode, CstUtils, type GrammarConfig, type LangiumDocument } from 'langium';
import type { HoverProvider } from 'langium/lsp';
import type { CancellationToken, Hover, HoverParams } from 'vscode-languageserver';
import * as ast from '../language/generated/ast.ts';
import { textOf } from '../language/lower/context.ts';
import { documentOf, type Names } from '../language/names.ts';
import { analysed } from './analysed.ts';
import { defaultsBehind, hasDefaults, sayDefault } from './defaults.ts';
import { defaultsInForce, headOf, notesOf, typeOf } from './describe.ts';
import { kindOf } from './kinds.ts';
import { isOfLibrary } from './library-document.ts';
import { phrases } from './phrases/index.ts';
import type { LoyaltyServerServices } from './services.ts';
import { figuresBehind } from './simulated.ts';

/** What a name stands for, and what a clause means. */
export class LoyaltyHover implements HoverProvider {
    private readonly services: LoyaltyServerServices;
    private readonly names: Names;
    private readonly config: GrammarConfig;

    constructor(services: LoyaltyServerServices) {
        this.services = services;
        this.names = services.loyalty.Names;
        this.config = services.parser.GrammarConfig;
    }

    async getHoverContent(
        document: LangiumDocument,
        { position }: HoverParams,
        token?: CancellationToken,
    ): Promise<Hover | undefined> {
        await analysed(this.services, document, token);
        const offset = document.textDocument.offsetAt(position);
        const leaf = CstUtils.findDeclarationNodeAtOffset(
            document.parseResult.value.$cstNode,
            offset,
            this.config.nameRegexp,
        );
        if (!leaf) return undefined;
        const targets = this.services.references.References.findDeclarations(leaf);
        const value =
            targets.length > 0 ? targets.map(each => this.describe(each)).join('\n\n---\n\n') : meaningOf(leaf);
        return value ? { contents: { kind: 'markdown', value }, range: leaf.range } : undefined;
    }

    /** Markdown. */
    describe(node: AstNode): string {
        const type = ast.isField(node) ? '' : typeOf(node, this.names);
        const where = isOfLibrary(node) ? 'Known to every program.' : '';
        const defaults = this.defaultsOf(node);
        return [
            fence(headOf(node, this.names)),
            [`*${kindOf(node).noun}*`, type].filter(text => text !== '').join(' · '),
            ...notesOf(node).map(escapeMarkdown),
            ...thresholdOf(node),
            where,
            ...this.ofEvent(node),
            figuresBehind(this.services, node)?.text ?? '',
            defaults.length === 0 ? '' : `Not written, and so:\n${defaults.map(each => `- ${each}`).join('\n')}`,
        ]
            .filter(part => part !== '')
            .join('\n\n');
    }

    /** What an author adds to an event that every program knows is no other event. */
    private ofEvent(node: AstNode): readonly string[] {
        if (!ast.isEventDecl(node)) return [];
        const document = documentOf(node);
        const known = isOfLibrary(node)
            ? undefined
            : this.names.events(document).find(each => each.name === node.name && isOfLibrary(each));
        const fields = this.names.eventFields(document, node.name).map(({ name }) => `\`${name}\``);
        return [
            ...(known ? notesOf(known).map(escapeMarkdown) : []),
            known ? 'Known to every program; here it gets fields of its own.' : '',
            fields.length > 0 ? `Its fields: ${fields.join(', ')}.` : '',
        ];
    }

    /** While the program has errors nobody knows what it relies on: then, what holds for lack of each clause. */
    private defaultsOf(node: AstNode): readonly string[] {
        if (!hasDefaults(this.services, node)) return defaultsInForce(node);
        return (defaultsBehind(this.services, [node]).get(node) ?? []).map(sayDefault);
    }
}

function thresholdOf(node: AstNode): readonly string[] {
    if (!ast.isTier(node)) return [];
    const qualify = node.$container.clauses.find(ast.isQualifyClause);
    if (node.from && qualify) {
        const next = node.$container.tiers[(node.$containerIndex ?? 0) + 1]?.from;
        const end = next ? ` to below ${textOf(next)}` : '';
        return [`From ${textOf(node.from)}${end} of ${textOf(qualify.metric)}; the limit itself belongs to it.`];
    }
    return node === node.$container.tiers[0] ? ['Where everyone starts.'] : [];
}

/** What the clause that begins with this word means, or the construct of an expression that the word is part of. */
function meaningOf(leaf: CstNode): string | undefined {
    const phrase = phrases[leaf.astNode.$type];
    if (!phrase || /^\W/.test(leaf.text)) return undefined;
    return [phrase.meaning, phrase.otherwise ? `If it is not written, ${phrase.otherwise}.` : '']
        .filter(text => text !== '')
        .join('\n\n');
}

function fence(code: string): string {
    return `\`\`\`loyalty\n${code}\n\`\`\``;
}

/** Authors' texts are not markup. */
function escapeMarkdown(text: string): string {
    return text.replace(/[\\`*_{}[\]()#+!|<>]/g, '\\$&');
}
