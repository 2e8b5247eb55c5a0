import Crypto
import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import ReportingAPI
import Testing

@testable import Reporting

@Suite("Scheduled reports")
struct DeliveryTests {
    static let start = ReadingTests.start + .seconds(4000)
    static let report = "/v1/reports/saved/pages"
    static let path = "\(report)/schedules/hourly"
    static let formats: JSONValue = ["csv", "html", "pdf", "xlsx", "parquet"]

    /// What a test works with.
    struct Stage: Sendable {
        let reporting: ReportingInstance
        let schedules: ScheduleStage
        let clock: VirtualWallClock
        let log: CollectedLog
        /// The operator's folder.
        let folder: String

        /// The runs of the schedule, once the newest has ended.
        func ended(count: Int = 1) async throws -> [JSONValue] {
            try await waitForValue("the run has ended", state: { "\((try? await runs()) ?? [])" }) {
                let runs = try await runs()
                return runs.count == count && runs.first?["state"] != "running" ? runs : nil
            }
        }

        func runs() async throws -> [JSONValue] {
            try await reporting.send(.get, "\(path)/runs").json["items"]?.arrayValue ?? []
        }

        func files(in folder: String) throws -> Set<String> {
            Set(try FileManager.default.contentsOfDirectory(atPath: "\(self.folder)/\(folder)"))
        }
    }

    /// A site with a saved report, beside the orchestrator's schedules.
    func with(
        settings: [String: String] = [:], _ body: @escaping @Sendable (Stage) async throws -> Void
    ) async throws {
        let log = CollectedLog(partitions: 1)
        log.append([ReadingTests.event("1", at: Self.start), ReadingTests.event("2", at: Self.start, page: "/b")])
        let directory = try TemporaryDirectory()
        let folder = directory.path("delivered")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let clock = VirtualWallClock(Self.start + .seconds(60))
        try await ScheduleStage.with(directory: directory.path, clock: clock) { schedules in
            var settings = settings
            settings["delivery.folder"] = folder
            try await ReportingInstance.with(
                log, directory: directory.path, clock: clock, settings: settings, orchestrator: schedules.client
            ) { reporting in
                schedules.connect(reporting)
                try await reporting.waitForEvents(2, of: "shop")
                let saved = try await reporting.send(
                    .put, Self.report,
                    [
                        "title": "Pages",
                        "question": [
                            "site_id": "shop", "metrics": ["pageviews"], "date_range": "day",
                            "dimensions": ["event:page"],
                        ],
                    ])
                try #require(saved.status == 200, "\(saved)")
                try await body(
                    Stage(reporting: reporting, schedules: schedules, clock: clock, log: log, folder: folder))
            }
        }
    }

    static func schedule(
        _ destinations: JSONValue, expression: String = "cron(30 * * * ? *)", formats: JSONValue = ["csv"]
    ) -> JSONValue {
        ["expression": .string(expression), "formats": formats, "destinations": destinations]
    }

    static func hash(_ path: String) throws -> String {
        SHA256.hash(data: try Data(contentsOf: URL(filePath: path))).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }

