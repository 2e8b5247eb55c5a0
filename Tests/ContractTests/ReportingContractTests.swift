import MeshCore
import ReportingAPI
import Testing

@Suite("The messages of reporting on the wire")
struct ReportingContractTests {
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
        return [
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
