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
            try #require(SourceNetwork(left)), try #require(SourceNetwork(right))
        )
        #expect((left == right) == areOne)
    }

    @Test("is nothing that is no address", arguments: ["", "localhost", "1.2.3", "1.2.3.4:80", "[::1]", "1.2.3.4\0"])
    func refuses(_ text: String) {
        #expect(SourceNetwork(text) == nil)
    }

    @Test(
        "is this machine for a loopback address alone",
        arguments: ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
    func local(_ text: String) throws {
        #expect(try #require(SourceNetwork(text)).isLocal)
        for other in ["192.0.2.1", "128.0.0.1", "::2", "2001:db8::1"] {
            #expect(try !#require(SourceNetwork(other)).isLocal)
        }
    }
}
