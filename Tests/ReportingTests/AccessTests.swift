import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Reporting

@Suite("Who may read a site's reports")
struct AccessTests {
    private static let question: JSONValue = [
        "site_id": "shop", "metrics": ["visitors"], "date_range": "day",
    ]

    @Test("Administrators, the accounts that a site names, and their keys with the scope")
    func readers() async throws {
        let log = CollectedLog(partitions: 1)
        log.set("shop")
        log.set("other")
        let directory = try TemporaryDirectory()
        try await ReportingInstance.with(log, directory: directory.path, clock: VirtualWallClock()) { reporting in
            try await waitUntil("sites are known") {
                try await reporting.send(.get, "/v1/reports/sites").json["items"]?.arrayValue?.count == 2
            }
            @Sendable func status(_ token: String?) async throws -> Int {
                try await reporting.send(.post, "/api/v2/query", Self.question, token: token).status
            }
            #expect(try await status(nil) == 401)
            #expect(try await status("admin") == 200)
            #expect(try await status("ada") == 404)
            let put = JSONValue.object(["readers": ["acc_ada"]])
            #expect(try await reporting.send(.put, "/v1/reports/sites/shop", put, token: "ada").status == 403)
            #expect(try await reporting.send(.put, "/v1/reports/sites/none", put).status == 404)
            let answer = try await reporting.send(.put, "/v1/reports/sites/shop", put)
            #expect(answer.json["readers"] == ["acc_ada"], "\(answer)")
            #expect(try await status("ada") == 200)
            #expect(try await status("bob") == 404)
            #expect(try await status("key/acc_ada/reports:read") == 200)
            #expect(try await status("key/acc_ada/catalog:read") == 404)
            let list = try await reporting.send(.get, "/v1/reports/sites", token: "ada").json
            #expect(list["items"]?.arrayValue?.compactMap { $0["site"]?.stringValue } == ["shop"])
            #expect(list["items"]?[0]?["readers"] == nil)
            let path = "/v1/reports/sites/shop/reprocess"
            #expect(try await reporting.send(.post, path, ["version": 1], token: "ada").status == 403)
            #expect(try await reporting.send(.get, path).code == "nothing_counted")
        }
    }

    @Test("Lists go on page by page")
    func pages() async throws {
        let log = CollectedLog(partitions: 1)
        for number in 0..<5 { log.set("site-\(number)") }
        let directory = try TemporaryDirectory()
        try await ReportingInstance.with(log, directory: directory.path, clock: VirtualWallClock()) { reporting in
            try await waitUntil("sites are known") {
                try await reporting.send(.get, "/v1/reports/sites").json["items"]?.arrayValue?.count == 5
            }
            var names: [String] = []
            var cursor: String?
            repeat {
                let place = cursor.map { "&cursor=\($0)" } ?? ""
                let page = try await reporting.send(.get, "/v1/reports/sites?limit=2\(place)").json
                names += (page["items"]?.arrayValue ?? []).compactMap { $0["site"]?.stringValue }
                cursor = page["nextCursor"]?.stringValue
            } while cursor != nil
            #expect(names == (0..<5).map { "site-\($0)" })
        }
    }
}
