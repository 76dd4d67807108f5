/** Where something is declared; lines count from 1. */
export interface Place {
    readonly file: string;
    readonly line: number;
}
