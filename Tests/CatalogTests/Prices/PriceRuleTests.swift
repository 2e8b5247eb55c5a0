import CatalogAPI
import HTTPTypes
import MeshCore
import Testing

@testable import Catalog

@Suite("Price rules")
struct PriceRuleTests {
    private static let now = Timestamp(milliseconds: 1_000_000)

    private func rule(_ id: String, _ terms: PutPriceRule) throws -> BookedRule {
        try #require(BookedRule(PriceRule(id: id, terms: terms, createdAt: Self.now, updatedAt: Self.now)))
    }

    private func adjust(
        _ amount: Int64, _ kind: PriceAdjustment.Kind, _ value: Int64, floor: Int64? = nil, ceiling: Int64? = nil
    ) throws -> Int64 {
        let terms = PutPriceRule(
            source: "test", sku: "A", adjustment: .init(kind: kind, value: value), currency: .eur, floor: floor,
            ceiling: ceiling)
        return try rule("r", terms).adjust(amount)
    }

    @Test(
        "A percentage is rounded half up to minor units",
        arguments: [
            (1999, -1500, 1699), (1, -5000, 1), (1, -5001, 0), (3, -5000, 2), (10, 1250, 11), (12, 1250, 14),
            (1999, -10_000, 0), (0, 1_000_000, 0), (100, 1_000_000, 10_100), (333, 1, 333), (5000, 1, 5001),
        ] as [(Int64, Int64, Int64)])
    func rounding(amount: Int64, basisPoints: Int64, expected: Int64) throws {
        #expect(try adjust(amount, .percent, basisPoints) == expected)
    }

    @Test("No price is negative, and none is larger than every JSON parser keeps exact")
    func bounds() throws {
        let largest = ProductFields.largestAmount
        #expect(try adjust(100, .fixed, -101) == 0)
        #expect(try adjust(0, .fixed, -largest) == 0)
        #expect(try adjust(largest, .fixed, largest) == largest)
        #expect(try adjust(largest, .percent, 1_000_000) == largest)
        #expect(try adjust(1, .absolute, largest) == largest)
    }

    @Test("The floor and the ceiling hold for what the rule makes of a price, also of one that was beyond them")
    func floorAndCeiling() throws {
        #expect(try adjust(1000, .percent, -9000, floor: 700) == 700)
        #expect(try adjust(1000, .percent, 9000, ceiling: 1200) == 1200)
        #expect(try adjust(500, .percent, 0, floor: 700) == 700)
        #expect(try adjust(1000, .absolute, 650, floor: 600, ceiling: 700) == 650)
    }

    private func unit(category: String = "books/poetry", tags: [String] = ["new", "summer"]) -> SellableUnit {
        SellableUnit(
            sku: "BOOK-1", product: .make(), title: "A book", category: category, tags: tags, options: nil,
            basePrice: Money(amount: 1000, currency: .eur), isActive: true)
    }

