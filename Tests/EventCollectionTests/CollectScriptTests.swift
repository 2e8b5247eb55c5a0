import Foundation
import MeshTestKit
import Testing

@testable import EventCollection

@Suite("The collector script")
struct CollectScriptTests {
    static let node = TestProgram(named: "node")
    static let python = TestProgram(named: "python3")
    static let chromium = TestProgram(named: "chromium")

    /// Runs something with the script as a file.
    func withScript<Result>(_ run: (String) async throws -> Result) async throws -> Result {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("collect-\(UUID()).js")
        try Data(CollectScript.served.utf8).write(to: file)
        // A file that cannot be removed is left to the system's own tidying of this folder.
        defer { try? FileManager.default.removeItem(at: file) }
        return try await run(file.path)
    }

    @Test("It is served without comments, and nothing of its code is lost")
    func served() {
        let lines = CollectScript.served.split(separator: "\n")
        #expect(lines.allSatisfy { !$0.hasPrefix("//") && !$0.hasPrefix(" ") })
        let code = CollectScript.source.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
        #expect(code.joined().filter { $0 != " " } == lines.joined().filter { $0 != " " })
        // A text over several lines would lose its indentation.
        #expect(!CollectScript.source.contains("`"))
    }

    @Test("It does what it promises in a stand-in for a browser", .enabled(if: node != nil, "needs node"))
    func standIn() async throws {
        let node = try #require(Self.node)
        let outcome = try await withScript { try await node.run([TestProgram.script("collect_script.mjs"), $0]) }
        #expect(outcome.status == 0, "\(outcome.output)")
    }

    @Test(
        "It does what it promises in Chromium", .enabled(if: python != nil && chromium != nil, "needs chromium"))
    func browser() async throws {
        let python = try #require(Self.python)
        let chromium = try #require(Self.chromium)
        let outcome = try await withScript {
            try await python.run([TestProgram.script("collect_browser.py"), $0, chromium.path])
        }
        #expect(outcome.status == 0, "\(outcome.output)")
    }
}
