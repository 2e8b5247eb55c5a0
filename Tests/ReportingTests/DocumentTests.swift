import Foundation
import MeshCore
import MeshTestKit
import Testing

@testable import MeshRuntime
@testable import Reporting

@Suite("The OpenAPI document of reporting")
struct DocumentTests {
    @Test("is what was agreed")
    func golden() async throws {
        let directory = try TemporaryDirectory()
        try await ReportingInstance.with(
            CollectedLog(), directory: directory.path, clock: VirtualWallClock()
        ) { reporting in
            let document = OpenAPIDocument(reporting.service.api).json
            let difference = try GoldenFile("reporting/openapi").difference(fromJSON: Data(document.utf8))
            #expect(difference == nil)
        }
    }
}
