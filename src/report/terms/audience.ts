import type { TermsDocument } from '../../model/documents/terms.ts';

export type Audience = TermsDocument['audience'];
