/** What `loyalty test --format json` prints. Lines count from 1. */
export interface TestsDocument {
    readonly schema: 'loyalty/tests/1';
    readonly tests: readonly {
        readonly name: string;
        readonly file: string;
        readonly line: number;
        readonly status: 'passed' | 'failed' | 'error';
        readonly milliseconds: number;
        readonly expectations: readonly {
            readonly line: number;
            readonly text: string;
            readonly status: 'passed' | 'failed';
            readonly expected?: string;
            readonly actual?: string;
            readonly why?: readonly string[];
        }[];
        readonly error?: string;
    }[];
    readonly summary: {
        readonly tests: number;
        readonly passed: number;
        readonly failed: number;
        readonly errors: number;
    };
}
