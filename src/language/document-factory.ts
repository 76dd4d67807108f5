import {
    type AstNode,
    type Cancellation,
    DefaultLangiumDocumentFactory,
    type LangiumDocuments,
    type LangiumSharedCoreServices,
    type ParseResult,
    type URI,
} from 'langium';
import { atOnce, type Steps } from '../base/steps.ts';
import { PieceParser, type PieceResult } from './pieces/parser.ts';

/** Reads of a document that is there already only what has changed. */
export class LoyaltyDocumentFactory extends DefaultLangiumDocumentFactory {
    private readonly documents: () => LangiumDocuments;

    constructor(services: LangiumSharedCoreServices) {
        super(services);
        this.documents = () => services.workspace.LangiumDocuments;
    }

    protected override async parseAsync<T extends AstNode>(
        uri: URI,
        text: string,
        cancel: Cancellation.CancellationToken,
    ): Promise<ParseResult<T>> {
        const parser = this.serviceRegistry.getServices(uri).parser.LangiumParser;
        if (!(parser instanceof PieceParser)) return super.parseAsync<T>(uri, text, cancel);
        const before = this.documents().getDocument(uri)?.parseResult as Partial<PieceResult> | undefined;
        const known = before?.pieces === undefined ? undefined : (before as PieceResult); // read by this parser
        const result = await this.read(parser.reading(text, known));
        return result as ParseResult<AstNode> as ParseResult<T>;
    }

    /** A server has other things to do meanwhile. */
    protected async read(steps: Steps<PieceResult>): Promise<PieceResult> {
        return atOnce(steps);
    }
}
