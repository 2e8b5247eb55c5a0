import MeshTestKit
import MeshTransport
import Testing

/// Input that no honest peer sends, on the socket of a real server.
@Suite struct HostileInputTests {
    static let table = HostileInput.all(path: "/")

    @Test("The table has enough of both protocols, each input once")
    func size() {
        #expect(Self.table.count { $0.version == .http1 } >= 60)
        #expect(Self.table.count { $0.version == .http2 } >= 60)
        #expect(Set(Self.table.map(\.description)).count == Self.table.count)
    }

    @Test("Hostile input is refused, and the next good request is answered", arguments: table)
    func refused(_ input: HostileInput) async throws {
        try await withTestServer { server in
            let verdict = try await HostileVerdict.of(input, port: server.port, limit: .seconds(15))
            #expect(verdict == .refused, "\(input)")
            let good = try await server.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(good.hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }
}
