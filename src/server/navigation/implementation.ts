import type { AstNode, LangiumDocument } from 'langium';
import type { ImplementationProvider } from 'langium/lsp';
import type { ImplementationParams, LocationLink } from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.ts';
import { linkTo, namedAt } from '../lookup.ts';
import type { LoyaltyServerServices } from '../services.ts';
import { whatFeeds, whatIsFed } from './flow.ts';

/** The rules behind a thing: those that give points or a tier, those that react to an event or depend on a measure. */
export class LoyaltyImplementation implements ImplementationProvider {
    private readonly services: LoyaltyServerServices;

    constructor(services: LoyaltyServerServices) {
        this.services = services;
    }

    getImplementation(document: LangiumDocument, { position }: ImplementationParams): LocationLink[] | undefined {
        const named = namedAt(this.services, document, position);
        const rules = new Set(named?.targets.flatMap(target => this.rulesBehind(target)));
        return (
            named && [...rules].map(rule => linkTo(this.services, named.leaf, rule)).filter(link => link !== undefined)
        );
    }

    private rulesBehind(node: AstNode): readonly AstNode[] {
        const givers = whatFeeds(this.services, node)
            .map(flow => flow.node)
            .filter(isRule);
        if (ast.isPoints(node) || ast.isWallet(node)) return givers;
        return [
            ...givers,
            ...whatIsFed(this.services, node)
                .map(flow => flow.node)
                .filter(isRule),
        ];
    }
}

function isRule(node: AstNode): boolean {
    return (
        ast.isEarn(node) ||
        ast.isPrice(node) ||
        ast.isReward(node) ||
        ast.isRebate(node) ||
        ast.isContract(node) ||
        ast.isTrigger(node) ||
        ast.isJourney(node)
    );
}
