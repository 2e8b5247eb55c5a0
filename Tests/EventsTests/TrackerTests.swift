import EventCollection
import MeshTestKit
import Testing

@testable import Events

@Suite("The trackers that people have")
struct TrackerTests {
    private static let chromium = TestProgram(named: "chromium")
    private static let python = TestProgram(named: "python3")

    @Test(
        "Segment's, PostHog's, Snowplow's and CloudEvents' clients run unmodified",
        .enabled(if: TestProgram.preparedPython != nil, "needs the clients that orrery test installs"))
    func clients() async throws {
        let python = try #require(TestProgram.preparedPython)
        try await EventsMachine.with { machine in
            let events = machine[0]
            try await events.createShop()
            let words = try await python.run([
                TestProgram.script("trackers.py"), "http://127.0.0.1:\(events.port)",
            ]).output
            #expect(words.hasSuffix("passed\n"), "\(words)")
            // Names are in the tracker's words where ours are others.
            let names = try await events.collected().map { $0.trackerName ?? $0.name }
            let all = names.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
            #expect(all["segment_order"] == 2 && all["posthog_bought"] == 3, "\(all)")
            #expect(all["snowplow_get"] == 1 && all["snowplow_post"] == 1, "\(all)")
            #expect(all["cloudevents_binary"] == 1 && all["cloudevents_structured"] == 1, "\(all)")
            #expect(try await events.letters().map(\.rejection.code) == [.unknownSite])
        }
    }

    @Test(
        "A page of another origin measures itself in Chromium",
        .enabled(if: chromium != nil && python != nil, "needs chromium"))
    func browser() async throws {
        let (python, chromium) = (try #require(Self.python), try #require(Self.chromium))
        try await EventsMachine.with { machine in
            let events = machine[0]
            try await events.createShop()
            let words = try await python.run([
                TestProgram.script("page.py"), "http://127.0.0.1:\(events.port)", chromium.path,
            ]).output
            #expect(words.hasSuffix("passed\n"), "\(words)")
            try await waitUntil("the page view arrives", limit: .seconds(10)) {
                try await events.collected().contains { $0.kind == .pageView }
            }
            let view = try #require(try await events.collected().first { $0.kind == .pageView })
            #expect(view.page?.path == "/inner" && view.campaign.source == "test" && view.title == "Shop")
            #expect(view.visitor.basis == .daily && view.network == "127.0.0.0")
        }
    }
}