    @Test("The orchestrator fires, one snapshot is taken, and its files lie whole in the folder")
    func folder() async throws {
        try await with { stage in
            let put = try await stage.reporting.send(
                .put, Self.path,
                Self.schedule([["kind": "folder", "path": "weekly/shop"]], formats: Self.formats))
            #expect(put.status == 200 && put.json["state"] == "active" && put.json["timeZone"] == "UTC", "\(put)")
            #expect(try await stage.schedules.names().count == 1)
            stage.clock.advance(by: .seconds(3601))
            let run = try #require(try await stage.ended().first)
            #expect(run["state"] == "delivered" && run["snapshot"] == 1, "\(run)")
            let files = run["files"]?.arrayValue ?? []
            #expect(files.count == 5)
            for file in files {
                let format = file["format"]?.stringValue ?? ""
                let address = "weekly/shop/pages-2026-06-01-1.\(format)"
                #expect(file["address"] == .string(address) && file["attempts"] == 1, "\(file)")
                let path = "\(stage.folder)/\(address)"
                #expect(file["sha256"]?.stringValue == (try Self.hash(path)))
                let snapshot = try await stage.reporting.file("\(Self.report)/snapshots/1?format=\(format)")
                #expect(snapshot.bytes == Array(try Data(contentsOf: URL(filePath: path))))
            }
            #expect(try stage.files(in: "weekly/shop").count == 5, "no drafts are left")
            // The same firing again makes no second snapshot; a change of the report is seen by the next one.
            let id = try #require(try await stage.schedules.names().first)
            let again = try await stage.reporting.send(
                .post, "/internal/deliveries/\(id)",
                ["firing": run["id"] ?? .null, "scheduledAt": run["scheduledAt"] ?? .null], authority: "reporting")
            #expect(again.status == 204, "\(again)")
            stage.log.append([ReadingTests.event("3", at: Self.start, page: "/c")])
            try await stage.reporting.waitForEvents(3, of: "shop")
            stage.clock.advance(by: .seconds(3600))
            let runs = try await stage.ended(count: 2)
            #expect(runs.map { $0["snapshot"] } == [2, 1])
            let snapshots = try await stage.reporting.send(.get, "\(Self.report)/snapshots").json
            #expect(snapshots["items"]?.arrayValue?.map { $0["rowCount"] } == [3, 2])
        }
    }

    @Test("Only the orchestrator fires, and administrators alone see schedules")
    func rights() async throws {
        try await with { stage in
            let body = Self.schedule([["kind": "folder", "path": "a"]])
            #expect(try await stage.reporting.send(.put, Self.path, body, token: "ada").status == 403)
            #expect(try await stage.reporting.send(.put, Self.path, body).status == 200)
            #expect(try await stage.reporting.send(.get, Self.path, token: "ada").status == 403)
            let id = try #require(try await stage.schedules.names().first)
            let firing: JSONValue = ["firing": "f", "scheduledAt": .string(Self.start.description)]
            let fired = try await stage.reporting.send(.post, "/internal/deliveries/\(id)", firing)
            #expect(fired.status == 403, "\(fired)")
            let unknown = try await stage.reporting.send(
                .post, "/internal/deliveries/rsc_none", firing, authority: "reporting")
            #expect(unknown.status == 404, "\(unknown)")
        }
    }

    @Test("A schedule is replaced, refused, listed and ended with its report")
    func life() async throws {
        try await with { stage in
            let good = Self.schedule([["kind": "folder", "path": "a"]])
            #expect(try await stage.reporting.send(.put, Self.path, good).status == 200)
            let wrong = try await stage.reporting.send(
                .put, Self.path, Self.schedule([["kind": "folder", "path": "a"]], expression: "every day"))
            #expect(wrong.status == 400 && wrong.fields == ["expression"], "\(wrong)")
            var zoned = good.objectValue ?? JSONObject()
            zoned["timeZone"] = "Mars/Olympus"
            let zone = try await stage.reporting.send(.put, Self.path, .object(zoned))
            #expect(zone.status == 400 && zone.fields == ["timeZone"], "\(zone)")
            let kept = try await stage.reporting.send(.get, Self.path).json
            #expect(kept["expression"] == "cron(30 * * * ? *)" && kept["state"] == "active", "\(kept)")
            let other = try await stage.reporting.send(.put, "\(Self.report)/schedules/daily", good)
            #expect(other.status == 200)
            let list = try await stage.reporting.send(.get, "\(Self.report)/schedules").json
            #expect(list["items"]?.arrayValue?.map { $0["name"] } == ["daily", "hourly"])
            #expect(try await stage.schedules.names().count == 2)
            #expect(try await stage.reporting.send(.delete, Self.path).status == 204)
            #expect(try await stage.reporting.send(.get, Self.path).status == 404)
            #expect(try await stage.schedules.names().count == 1)
            #expect(try await stage.reporting.send(.delete, Self.report).status == 204)
            try await waitUntil("the orchestrator knows of no schedule") {
                try await stage.schedules.names().isEmpty
            }
        }
    }

