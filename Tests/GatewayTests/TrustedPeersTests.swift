import Gateway
import NIOCore
import Testing

struct TrustedPeersTests {
    private func address(_ text: String) throws -> PeerAddress? {
        PeerAddress(try SocketAddress(ipAddress: text, port: 1))
    }

    @Test(
        "An address is in its network and in no other",
        arguments: [
            ("10.0.0.0/8", "10.1.2.3", true), ("10.0.0.0/8", "11.0.0.0", false),
            ("192.168.1.128/25", "192.168.1.200", true),
            ("192.168.1.128/25", "192.168.1.127", false), ("127.0.0.1", "127.0.0.1", true),
            ("127.0.0.1", "127.0.0.2", false),
            ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "2001:db8::1", false),
            ("2001:db8::/32", "2001:db8:1::1", true),
            ("2001:db8::/32", "2001:db9::1", false), ("::/0", "8.8.8.8", true), ("::1", "::1", true),
        ])
    func contains(network: String, peer: String, expected: Bool) throws {
        #expect(try TrustedPeers([network]).contains(try address(peer)) == expected)
    }

    @Test(
        "What is no network is refused by its words",
        arguments: ["", "x", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "10.0.0.0/8/8", "10.0.0"])
    func malformed(text: String) {
        let refused = #expect(throws: TrustedPeers.Malformed.self) { try TrustedPeers(["10.0.0.0/8", text]) }
        #expect(refused?.text == text)
    }

    @Test("A peer without an address is trusted by nobody")
    func unknown() throws {
        #expect(try !TrustedPeers(["::/0"]).contains(nil))
        #expect(PeerAddress(try SocketAddress(unixDomainSocketPath: "/tmp/x")) == nil)
        #expect(!TrustedPeers.none.contains(try address("127.0.0.1")))
    }
}