    @Test("Rules are applied from the general to the special, and among alike by priority and id")
    func order() throws {
        var index = PriceRuleIndex()
        let percent = PriceAdjustment(kind: .percent, value: 0)
        let rules: [(String, PutPriceRule)] = [
            ("sku-late", .init(source: "t", sku: "book-1", adjustment: percent, priority: 2)),
            ("sku-b", .init(source: "t", sku: "BOOK-1", adjustment: percent)),
            ("sku-a", .init(source: "t", sku: "BOOK-1", adjustment: percent)),
            ("tag-z", .init(source: "t", tag: "new", adjustment: percent, priority: -1)),
            ("tag-a", .init(source: "t", tag: "summer", adjustment: percent)),
            ("deep", .init(source: "t", category: "books/poetry", adjustment: percent, priority: -5)),
            ("top", .init(source: "t", category: "books", adjustment: percent, priority: 5)),
            ("other", .init(source: "t", category: "books/poetry/modern", adjustment: percent)),
            ("alike", .init(source: "t", category: "book", adjustment: percent)),
        ]
        for (id, terms) in rules { index.set(try rule(id, terms), of: id) }
        #expect(
            index.rules(about: unit()).map(\.id) == ["top", "deep", "tag-z", "tag-a", "sku-a", "sku-b", "sku-late"])
        index.set(nil, of: "top")
        index.set(try rule("sku-a", .init(source: "t", tag: "nothing", adjustment: percent)), of: "sku-a")
        #expect(index.rules(about: unit()).map(\.id) == ["deep", "tag-z", "tag-a", "sku-b", "sku-late"])
        #expect(index.count == 8)
    }

    @Test("Each rule works on what the one before it made; only those of the audience and of now are applied")
    func application() throws {
        var book = PriceBook(revision: 1)
        let rules: [(String, PutPriceRule)] = [
            ("a", .init(source: "t", category: "books", adjustment: .init(kind: .percent, value: -1000))),
            ("b", .init(source: "t", tag: "new", adjustment: .init(kind: .fixed, value: 50), currency: .eur)),
            ("c", .init(source: "t", sku: "BOOK-1", adjustment: .init(kind: .percent, value: -5000), channel: "app")),
            ("d", .init(source: "t", sku: "BOOK-1", adjustment: .init(kind: .fixed, value: 1), currency: .usd)),
            (
                "e",
                .init(
                    source: "t", sku: "BOOK-1", adjustment: .init(kind: .absolute, value: 1), currency: .eur,
                    validFrom: Self.now + .seconds(5))
            ),
            (
                "f",
                .init(
                    source: "t", sku: "BOOK-1", adjustment: .init(kind: .absolute, value: 1), currency: .eur,
                    validUntil: Self.now)
            ),
        ]
        for (id, terms) in rules { book.rules.set(try rule(id, terms), of: id) }
        let audience = PriceAudience(currency: .eur, channel: "web")
        let priced = book.price(of: unit(), [], for: audience, quantity: 1, at: Self.now)
        #expect(priced.amount == 950 && priced.listAmount == 1000 && priced.rules == ["a", "b"])
        #expect(priced.boundary == Self.now + .seconds(5))
    }

    @Test("A rule gives no price to what has none in the currency")
    func noPrice() throws {
        var book = PriceBook(revision: 1)
        book.rules.set(
            try rule(
                "a", .init(source: "t", sku: "BOOK-1", adjustment: .init(kind: .absolute, value: 5), currency: .usd)),
            of: "a")
        let priced = book.price(of: unit(), [], for: PriceAudience(currency: .usd), quantity: 1, at: Self.now)
        #expect(priced.amount == nil && priced.rules.isEmpty)
    }

    @Test(
        "A rule that cannot be meant is refused",
        arguments: [
            (#"{"source": "t", "adjustment": {"kind": "percent", "value": 1}}"#, "sku"),
            (#"{"source": "t", "sku": "A", "tag": "b", "adjustment": {"kind": "percent", "value": 1}}"#, "sku"),
            (#"{"source": "t", "sku": "A", "adjustment": {"kind": "fixed", "value": 1}}"#, "currency"),
            (#"{"source": "t", "sku": "A", "adjustment": {"kind": "percent", "value": 1}, "floor": 1}"#, "currency"),
            (#"{"source": "t", "sku": "A", "adjustment": {"kind": "percent", "value": -10001}}"#, "adjustment.value"),
            (
                #"{"source": "t", "sku": "A", "currency": "EUR", "adjustment": {"kind": "absolute", "value": -1}}"#,
                "adjustment.value"
            ),
            (
                #"{"source": "t", "sku": "A", "currency": "EUR", "floor": 2, "ceiling": 1, "adjustment": {"kind": "fixed", "value": 1}}"#,
                "ceiling"
            ),
            (
                #"{"source": "t", "sku": "A", "adjustment": {"kind": "percent", "value": 1}, "validFrom": "2026-02-01T00:00:00Z", "validUntil": "2026-02-01T00:00:00Z"}"#,
                "validUntil"
            ),
        ])
    func refusals(body: String, field: String) async throws {
        let answer = try await CatalogDoor().send(.put, "/v1/price-rules/r", body, role: "admin")
        #expect(answer.status == 400 && answer.fields == [field], "\(answer)")
    }
}
