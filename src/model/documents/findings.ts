/** As in `diagnostics`. */
type Severity = 'error' | 'warning' | 'info';

/** What `loyalty check --format json` prints. Lines and columns count from 1. */
export interface FindingsDocument {
    readonly schema: 'loyalty/findings/1';
    readonly findings: readonly {
        readonly code: string;
        readonly severity: Severity;
        readonly message: string;
        readonly file: string;
        readonly range: { readonly start: Position; readonly end: Position };
        readonly fix?: string;
        readonly related?: readonly {
            readonly message: string;
            readonly file: string;
            readonly range: { readonly start: Position; readonly end: Position };
        }[];
    }[];
    readonly summary: {
        readonly files: number;
        readonly errors: number;
        readonly warnings: number;
        readonly infos: number;
    };
}

export interface Position {
    readonly line: number;
    readonly column: number;
}