    @Test("What cannot be delivered is refused under its field")
    func refusals() async throws {
        try await with { stage in
            for path in ["../out", "/etc", "a/../b", "a//b", ".hidden", ""] {
                let answer = try await stage.reporting.send(
                    .put, Self.path, Self.schedule([["kind": "folder", "path": .string(path)]]))
                #expect(answer.status == 400, "\(path): \(answer)")
            }
            let bucket: JSONValue = [
                "kind": "s3", "endpoint": "http://127.0.0.1:1", "bucket": "reports", "credentials": "nobody",
            ]
            let unknown = try await stage.reporting.send(.put, Self.path, Self.schedule([bucket]))
            #expect(unknown.status == 400 && unknown.fields == ["destinations[0].credentials"], "\(unknown)")
            let mail = try await stage.reporting.send(.put, Self.path, Self.schedule([["kind": "mail"]]))
            #expect(mail.status == 400, "\(mail)")
            #expect(try await stage.reporting.send(.get, Self.path).status == 404)
        }
    }

    @Test("Without the orchestrator a schedule waits, and is told of when it is there")
    func pending() async throws {
        let directory = try TemporaryDirectory()
        let clock = VirtualWallClock(Self.start + .seconds(60))
        let log = CollectedLog(partitions: 1)
        log.append([ReadingTests.event("1", at: Self.start)])
        let settings = ["delivery.folder": directory.path]
        try await ReportingInstance.with(log, directory: directory.path, clock: clock, settings: settings) {
            reporting in
            try await reporting.waitForEvents(1, of: "shop")
            _ = try await reporting.send(
                .put, Self.report,
                ["title": "P", "question": ["site_id": "shop", "metrics": ["events"], "date_range": "day"]])
            let put = try await reporting.send(.put, Self.path, Self.schedule([["kind": "folder", "path": "a"]]))
            #expect(put.status == 200 && put.json["state"] == "pending", "\(put)")
        }
        clock.advance(by: .seconds(60))
        try await ScheduleStage.with(directory: directory.path, clock: clock) { schedules in
            try await ReportingInstance.with(
                log, directory: directory.path, clock: clock, settings: settings, orchestrator: schedules.client
            ) { reporting in
                try await waitUntil("the schedule is active") {
                    try await reporting.send(.get, Self.path).json["state"] == "active"
                }
                #expect(try await schedules.names().count == 1)
            }
        }
    }

    @Test("No symbolic link is followed out of the operator's folder, and what is in the way is told")
    func links() async throws {
        let directory = try TemporaryDirectory()
        let (root, outside) = (directory.path("root"), directory.path("outside"))
        for folder in [root, outside] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        try FileManager.default.createSymbolicLink(atPath: "\(root)/link", withDestinationPath: outside)
        let courier = FolderCourier(root: root)
        let file = OutgoingFile(name: "a.csv", contentType: "text/csv", bytes: Array("1,2\r\n".utf8))
        for path in ["link", "link/deeper"] {
            await #expect(throws: DeliveryFailure.self) {
                try await courier.deliver(file, to: ReportFolder(path: path))
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: outside).isEmpty)
        // A link that has the file's own name is replaced; what it points to stays.
        let victim = try directory.write("victim", "kept")
        try FileManager.default.createDirectory(atPath: "\(root)/in", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: "\(root)/in/a.csv", withDestinationPath: victim)
        // What an instance that died has left.
        try Data("half".utf8).write(to: URL(filePath: "\(root)/in/.a.csv.dead.draft"))
        #expect(try await courier.deliver(file, to: ReportFolder(path: "in")) == "in/a.csv")
        #expect(try String(contentsOfFile: victim, encoding: .utf8) == "kept")
        #expect(try String(contentsOfFile: "\(root)/in/a.csv", encoding: .utf8) == "1,2\r\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(root)/in") == ["a.csv"])
        try FileManager.default.createDirectory(atPath: "\(root)/in/b.csv", withIntermediateDirectories: true)
        await #expect(throws: DeliveryFailure.final("Failed to name the file: a folder has its name.")) {
            try await courier.deliver(
                OutgoingFile(name: "b.csv", contentType: "text/csv", bytes: []), to: ReportFolder(path: "in"))
        }
    }
}
