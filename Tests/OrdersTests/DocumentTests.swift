import Foundation
import MeshCore
import MeshRuntime
import MeshTestKit
import Testing

@testable import Orders

@Suite("The OpenAPI document of orders")
struct DocumentTests {
    @Test("is what was agreed")
    func golden() async throws {
        try await OrdersDoor.with { door in
            let document = OpenAPIDocument(door.service.api).json
            let difference = try GoldenFile("orders/openapi").difference(fromJSON: Data(document.utf8))
            #expect(difference == nil)
        }
    }
}
