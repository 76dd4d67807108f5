import { extname } from 'node:path';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
