import Foundation
import MeshCore
import MeshRuntime
import MeshTestKit
import Testing

@testable import Catalog

@Suite("The catalog's OpenAPI document")
struct DocumentTests {
    @Test("is what was agreed")
    func golden() throws {
        let document = OpenAPIDocument(try CatalogDoor().service.api).json
        #expect(try GoldenFile("catalog/openapi").difference(fromJSON: Data(document.utf8)) == nil)
    }
}
