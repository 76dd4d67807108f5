import type { AstNode, LangiumDocument } from 'langium';
import type { TypeDefinitionProvider } from 'langium/lsp';
import type { LocationLink, TypeDefinitionParams } from 'vscode-languageserver';
import * as ast from '../../language/generated/ast.ts';
import { documentOf } from '../../language/names.ts';
import { linkTo, namedAt } from '../lookup.ts';
import type { LoyaltyServerServices } from '../services.ts';

/** Where it is said what kind of thing something is: the ladder of a tier, the currency of an amount, the event of a rule. */
export class LoyaltyTypeDefinition implements TypeDefinitionProvider {
    private readonly services: LoyaltyServerServices;

    constructor(services: LoyaltyServerServices) {
        this.services = services;
    }

    getTypeDefinition(document: LangiumDocument, { position }: TypeDefinitionParams): LocationLink[] | undefined {
        const named = namedAt(this.services, document, position);
        return named?.targets
            .map(target => this.typeOf(target))
            .map(type => type && linkTo(this.services, named.leaf, type))
            .filter(link => link !== undefined);
    }

    private typeOf(node: AstNode): AstNode | undefined {
        if (ast.isTier(node)) return node.$container;
        if (ast.isEnumValue(node)) return ast.isChannelsClause(node.$container) ? node.$container : fieldOf(node);
        if (ast.isField(node)) return (ast.isPlainType(node.type) && node.type.currency?.ref) || node.type;
        if (ast.isMetric(node)) return this.typeOfMeasure(node.aggregate);
        if (ast.isPoints(node) || ast.isCurrency(node) || ast.isLadder(node)) return node;
        if (ast.isWallet(node)) return node.currency?.ref ?? this.currenciesOf(node)[0];
        if (ast.isPerson(node)) return this.services.loyalty.Names.declarations(documentOf(node), 'MemberDecl')[0];
        if (ast.isOrderName(node)) return ast.isHappening(node.$container) ? node.$container.event?.ref : undefined;
        if (ast.isEarn(node)) return node.on?.ref;
        if (ast.isTrigger(node) || ast.isJourney(node)) return node.occasion;
        return undefined;
    }

    /** What is summed, or whose points; what counts is a number. */
    private typeOfMeasure(aggregate: ast.Aggregate | undefined): AstNode | undefined {
        const head = aggregate?.of?.head?.ref;
        const last = aggregate?.of?.tail.at(-1)?.ref;
        if (ast.isPoints(head)) return head;
        return last ? this.typeOf(last) : head;
    }

    private currenciesOf(node: AstNode): readonly ast.Currency[] {
        return this.services.loyalty.Names.programsOf(documentOf(node))
            .flatMap(program => program.clauses.filter(ast.isCurrencyClause))
            .flatMap(clause => clause.currencies);
    }
}

function fieldOf(value: ast.EnumValue): AstNode {
    return value.$container.$container;
}
