import Foundation
import MeshCore
import MeshTestKit
import Testing

@testable import MeshRuntime
@testable import Recommender

@Suite("The OpenAPI document of the recommender")
struct DocumentTests {
    @Test("is what was agreed")
    func golden() async throws {
        let directory = try TemporaryDirectory()
        try await Shop().serve { port in
            try await RecommenderInstance.with(port, directory: directory.path) { recommender in
                let document = OpenAPIDocument(recommender.service.api).json
                let difference = try GoldenFile("recommender/openapi").difference(fromJSON: Data(document.utf8))
                #expect(difference == nil)
            }
        }
    }
}
