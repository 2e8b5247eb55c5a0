import Foundation
import MeshRuntime
import MeshTestKit
import Testing

@testable import Identity

@Suite("The document of identity's API")
struct DocumentTests {
    @Test("is what was agreed")
    func golden() async throws {
        let document = OpenAPIDocument(try await IdentityBench().parts.api).json
        #expect(try GoldenFile("identity/openapi").difference(from: document) == nil)
    }
}
