import EventCollection
import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Reporting

@Suite("Saved reports")
struct SavedReportTests {
    private static let start = ReadingTests.start + .seconds(40_000)
    private static let question: JSONValue = [
        "site_id": "shop", "metrics": ["visitors", "total_revenue"], "date_range": "day", "dimensions": ["event:page"],
    ]
    private static let path = "/v1/reports/saved/pages-of-today"

    /// A site with two events, and the means to add more.
    private func with(_ body: @escaping @Sendable (ReportingInstance, CollectedLog) async throws -> Void) async throws {
        let log = CollectedLog(partitions: 1)
        log.append([
            ReadingTests.event("1", at: Self.start, page: "/a"),
            ReadingTests.event("2", at: Self.start + .seconds(1), page: "/b"),
        ])
        let directory = try TemporaryDirectory()
        let clock = VirtualWallClock(Self.start + .seconds(60))
        try await ReportingInstance.with(log, directory: directory.path, clock: clock) { reporting in
            try await reporting.waitForEvents(2, of: "shop")
            try await body(reporting, log)
        }
    }

    @Test("A snapshot's files are the same for good, whatever comes in")
    func snapshots() async throws {
        try await with { reporting, log in
            let saved = try await reporting.send(
                .put, Self.path, ["title": "Pages <today>", "question": Self.question])
            #expect(saved.status == 200 && saved.json["site"] == "shop", "\(saved)")
            let first = try await reporting.send(.post, "\(Self.path)/snapshots")
            #expect(first.status == 201 && first.json["number"] == 1 && first.json["rowCount"] == 2, "\(first)")
            var files: [ReportFormat: [UInt8]] = [:]
            for format in ReportFormat.allCases {
                let file = try await reporting.file("\(Self.path)/snapshots/1?format=\(format.rawValue)")
                #expect(file.headers[.contentType] == format.contentType)
                files[format] = file.bytes
            }
            #expect(
                String(decoding: try #require(files[.html]), as: UTF8.self).contains("<h1>Pages &lt;today&gt;</h1>"))

            log.append([ReadingTests.event("3", at: Self.start + .seconds(2), page: "/c")])
            try await reporting.waitForEvents(3, of: "shop")
            let second = try await reporting.send(.post, "\(Self.path)/snapshots").json
            #expect(second["number"] == 2 && second["rowCount"] == 3, "\(second)")
            for format in ReportFormat.allCases {
                let again = try await reporting.file("\(Self.path)/snapshots/1?format=\(format.rawValue)")
                #expect(again.bytes == files[format], "\(format)")
                let newer = try await reporting.file("\(Self.path)/snapshots/2?format=\(format.rawValue)")
                #expect(newer.bytes != files[format], "\(format)")
            }
            let list = try await reporting.send(.get, "\(Self.path)/snapshots").json
            #expect(list["items"]?.arrayValue?.map { $0["number"] } == [2, 1])
        }
    }

    @Test("A report is saved, replaced, listed and forgotten with its snapshots")
    func life() async throws {
        try await with { reporting, _ in
            for id in ["b", "a", "c"] {
                let path = "/v1/reports/saved/\(id)"
                let saved = try await reporting.send(.put, path, ["title": "One", "question": Self.question])
                #expect(saved.status == 200, "\(saved)")
            }
            let replaced = try await reporting.send(
                .put, "/v1/reports/saved/b", ["title": "Two", "question": Self.question])
            #expect(replaced.json["title"] == "Two")
            let page = try await reporting.send(.get, "/v1/reports/saved?limit=2").json
            #expect(page["items"]?.arrayValue?.map { $0["id"] } == ["a", "b"])
            let cursor = try #require(page["nextCursor"]?.stringValue)
            let rest = try await reporting.send(.get, "/v1/reports/saved?limit=2&cursor=\(cursor)").json
            #expect(rest["items"]?.arrayValue?.map { $0["id"] } == ["c"] && rest["nextCursor"] == nil)
            #expect(try await reporting.send(.post, "/v1/reports/saved/b/snapshots").status == 201)
            #expect(try await reporting.send(.delete, "/v1/reports/saved/b").status == 204)
            #expect(try await reporting.send(.get, "/v1/reports/saved/b").status == 404)
            #expect(try await reporting.send(.delete, "/v1/reports/saved/b").status == 404)
            // The next one of that id has snapshots of its own.
            _ = try await reporting.send(.put, "/v1/reports/saved/b", ["title": "Three", "question": Self.question])
            #expect(try await reporting.send(.get, "/v1/reports/saved/b/snapshots").json["items"] == [])
        }
    }

    @Test("A report stays with its site, so that no reader of another one sees its snapshots")
    func anotherSite() async throws {
        try await with { reporting, log in
            log.append([ReadingTests.event("9", site: "blog", at: Self.start)])
            try await reporting.waitForEvents(1, of: "blog")
            #expect(
                try await reporting.send(.put, "/v1/reports/sites/blog", ["readers": ["acc_ada"]]).status == 200)
            let shop: JSONValue = ["title": "x", "question": Self.question]
            #expect(try await reporting.send(.put, Self.path, shop).status == 200)
            #expect(try await reporting.send(.post, "\(Self.path)/snapshots").status == 201)
            let blog: JSONValue = [
                "title": "x", "question": ["site_id": "blog", "metrics": ["visitors"], "date_range": "day"],
            ]
            let moved = try await reporting.send(.put, Self.path, blog)
            #expect(moved.status == 409 && moved.json["code"] == "report_of_another_site", "\(moved)")
            #expect(try await reporting.send(.get, "\(Self.path)/snapshots", token: "ada").status == 404)
            // Who reads a site reads its reports, and leaves their snapshots as they are.
            let other = "/v1/reports/saved/blog"
            #expect(try await reporting.send(.put, other, blog).status == 200)
            #expect(try await reporting.send(.get, other, token: "ada").status == 200)
            #expect(try await reporting.send(.post, "\(other)/snapshots", token: "ada").status == 403)
        }
    }

    @Test("What has no meaning is refused, field by field, and who may not read a site is told of none")
    func refusals() async throws {
        try await with { reporting, _ in
            let wrong = try await reporting.send(
                .put, Self.path, ["title": "x", "question": ["site_id": "shop", "metrics": ["nothing"]]])
            #expect(wrong.status == 400, "\(wrong)")
            let name = try await reporting.send(
                .put, "/v1/reports/saved/Not%20Good", ["title": "x", "question": Self.question])
            #expect(name.status == 400 && name.json["errors"]?[0]?["field"] == "report", "\(name)")
            let body: JSONValue = ["title": "x", "question": Self.question]
            #expect(try await reporting.send(.put, Self.path, body, token: "ada").status == 403)
            #expect(try await reporting.send(.put, Self.path, body).status == 200)
            #expect(try await reporting.send(.get, Self.path, token: "ada").status == 404)
            #expect(try await reporting.send(.get, "/v1/reports/saved", token: "ada").json["items"] == [])
            #expect(try await reporting.send(.get, "\(Self.path)/snapshots/1").status == 404)
        }
    }
}
