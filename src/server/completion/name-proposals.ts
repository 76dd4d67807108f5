import { type AstNode, AstUtils, GrammarAST } from 'langium';
import type { CompletionAcceptor, CompletionContext, CompletionValueItem } from 'langium/lsp';
import * as ast from '../../language/generated/ast.ts';
import { nameOf } from '../../language/scope.ts';
import { typeOf } from '../describe.ts';
import { kindOf } from '../kinds.ts';
import type { LoyaltyServerServices } from '../services.ts';
import { isMeasured, stretchOf } from './around.ts';
import { isLikely } from './expected.ts';
import { importables } from './imports.ts';
import type { PhraseProposals } from './phrase-proposals.ts';
import { LIKELY, POSSIBLE } from './ranks.ts';
import { behindNode } from './resolve.ts';
import { orPerson, referenceAt } from './stand-in.ts';

/** What may be named where something is named: what the file sees, and what it could import. */
export class NameProposals {
    private readonly services: LoyaltyServerServices;
    private readonly phrases: PhraseProposals;

    constructor(services: LoyaltyServerServices, phrases: PhraseProposals) {
        this.services = services;
        this.phrases = phrases;
    }

    propose(context: CompletionContext, feature: GrammarAST.CrossReference, acceptor: CompletionAcceptor): void {
        const property = AstUtils.getContainerOfType(feature, GrammarAST.isAssignment)?.feature;
        const info = orPerson(referenceAt(this.services, context.document, stretchOf(context)), property);
        if (!info || info.property !== property) return;
        const type = this.services.shared.AstReflection.getReferenceType(info);
        const seen = new Set<string>();
        const isWanted = this.wantedAt(context);
        for (const { node, name } of this.services.references.ScopeProvider.getScope(info).getAllElements()) {
            if (!node || seen.has(name)) continue;
            seen.add(name);
            if (!isWanted(name)) continue;
            const group = isLikely(info, type, node) ? LIKELY : POSSIBLE;
            const sortText = `${group}${String(seen.size).padStart(4, '0')}`;
            acceptor(context, this.nameItem(node, sortText));
            if (ast.isMetric(node) && isMeasured(context))
                this.phrases.window(context, node, { sortText, data: behindNode(this.services, node) }, acceptor);
        }
        for (const { node, name, path, edit } of importables(this.services, context.document, type)) {
            if (seen.has(name)) continue;
            seen.add(name);
            if (!isWanted(name)) continue;
            const sortText = `${POSSIBLE}${String(seen.size).padStart(4, '0')}`;
            const item = this.nameItem(node, sortText);
            acceptor(context, {
                ...item,
                detail: `${item.detail}, adds import "${path}"`,
                labelDetails: { description: path },
                additionalTextEdits: [edit],
            });
        }
    }

    /** Of a thousand names, those that what is written already can be the beginning of. */
    private wantedAt({ textDocument, tokenOffset, offset }: CompletionContext): (name: string) => boolean {
        const written = textDocument.getText().slice(tokenOffset, offset);
        const { FuzzyMatcher } = this.services.shared.lsp;
        return name => FuzzyMatcher.match(written, name);
    }

    private nameItem(node: AstNode, sortText: string): CompletionValueItem {
        const name = nameOf(node) ?? '';
        const type = typeOf(node, this.services.loyalty.Names);
        return {
            label: name,
            kind: kindOf(node).completion,
            detail: kindOf(node).noun,
            sortText,
            data: behindNode(this.services, node),
            ...(type === '' ? {} : { labelDetails: { description: type } }),
            ...(/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? {} : { insertText: `"${name}"` }),
        };
    }
}
