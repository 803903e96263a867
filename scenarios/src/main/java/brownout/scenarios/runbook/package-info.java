// SPDX-License-Identifier: Apache-2.0
/// What the company has written down for those on call: runbooks of alerts and services, and the
/// playbook. The same in every drill.
@NullMarked
package brownout.scenarios.runbook;

import org.jspecify.annotations.NullMarked;
