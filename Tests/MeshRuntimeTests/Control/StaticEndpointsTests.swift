import MeshTransport
import Testing

@testable import MeshRuntime

@Suite("Endpoints of the configuration")
struct StaticEndpointsTests {
    @Test("are several to a service, also at IPv6 addresses")
    func parses() throws {
        let table = try StaticEndpoints.parse([
            "identity=127.0.0.1:9001", "identity=127.0.0.1:9002", "catalog=[::1]:9003",
        ]).current
        #expect(table.services["identity"]?.map(\.port) == [9001, 9002])
        #expect(table.services["catalog"]?.first?.host == "::1")
        #expect(Set(table.services["identity"]?.map(\.instance) ?? []).count == 2)
    }

    @Test(
        "that are malformed are named",
        arguments: ["identity", "identity=", "identity=host", "identity=host:0", "identity=host:99999", "=host:1"])
    func malformed(text: String) {
        #expect(throws: ConfigurationError.self) { try StaticEndpoints.parse([text]) }
    }
}
