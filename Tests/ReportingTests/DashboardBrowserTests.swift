import Foundation
import MeshCore
import MeshTestKit
import Testing

@testable import Reporting

@Suite("The dashboard in a browser")
struct DashboardBrowserTests {
    private static let chromium = TestProgram(named: "chromium")
    private static let python = TestProgram(named: "python3")
    /// Where the README's pictures are; with `ORRERY_RECORD=1` they are taken anew.
    private static let images = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/images").path

    @Test(
        "A shop's reports are shown, filtered, walked through by keys and read as tables, as the API tells them",
        .enabled(if: chromium != nil && python != nil, "needs chromium"))
    func shop() async throws {
        let (python, chromium) = (try #require(Self.python), try #require(Self.chromium))
        let directory = try TemporaryDirectory()
        let geography = "\(directory.path)/places.csv"
        try ShopTraffic.geography.write(toFile: geography, atomically: true, encoding: .utf8)
        let traffic = ShopTraffic(seed: 5, until: SystemWallClock().now())
        let log = CollectedLog()
        log.set(ShopTraffic.site, zone: "Europe/Berlin", domains: ["shop.example"], rules: [ShopTraffic.rules])
        log.set("journal", zone: "America/New_York")
        log.append(traffic.events)
        var arguments = [TestProgram.script("dashboard_browser.py")]
        if ProcessInfo.processInfo.environment["ORRERY_RECORD"] == "1" { arguments += ["--images", Self.images] }
        try await ReportingInstance.with(
            log, directory: directory.path, clock: SystemWallClock(), settings: ["geography.file": geography]
        ) { [arguments] reporting in
            try await reporting.waitForEvents(
                Int64(traffic.events.count), of: ShopTraffic.site, limit: .seconds(240))
            let outcome = try await python.run(arguments + ["http://127.0.0.1:\(reporting.port)", chromium.path])
            #expect(outcome.status == 0, "\(outcome.output)")
        }
    }
}
