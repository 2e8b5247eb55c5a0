import Testing

@testable import Identity

@Suite("The source of a request")
struct SourceReaderTests {
    @Test(
        "is the address of IPv4, and the first 64 bits of IPv6",
        arguments: [
            ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
            ("2001:db8::1", "2001:db8::ffff:1", true),
            ("2001:db8::1", "2001:db8:0:1::1", false), ("::ffff:192.0.2.1", "192.0.2.1", true),
        ])
    func networks(_ left: String, _ right: String, _ areOne: Bool) throws {
        let (left, right) = (
            try #require(SourceReader.network(of: left)), try #require(SourceReader.network(of: right))
        )
        #expect((left == right) == areOne)
    }

    @Test("is nothing that is no address", arguments: ["", "localhost", "1.2.3", "1.2.3.4:80", "[::1]", "1.2.3.4\0"])
    func refuses(_ text: String) {
        #expect(SourceReader.network(of: text) == nil)
    }
}
