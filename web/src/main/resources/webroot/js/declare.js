// SPDX-License-Identifier: Apache-2.0
// The declare form as a page of its own, with the modules of a run around it.
import * as shell from './shell.js';

shell.start();
