import MeshCore
import Testing

@testable import StatesLanguage

@Suite("Values are written as Step Functions writes them")
struct StatesTextTests {
    @Test(
        "Numbers",
        arguments: [
            (0.0, "0.0"), (-0.0, "-0.0"), (1.0, "1.0"), (1.1, "1.1"), (100.0, "100.0"), (1_234_567.0, "1234567.0"),
            (9_999_999.5, "9999999.5"), (1e7, "1.0E7"), (1e10, "1.0E10"), (1.5e10, "1.5E10"), (-1.25e-5, "-1.25E-5"),
            (0.001, "0.001"), (0.00099, "9.9E-4"), (123456789.125, "1.23456789125E8"), (1e21, "1.0E21"),
            (1.7976931348623157e308, "1.7976931348623157E308"), (0.1, "0.1"),
            (3.14159, "3.14159"),
        ])
    func numbers(number: Double, text: String) {
        #expect(StatesText.json(.double(number)) == text)
    }

    @Test("JSON stands without spaces, in its order, with few escapes")
    func json() {
        let value: JSONValue = [
            "b": [1, 2.0, nil, true], "a": "é/\u{7F}\u{2028}😀", "c": "\"\\\u{8}\u{C}\n\r\t\u{1}\u{1F}",
        ]
        #expect(
            StatesText.json(value) == "{\"b\":[1,2.0,null,true],\"a\":\"é/\u{7F}\u{2028}😀\","
                + #""c":"\"\\\b\f\n\r\t\u0001\u001F"}"#)
        #expect(StatesText.json([[:], []]) == "[{},[]]")
    }

    @Test(
        "Timestamps are read with an offset, to the nanosecond",
        arguments: [
            ("2016-03-14T01:59:00Z", 1_457_920_740_000), ("2016-03-14T01:59Z", 1_457_920_740_000),
            ("2016-03-14T02:59:00+01:00", 1_457_920_740_000), ("2016-03-14T01:59:00.123456789Z", 1_457_920_740_123),
            ("2016-03-14t01:59:00z", 1_457_920_740_000), ("2016-03-13T23:59:00-02:00", 1_457_920_740_000),
        ])
    func timestamps(text: String, milliseconds: Int64) throws {
        #expect(try #require(OffsetDateTime(text)).timestamp.milliseconds == milliseconds)
    }

    @Test(
        "What is no such timestamp is refused",
        arguments: [
            "", "2016-03-14", "2016-03-14T01:59:00", "2016-03-14 01:59:00Z", "2016-13-14T01:59:00Z",
            "2016-02-30T01:59:00Z", "2016-03-14T24:00:00Z", "2016-03-14T01:59:60Z", "2016-03-14T01:59:00.Z",
            "2016-03-14T01:59:00.1234567890Z", "2016-03-14T01:59:00+0100", "2016-03-14T01:59:00Z ",
            "16-03-14T01:59:00Z",
            "2025-01-01T00%3A00%3A00Z",
        ])
    func refused(text: String) {
        #expect(OffsetDateTime(text) == nil)
    }
}
