import Foundation
import MeshCore
import MeshTestKit
import Testing

@testable import MeshRuntime
@testable import Notifier

@Suite("The OpenAPI document of the notifier")
struct DocumentTests {
    @Test("is what was agreed")
    func golden() async throws {
        let directory = try TemporaryDirectory()
        try await NotifierInstance.with(directory: directory.path) { notifier in
            let document = OpenAPIDocument(notifier.service.api).json
            let difference = try GoldenFile("notifier/openapi").difference(fromJSON: Data(document.utf8))
            #expect(difference == nil)
        }
    }
}
