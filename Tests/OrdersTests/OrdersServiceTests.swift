import Logging
import MeshRuntime
import MeshTestKit
import Testing

@testable import Orders

@Suite("Orders as a whole")
struct OrdersServiceTests {
    @Test("opens its store in an empty directory")
    func opens() async throws {
        let directory = try TemporaryDirectory()
        let service = try OrdersService(
            try OrdersConfiguration(ConfigurationValues(texts: [:])), dataDirectory: directory.path,
            logger: Logger(label: "test"))
        for check in service.checks { try await check.check() }
    }
}
