import Foundation
import MeshCore
import MeshRuntime
import MeshTestKit
import Testing

@testable import Events

@Suite("The OpenAPI document of events")
struct DocumentTests {
    @Test("is what was agreed")
    func golden() async throws {
        try await EventsMachine.with { machine in
            let document = OpenAPIDocument(machine[0].service.api).json
            let difference = try GoldenFile("events/openapi").difference(fromJSON: Data(document.utf8))
            #expect(difference == nil)
        }
    }
}
