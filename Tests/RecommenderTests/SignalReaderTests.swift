import EventCollection
import MeshCore
import RecommenderModels
import Testing

@testable import Recommender

@Suite("What collected events tell of items")
struct SignalReaderTests {
    private static let reader = SignalReader(sites: ["shop"], pages: "/products/")

    @Test(
        "Each kind is told by the names that trackers have for it",
        arguments: [
            ("view_item", SignalKind.view), ("select_item", .search), ("add_to_cart", .cart), ("purchase", .purchase),
        ])
    func kinds(_ name: String, _ kind: SignalKind) {
        let event = CollectedEvent.shopping(name, ["A", "B", "a"], by: "mary", after: 5)
        let signals = Self.reader.signals(of: event)
        #expect(signals.map(\.item) == ["A", "B"])
        #expect(signals.allSatisfy { $0.kind == kind && $0.person == .device("mary") && $0.strength == 1 })
        #expect(signals.allSatisfy { $0.time == event.occurredAt })
        #expect((signals[0].basket != nil) == (kind == .purchase))
        #expect(signals[0].basket == signals[1].basket)
    }

    @Test("A product's page is a view of what its path ends in")
    func pages() {
        var event = CollectedEvent.shopping("page_view", [], by: "mary")
        #expect(Self.reader.signals(of: event) == [])
        event.page = PageAddress("https://shop.example/products/BOOK-1?from=mail")
        #expect(Self.reader.signals(of: event).map(\.item) == ["BOOK-1"])
        event.page = PageAddress("https://shop.example/products/")
        #expect(Self.reader.signals(of: event) == [])
        event.page = PageAddress("https://shop.example/about")
        #expect(Self.reader.signals(of: event) == [])
    }

    @Test(
        "A rating counts for or against",
        arguments: [(JSONValue.int(5), 1.0), (.int(3), 0), (.int(1), -1), (.double(4), 0.5)])
    func ratings(_ rating: JSONValue, _ strength: Double) {
        var event = CollectedEvent.shopping("rate_item", [], by: "mary")
        event.properties = ["sku": "A", "rating": rating]
        #expect(Self.reader.signals(of: event).map(\.strength) == [strength])
        event.properties = ["sku": "A", "rating": 9]
        #expect(Self.reader.signals(of: event) == [])
        event.properties = ["sku": "A", "rating": 9, "best": 10]
        #expect(Self.reader.signals(of: event).count == 1)
    }

    @Test("An account comes before its device, and who keeps no id counts for the item alone")
    func people() {
        func person(_ identity: VisitorIdentity) -> Person? {
            var event = CollectedEvent.shopping("view_item", ["A"], by: "mary")
            event.visitor = identity
            return Self.reader.signals(of: event).first?.person
        }
        #expect(person(VisitorIdentity(basis: .device, id: "d", userID: "acc_1")) == .account("acc_1"))
        #expect(person(VisitorIdentity(basis: .device, id: "d")) == .device("d"))
        #expect(person(VisitorIdentity(basis: .user, id: "acc_2")) == .account("acc_2"))
        #expect(person(VisitorIdentity(basis: .daily, id: "h")) == nil)
        #expect(Self.reader.signals(of: .shopping("view_item", ["A"], by: nil)).count == 1)
    }

    @Test("Programs, other sites, other events and what is no product's number tell nothing")
    func nothing() {
        var robot = CollectedEvent.shopping("view_item", ["A"], by: "mary")
        robot.traffic = .bot
        #expect(Self.reader.signals(of: robot) == [])
        var other = CollectedEvent.shopping("view_item", ["A"], by: "mary")
        other.site = "blog"
        #expect(Self.reader.signals(of: other) == [])
        #expect(SignalReader(sites: [], pages: "/").signals(of: other).count == 1)
        #expect(Self.reader.signals(of: .shopping("remove_from_cart", ["A"], by: "mary")) == [])
        for name in ["", "two words", String(repeating: "x", count: 65), "sku\u{0}"] {
            #expect(Self.reader.signals(of: .shopping("view_item", [name], by: "mary")) == [])
        }
    }

    @Test("A clock that runs ahead is put at the time of receipt")
    func clocks() {
        var event = CollectedEvent.shopping("view_item", ["A"], by: "mary")
        event.occurredAt = event.receivedAt + .seconds(86_400)
        #expect(Self.reader.signals(of: event).map(\.time) == [event.receivedAt])
    }
}
