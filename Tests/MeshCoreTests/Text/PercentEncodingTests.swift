import MeshCore
import Testing

struct PercentEncodingTests {
    @Test("A text comes back as it was, out of printable ASCII", arguments: ["", "abc", "a b+c%/ä\u{0}€"])
    func roundTrip(text: String) {
        let encoded = PercentEncoding.encode(text)
        #expect(PercentEncoding.decode(encoded[...], plus: .isSpace) == text)
        #expect(encoded.utf8.allSatisfy { $0 < 0x7F && $0 > 0x20 })
    }

    @Test("Everything but unreserved characters is escaped, in upper case")
    func reserved() {
        #expect(PercentEncoding.encode("aZ09-._~") == "aZ09-._~")
        #expect(PercentEncoding.encode("\n &=+?/ä") == "%0A%20%26%3D%2B%3F%2F%C3%A4")
    }

    @Test("A plus is a space where a form writes it so; a broken escape is none")
    func decodes() {
        #expect(PercentEncoding.decode("a+b", plus: .isSpace) == "a b")
        #expect(PercentEncoding.decode("a+b%2b", plus: .isPlus) == "a+b+")
        for text in ["%", "%2", "%zz", "%ff"] { #expect(PercentEncoding.decode(text[...], plus: .isPlus) == nil) }
    }
}
