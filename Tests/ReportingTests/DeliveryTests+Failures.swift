import Foundation
import HTTPTypes
import MeshCore
import MeshStore
import MeshTestKit
import ReportingAPI
import Testing

@testable import Reporting

extension DeliveryTests {
    @Test("A store that is busy is asked again, not before it says; one that forbids is not")
    func retries() async throws {
        let store = StubbornStore([
            HTTPResponse(status: .serviceUnavailable, headerFields: [.retryAfter: "7"]),
            HTTPResponse(status: .tooManyRequests), HTTPResponse(status: .ok), HTTPResponse(status: .forbidden),
        ])
        let directory = try TemporaryDirectory()
        let keys = try directory.write("s3.keys", "[k]\naws_access_key_id = AKIA\naws_secret_access_key = s3cret\n")
        try await withServer(handler: store) { _, port in
            try await with(settings: ["delivery.credentials": keys]) { stage in
                let bucket: JSONValue = [
                    "kind": "s3", "endpoint": .string("http://127.0.0.1:\(port)"), "bucket": "reports", "prefix": "a/",
                    "credentials": "k",
                ]
                let put = try await stage.reporting.send(.put, Self.path, Self.schedule([bucket]))
                #expect(put.status == 200 && !"\(put.json)".contains("s3cret"), "\(put)")
                let begun = try await stage.reporting.send(.post, "\(Self.path)/runs")
                #expect(begun.status == 202 && begun.json["state"] == "running", "\(begun)")
                let now = stage.clock.now()
                for (attempt, wait) in [(1, 7), (2, 1)] {
                    let file = try await waitForValue(
                        "attempt \(attempt)", state: { "\((try? await stage.runs()) ?? [])" }
                    ) {
                        let file = try await stage.runs().first?["files"]?[0]
                        return file?["attempts"] == .int(Int64(attempt)) ? file : nil
                    }
                    #expect(file["state"] == "pending", "\(file)")
                    let again = try #require(file["nextAttemptAt"]?.stringValue.flatMap { Timestamp($0) })
                    #expect(again >= now + .seconds(wait) && again <= now + .seconds(20), "\(file)")
                    #expect(file["problem"]?.stringValue?.contains(attempt == 1 ? "503" : "429") == true, "\(file)")
                    stage.clock.advance(by: .seconds(10))
                }
                let run = try #require(try await stage.ended().first)
                #expect(run["state"] == "delivered" && run["files"]?[0]?["attempts"] == 3, "\(run)")
                let head = try #require(store.seen.first)
                #expect(head.method == .put && head.path == "/reports/a/pages-2026-06-01-1.csv")
                let hash = try #require(HTTPField.Name("x-amz-content-sha256"))
                #expect(head.headerFields[hash] == run["files"]?[0]?["sha256"]?.stringValue)
                let sum = try #require(HTTPField.Name("Content-MD5"))
                #expect(head.headerFields[sum]?.utf8.count == 24)
                #expect(
                    head.headerFields[.authorization]?.contains(
                        "SignedHeaders=content-md5;content-type;host;x-amz-content-sha256;x-amz-date,") == true)
                _ = try await stage.reporting.send(.post, "\(Self.path)/runs")
                let failed = try #require(try await stage.ended(count: 2).first)
                #expect(failed["state"] == "failed" && failed["snapshot"] == 2, "\(failed)")
                #expect(failed["files"]?[0]?["attempts"] == 1 && failed["files"]?[0]?["state"] == "failed")
            }
        }
    }

    @Test("Killed in the middle, an instance's delivery is finished by the next, from the same snapshot")
    func killed() async throws {
        let directory = try TemporaryDirectory()
        let log = CollectedLog(partitions: 1)
        let folder = directory.path("delivered")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let settings = ["delivery.folder": folder]
        let clock = SystemWallClock()
        log.append([ReadingTests.event("1", at: clock.now() - .seconds(60))])
        try await ReportingInstance.with(log, directory: directory.path, clock: clock, settings: settings) {
            reporting in
            try await reporting.waitForEvents(1, of: "shop")
            _ = try await reporting.send(
                .put, Self.report,
                ["title": "P", "question": ["site_id": "shop", "metrics": ["events"], "date_range": "all"]])
            _ = try await reporting.send(
                .put, Self.path, Self.schedule([["kind": "folder", "path": "a"]], formats: ["csv", "html"]))
        }
        let store = ReportStore(
            store: try Store.open(
                path: "\(directory.path)/\(ReportingSchema.fileName)", migrations: ReportingSchema.migrations,
                clock: clock), clock: clock)
        let schedule = try #require(try store.schedule("hourly", of: "pages"))
        try await store.beginRun(
            FireReport(firing: "f1", scheduledAt: clock.now()), of: schedule.id, at: clock.now())
        try await store.store.close()
        var boundaries: [String] = []
        try await log.serve { port in
            for crash in [1, 1, 2] {
                let process = try CrasherProcess(
                    "ReportCrasher", directory: directory.path, crashAt: crash,
                    settings: [
                        "--endpoints", "events=127.0.0.1:\(port)", "--delivery-folder", folder, "--delivery-pause",
                        "20ms",
                    ])
                try await waitUntil("it dies", state: { process.log }) { process.hasEnded }
                boundaries += process.boundaries
            }
        }
        #expect(
            boundaries == ["snapshot taken", "file brought", "file brought", "delivery noted"], "\(boundaries)")
        try await ReportingInstance.with(log, directory: directory.path, clock: clock, settings: settings) {
            reporting in
            let run = try await waitForValue("the run has ended") {
                let run = try await reporting.send(.get, "\(Self.path)/runs").json["items"]?[0]
                return run?["state"] == "running" ? nil : run
            }
            #expect(run["state"] == "delivered" && run["snapshot"] == 1, "\(run)")
            let files = run["files"]?.arrayValue ?? []
            for file in files {
                let path = "\(folder)/\(file["address"]?.stringValue ?? "")"
                #expect(file["sha256"]?.stringValue == (try Self.hash(path)))
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/a").count == 2)
            let snapshots = try await reporting.send(.get, "\(Self.report)/snapshots").json
            #expect(snapshots["items"]?.arrayValue?.count == 1)
        }
    }
}
