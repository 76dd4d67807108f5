import { type AstNode, type CstNode, DefaultNameProvider } from 'langium';
import { nameOf } from './scope.ts';

export class LoyaltyNameProvider extends DefaultNameProvider {
    override getName(node: AstNode): string | undefined {
        return nameOf(node);
    }

    override getNameNode(node: AstNode): CstNode | undefined {
        return super.getNameNode(node);
    }
}
