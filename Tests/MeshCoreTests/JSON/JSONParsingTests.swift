import Foundation
import MeshCore
import Testing

struct JSONParsingTests {
    @Test(
        "Values are read",
        arguments: [
            ("null", JSONValue.null), (" true ", true), ("false", false), ("0", 0), ("-0", 0), ("-12", -12),
            ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
            ("9223372036854775808", .double(9223372036854775808)),
            ("-9223372036854775809", .double(-9223372036854775808)), ("1.5", 1.5), ("1e3", 1000.0), ("-2.5E-1", -0.25),
            ("1E+2", 100.0),
            (#""""#, ""), (#""aé😀""#, "aé😀"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#""\u0041\u00e9\uD83D\ude00""#, "Aé😀"),
            (#""x\u0000y""#, "x\u{0}y"), ("[]", []), ("[ 1 , [2] ]", [1, [2]]), ("{}", [:]),
            (#"{"a":1,"b":{"c":[null]}}"#, ["a": 1, "b": ["c": [nil]]]),
            ("\r\n\t [\n1\t]\r", [1]),
        ] as [(String, JSONValue)])
    func reads(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test(
        "What is not JSON is refused, with the reason and the place",
        arguments: [
            ("", JSONParseError.Reason.unexpectedEnd, 0), ("   ", .unexpectedEnd, 3), ("nul", .unexpectedEnd, 3),
            ("nulx", .unexpectedByte, 3),
            ("[1", .unexpectedEnd, 2), ("[1,]", .unexpectedByte, 3), ("[,1]", .unexpectedByte, 1),
            ("{\"a\"}", .unexpectedByte, 4),
            ("{a:1}", .unexpectedByte, 1), ("{\"a\":1,}", .unexpectedByte, 7), ("{\"a\":", .unexpectedEnd, 5),
            ("{", .unexpectedEnd, 1), ("01", .invalidNumber, 0),
            ("-", .unexpectedEnd, 1), ("-a", .invalidNumber, 1), ("1.", .unexpectedEnd, 2), ("1.a", .invalidNumber, 2),
            ("1e", .unexpectedEnd, 2),
            ("1e+x", .invalidNumber, 3), ("1e999", .invalidNumber, 0), ("+1", .unexpectedByte, 0),
            (".5", .unexpectedByte, 0), ("NaN", .unexpectedByte, 0),
            ("1 2", .trailingBytes, 2), ("\"abc", .unexpectedEnd, 4), ("\"a\\", .unexpectedEnd, 3),
            ("\"\\x\"", .invalidEscape, 2),
            ("\"\\u12g4\"", .invalidEscape, 5), ("\"\\ud800\"", .invalidEscape, 3),
            ("\"\\ud800\\u0041\"", .invalidEscape, 3), ("\"\\udc00\"", .invalidEscape, 3),
            ("\"\\u12", .unexpectedEnd, 5), ("\"\n\"", .controlCharacter, 1), ("\"\\n\u{1}\"", .controlCharacter, 3),
            (#"{"a":1,"a":2}"#, .duplicateName, 7),
            (#"{"a":1,"\u0061":2}"#, .duplicateName, 7), ("'a'", .unexpectedByte, 0), ("[1 2]", .unexpectedByte, 3),
            ("\u{FEFF}1", .unexpectedByte, 0),
        ] as [(String, JSONParseError.Reason, Int)])
    func refused(text: String, reason: JSONParseError.Reason, offset: Int) {
        #expect(throws: JSONParseError(reason, at: offset)) { try JSONValue(parsing: text) }
    }

    @Test(
        "Bytes that are not UTF-8 are refused",
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF5, 0x80, 0x80, 0x80]] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) {
        #expect(throws: JSONParseError(.invalidUTF8, at: 0)) { try JSONValue(parsing: [0x22] + bytes + [0x22]) }
        #expect(throws: JSONParseError(.invalidUTF8, at: 0)) {
            try JSONValue(parsing: Array("\"\\n".utf8) + bytes + [0x22])
        }
    }

    @Test("Nesting is taken up to the limit")
    func depth() throws {
        let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        _ = try JSONValue(parsing: deepest)
        #expect(throws: JSONParseError(.tooDeep, at: 64)) { try JSONValue(parsing: "[" + deepest + "]") }
        #expect(throws: JSONParseError(.tooDeep, at: 5)) {
            try JSONValue(parsing: #"{"a":{"b":1}}"#, limits: JSONLimits(depth: 1))
        }
        #expect(throws: JSONParseError.self) { try JSONValue(parsing: String(repeating: "[", count: 1_000_000)) }
    }

    @Test("A text is taken up to its length limit")
    func length() throws {
        _ = try JSONValue(parsing: "123", limits: JSONLimits(byteCount: 3))
        #expect(throws: JSONParseError(.tooLong, at: 2)) {
            try JSONValue(parsing: "123", limits: JSONLimits(byteCount: 2))
        }
    }

    @Test("Whatever bytes come, the parser returns, and what it takes Foundation takes too")
    func fuzz() throws {
        var random = SplitMix64(seed: 99)
        let alphabet = Array(#"{}[]",:\u0123456789eE+-.truefalsn d8"#.utf8)
        let samples = [#"{"a":[1,2.5,{"b":"x\n\u00e9"}],"c":null}"#, "[1,-0.5e3,true]"].map { Array($0.utf8) }
        for round in 0..<20_000 {
            var bytes = samples[round % samples.count]
            for _ in 0..<(1 + random.below(3)) {
                bytes[random.below(bytes.count)] = alphabet[random.below(alphabet.count)]
            }
            // A refusal is right for most of them; what is taken is held against the other parser.
            guard let value = try? JSONValue(parsing: bytes) else { continue }
            #expect(throws: Never.self, "\(String(decoding: bytes, as: UTF8.self))") {
                _ = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            }
            #expect(try JSONValue(parsing: value.utf8) == value)
        }
    }
}
