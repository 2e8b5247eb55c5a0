import Testing

@testable import Identity

@Suite("Base64 without padding")
struct Base64AlphabetTests {
    @Test(
        "gives the test vectors of RFC 4648, section 10",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(_ plain: String, _ text: String) {
        for alphabet in [Base64Alphabet.standard, .url] {
            #expect(alphabet.encode(plain.utf8) == text)
            #expect(alphabet.decode(text) == Array(plain.utf8))
        }
    }

    @Test("has two alphabets, and one spelling for each text")
    func oneSpelling() {
        #expect(Base64Alphabet.url.encode([0xFB, 0xFF]) == "-_8")
        #expect(Base64Alphabet.standard.encode([0xFB, 0xFF]) == "+/8")
        #expect(Base64Alphabet.url.decode("-_9") == nil)
        for text in ["A", "AAAAA", "Zg==", "Z g", "Zg\n", "-_8="] { #expect(Base64Alphabet.url.decode(text) == nil) }
        #expect(Base64Alphabet.url.decode("+/8") == nil)
    }
}
