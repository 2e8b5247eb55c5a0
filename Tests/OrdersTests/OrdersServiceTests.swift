import MeshRuntime
import Testing

@testable import Orders

@Suite("Orders as a whole")
struct OrdersServiceTests {
    @Test("opens its store in an empty directory, and once more beside itself")
    func opens() async throws {
        try await OrdersDoor.with { door in
            for check in door.service.checks + (try door.another()).service.checks { try await check.check() }
        }
    }
}
