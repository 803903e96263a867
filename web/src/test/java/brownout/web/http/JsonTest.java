// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// What the writer writes, another library reads as the same.
class JsonTest {
    @Test
    void everyCharacterSurvives() {
        var text = new StringBuilder();
        for (int c = 0; c < 0x10000; c += c < 0x3000 ? 1 : 97) {
            if (c < 0xd800 || c > 0xdfff) {
                text.append((char) c);
            }
        }
        text.appendCodePoint(0x1f600).append("</script>");
        var json = new Json().object().member("a", text.toString()).endObject().toString();
        var read = JsonMapper.builder().build().readTree(json);
        assertEquals(text.toString(), read.get("a").stringValue());
    }

    @Test
    void aLoneSurrogateIsReplaced() {
        assertEquals("\"\ufffdx\"", new Json().value("\ud800x").toString());
    }

    @Test
    void commasStandBetween() {
        var json = new Json().object().name("a").array().value(1).value(2).array().endArray();
        json.endArray().member("b", true).member("c", 0.5).name("d").nothing().endObject();
        assertEquals("{\"a\":[1,2,[]],\"b\":true,\"c\":0.5,\"d\":null}", json.toString());
    }

    @Test
    void seconds() {
        assertEquals("[0,1,0.500,-1.005,1.5]", list().toString());
    }

    private static Json list() {
        return new Json()
                .array()
                .seconds(0)
                .seconds(1000)
                .seconds(500)
                .seconds(-1005)
                .shortSeconds(1500)
                .endArray();
    }
}
