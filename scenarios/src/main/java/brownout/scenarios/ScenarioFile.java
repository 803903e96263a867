// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.simulator.estate.Estate;

/// Reads a scenario file, strictly: what is missing, unknown, misspelt or contradicts the estate is a
/// located error.
@SuppressWarnings({
    "DoNotCallSuggester",
    "ObjectToString",
    "ArrayToString"
}) // until the bodies are in
public final class ScenarioFile {
    private ScenarioFile() {}

    /// The scenario in `text`; `fileName` is only named in errors.
    ///
    /// @throws brownout.simulator.estate.FileError `file:line: what. hint`
    public static Scenario read(String fileName, String text, Estate estate) {
        throw new UnsupportedOperationException(fileName + text + estate);
    }
}
