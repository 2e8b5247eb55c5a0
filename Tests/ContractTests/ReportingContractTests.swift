import MeshCore
import ReportingAPI
import Testing

@Suite("The messages of reporting on the wire")
struct ReportingContractTests {
    private static let destinations: [ReportDestination] = [
        .folder(ReportFolder(path: "weekly")),
        .bucket(
            ReportBucket(
                endpoint: "https://s3.eu-central-1.amazonaws.com", bucket: "reports", prefix: "shop/",
                region: "eu-central-1", credentials: "backup")),
    ]

    /// One of each message, with every member.
    static let messages: [AgreedMessage] = {
        let moment = Timestamp(milliseconds: 1_795_222_923_004)
        let site = ReportSite(
            site: "shop", timeZone: "Europe/Berlin", readers: ["acc_1"], rulesVersion: 3, watermark: moment,
            sealedThrough: "2026-11-20", events: 1_000_000, lateEvents: 12)
        let question = StatsQuestion(["site_id": "shop", "metrics": ["visitors"], "date_range": "7d"])
        let saved = SavedReport(
            id: "visitors", site: "shop", title: "Visitors", question: question, createdAt: moment, updatedAt: moment)
        let snapshot = ReportSnapshot(
            number: 3, report: "visitors", takenAt: moment, watermark: moment, exact: true, rowCount: 7)
        let schedule = ReportSchedule(
            name: "weekly", report: "visitors", expression: "cron(0 7 ? * MON *)", timeZone: "Europe/Berlin",
            formats: [.pdf, .csv], destinations: destinations, enabled: true, state: .refused,
            problem: "Invalid Schedule Expression.", createdAt: moment, updatedAt: moment)
        let run = ReportRun(
            id: "0123456789abcdef0123456789abcdef", scheduledAt: moment, state: .failed, snapshot: 3,
            problem: "The site is gone.",
            files: [
                FileDelivery(
                    destination: 0, kind: .folder, format: .csv, state: .delivered, attempts: 1,
                    address: "weekly/visitors-2026-11-20-3.csv", bytes: 120, sha256: String(repeating: "0a", count: 32),
                    deliveredAt: moment),
                FileDelivery(
                    destination: 1, kind: .bucket, format: .csv, state: .pending, attempts: 2, problem: "Busy.",
                    nextAttemptAt: moment),
            ])
        return [
            AgreedMessage(
                "PutReportSchedule",
                PutReportSchedule(
                    expression: "rate(1 hour)", timeZone: "UTC", formats: [.xlsx], destinations: destinations,
                    enabled: false)),
            AgreedMessage("ReportSchedule", schedule),
            AgreedMessage("ReportScheduleList", ReportScheduleList(items: [schedule])),
            AgreedMessage("ReportRun", run), AgreedMessage("ReportRunList", ReportRunList(items: [run])),
            AgreedMessage(
                "FireReport", FireReport(firing: "0123456789abcdef0123456789abcdef", scheduledAt: moment)),
            AgreedMessage("ReportSite", site),
            AgreedMessage("ReportSiteList", ReportSiteList(items: [site], nextCursor: "AAECAwQ")),
            AgreedMessage("PutReportSite", PutReportSite(readers: ["acc_1", "acc_2"])),
            AgreedMessage("ReprocessSite", ReprocessSite(version: 2)),
            AgreedMessage(
                "ReprocessState",
                ReprocessState(
                    state: .building, version: 2, startedAt: moment, recordsRead: 10, recordsToRead: 20, events: 9)),
            AgreedMessage("StatsQuestion", question),
            AgreedMessage("PutSavedReport", PutSavedReport(title: "Visitors", question: question)),
            AgreedMessage("SavedReport", saved),
            AgreedMessage("SavedReportList", SavedReportList(items: [saved], nextCursor: "AAECAwQ")),
            AgreedMessage("ReportSnapshot", snapshot),
            AgreedMessage("ReportSnapshotList", ReportSnapshotList(items: [snapshot])),
        ]
    }()

    @Test("is what was agreed", arguments: messages)
    func golden(_ agreed: AgreedMessage) throws {
        #expect(try agreed.difference(in: "reporting") == nil)
    }

    @Test("fits its own schema, and is read back", arguments: messages)
    func schema(_ agreed: AgreedMessage) throws {
        #expect(try agreed.schemaErrors().isEmpty)
        #expect(try agreed.isReadBack())
    }
}
