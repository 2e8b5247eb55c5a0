import Foundation
import MeshCore
import StatesLanguage
import Testing

/// The workflows of this repository, held against the validator and their own tests.
@Suite("The workflows that ship")
struct ShippedWorkflowTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "orchestration/workflows")

    static let names = [
        "abandoned-carts", "admin-alerts", "anomaly-alerts", "back-in-stock", "checkout", "daily-report",
        "encode-title",
        "erase-account", "fulfil-order", "nightly-batch", "order-updates", "shop-science", "similar-suggestions",
        "train-recommender", "transaction-mails",
    ]

    private func json(_ name: String, _ file: String) throws -> JSONValue {
        let data = try Data(contentsOf: Self.folder.appending(path: "\(name)/\(file)"))
        return try JSONValue(parsing: data, limits: JSONLimits(depth: 512))
    }

    @Test("have nothing that the validator would tell of", arguments: names)
    func validity(name: String) throws {
        let report = DefinitionValidator().validate(try json(name, "definition.asl.json"))
        #expect(report.diagnostics.isEmpty, "\(report.diagnostics)")
    }

    @Test("pass their tests, which enter every state", arguments: names)
    func cases(name: String) throws {
        let tester = try WorkflowTester(try json(name, "definition.asl.json"))
        let report = tester.run(try WorkflowTestFile(try json(name, "test.json")))
        #expect(report.hasPassed, "\(report.text)")
        let (reached, all) = report.coverage.counts(of: .states)
        #expect(reached == all, "\(report.coverage.missed)")
    }

    @Test("have a page and an input", arguments: names)
    func pages(name: String) throws {
        #expect(try json(name, "input.json").objectValue != nil)
        let page = try String(contentsOf: Self.folder.appending(path: "\(name)/README.md"), encoding: .utf8)
        #expect(page.contains("orchestration/workflows/run \(name)"))
    }
}
