import type { AstNode, AstNodeDescription } from 'langium';
import type { NodeKindProvider } from 'langium/lsp';
import { CompletionItemKind, SemanticTokenTypes, SymbolKind } from 'vscode-languageserver';

/** How editors show what bears a name. */
export interface Kind {
    /** What it is, in the words of the language. */
    readonly noun: string;
    readonly symbol: SymbolKind;
    readonly completion: CompletionItemKind;
    readonly token: SemanticTokenTypes;
}

const kind = (noun: string, symbol: SymbolKind, completion: CompletionItemKind, token: SemanticTokenTypes): Kind => ({
    noun,
    symbol,
    completion,
    token,
});

const kinds: Readonly<Record<string, Kind>> = {
    Program: kind('program', SymbolKind.Module, CompletionItemKind.Module, SemanticTokenTypes.namespace),
    Currency: kind('currency', SymbolKind.Constant, CompletionItemKind.Unit, SemanticTokenTypes.type),
    MemberDecl: kind('the member', SymbolKind.Object, CompletionItemKind.Class, SemanticTokenTypes.variable),
    ItemDecl: kind('the item', SymbolKind.Object, CompletionItemKind.Class, SemanticTokenTypes.variable),
    EventDecl: kind('event', SymbolKind.Event, CompletionItemKind.Event, SemanticTokenTypes.variable),
    Field: kind('field', SymbolKind.Field, CompletionItemKind.Field, SemanticTokenTypes.property),
    EnumValue: kind('value', SymbolKind.EnumMember, CompletionItemKind.EnumMember, SemanticTokenTypes.enumMember),
    Points: kind('points', SymbolKind.Number, CompletionItemKind.Unit, SemanticTokenTypes.type),
    Wallet: kind('wallet', SymbolKind.Number, CompletionItemKind.Unit, SemanticTokenTypes.variable),
    Metric: kind('metric', SymbolKind.Variable, CompletionItemKind.Variable, SemanticTokenTypes.variable),
    Segment: kind('segment', SymbolKind.Class, CompletionItemKind.Class, SemanticTokenTypes.class),
    Ladder: kind('ladder of tiers', SymbolKind.Enum, CompletionItemKind.Enum, SemanticTokenTypes.class),
    Tier: kind('tier', SymbolKind.EnumMember, CompletionItemKind.EnumMember, SemanticTokenTypes.enumMember),
    Earn: kind('earning rule', SymbolKind.Function, CompletionItemKind.Function, SemanticTokenTypes.function),
    Price: kind('price rule', SymbolKind.Function, CompletionItemKind.Function, SemanticTokenTypes.function),
    Reward: kind('reward', SymbolKind.Function, CompletionItemKind.Function, SemanticTokenTypes.function),
    Rebate: kind('rebate', SymbolKind.Function, CompletionItemKind.Function, SemanticTokenTypes.function),
    Contract: kind('contract', SymbolKind.Function, CompletionItemKind.Function, SemanticTokenTypes.function),
    Coupon: kind('coupon', SymbolKind.Constant, CompletionItemKind.Constant, SemanticTokenTypes.variable),
    Trigger: kind('trigger', SymbolKind.Function, CompletionItemKind.Function, SemanticTokenTypes.function),
    Journey: kind('journey', SymbolKind.Function, CompletionItemKind.Function, SemanticTokenTypes.function),
    Combine: kind('combination', SymbolKind.Operator, CompletionItemKind.Operator, SemanticTokenTypes.operator),
    Budget: kind('budget', SymbolKind.Constant, CompletionItemKind.Constant, SemanticTokenTypes.function),
    Goal: kind('goal', SymbolKind.Boolean, CompletionItemKind.Constant, SemanticTokenTypes.function),
    Invariant: kind('invariant', SymbolKind.Boolean, CompletionItemKind.Constant, SemanticTokenTypes.function),
    Assume: kind('assumption', SymbolKind.Boolean, CompletionItemKind.Constant, SemanticTokenTypes.function),
    Migrate: kind('migration', SymbolKind.Operator, CompletionItemKind.Operator, SemanticTokenTypes.operator),
    Dataset: kind('dataset', SymbolKind.Package, CompletionItemKind.File, SemanticTokenTypes.namespace),
    Source: kind('source of data', SymbolKind.File, CompletionItemKind.File, SemanticTokenTypes.namespace),
    Test: kind('test', SymbolKind.Method, CompletionItemKind.Method, SemanticTokenTypes.function),
    Person: kind('person of this test', SymbolKind.Variable, CompletionItemKind.Variable, SemanticTokenTypes.parameter),
    OrderName: kind(
        'order of this test',
        SymbolKind.Variable,
        CompletionItemKind.Variable,
        SemanticTokenTypes.parameter,
    ),
};

const clause = kind('clause', SymbolKind.Property, CompletionItemKind.Keyword, SemanticTokenTypes.keyword);

export function kindOf(node: AstNode | AstNodeDescription): Kind {
    return kinds['$type' in node ? node.$type : node.type] ?? clause;
}

export class LoyaltyNodeKinds implements NodeKindProvider {
    getSymbolKind(node: AstNode | AstNodeDescription): SymbolKind {
        return kindOf(node).symbol;
    }

    getCompletionItemKind(node: AstNode | AstNodeDescription): CompletionItemKind {
        return kindOf(node).completion;
    }
}
