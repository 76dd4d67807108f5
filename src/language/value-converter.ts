import { type CstNode, DefaultValueConverter, type GrammarAST, type ValueType } from 'langium';

/** Keeps numbers and dates as written (exactness is the model's business) and takes quotes off texts. */
export class LoyaltyValueConverter extends DefaultValueConverter {
    protected override runConverter(rule: GrammarAST.AbstractRule, input: string, cst: CstNode): ValueType {
        switch (rule.name) {
            case 'STRING':
                return unquote(input);
            case 'EnumName':
                return unquote(input);
            case 'NUMBER':
            case 'LAST_NUMBER':
            case 'DATE':
            case 'TIME':
            case 'ID':
            case 'WORD':
                return input;
            default:
                return super.runConverter(rule, input, cst);
        }
    }
}

/** Text has no escapes: what stands between the quotes is the text. */
function unquote(input: string): string {
    return input.startsWith('"') ? input.slice(1, input.endsWith('"') && input.length > 1 ? -1 : undefined) : input;
}
