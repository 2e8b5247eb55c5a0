import CatalogAPI
import MeshCore
import Testing

@Suite("The messages about prices on the wire")
struct CatalogPriceContractTests {
    /// One of each message, with every member.
    static let messages: [AgreedMessage] = {
        let moment = Timestamp(milliseconds: 1_795_222_923_004)
        let product = Product.ID(UUIDv7(milliseconds: 1_795_222_923_004, randomA: 1, randomB: 2))
        let list = PriceList(
            id: PriceList.ID(UUIDv7(milliseconds: 1_795_222_923_004, randomA: 1, randomB: 3)), code: "summer-2027",
            title: "Summer sale", currency: .eur, channel: "web", country: "DE", customerGroup: "wholesale",
            validFrom: moment, validUntil: moment + .seconds(3600), priority: 10, kind: .sale, active: true,
            createdAt: moment, updatedAt: moment + .seconds(60), version: 2)
        let entry = PriceEntry(
            sku: "SHIRT-RED-M", minQuantity: 10, amount: 1499, validFrom: moment, validUntil: moment + .seconds(60))
        let terms = PutPriceRule(
            source: "demand-pricing", category: "clothes/shirts",
            adjustment: PriceAdjustment(kind: .percent, value: -1500), currency: .eur, floor: 999, ceiling: 2999,
            channel: "web", country: "DE", customerGroup: "wholesale", validFrom: moment,
            validUntil: moment + .seconds(3600), priority: 5, active: true)
        let rule = PriceRule(id: "demand:shirts", terms: terms, createdAt: moment, updatedAt: moment, version: 1)
        return [
            AgreedMessage("PriceList", list),
            AgreedMessage(
                "CreatePriceList",
                CreatePriceList(
                    code: list.code, title: list.title, currency: list.currency, channel: list.channel,
                    country: list.country, customerGroup: list.customerGroup, validFrom: list.validFrom,
                    validUntil: list.validUntil, priority: list.priority, kind: list.kind, active: true)
            ),
            AgreedMessage("PriceListPatch", PriceListPatch(["priority": 11, "validUntil": nil, "active": false])),
            AgreedMessage("PriceListPage", PriceListPage(items: [list], nextCursor: "AAECAwQ")),
            AgreedMessage(
                "PutPriceEntries",
                PutPriceEntries(entries: [
                    .init(
                        sku: entry.sku, minQuantity: entry.minQuantity, amount: entry.amount,
                        validFrom: entry.validFrom, validUntil: entry.validUntil),
                    .init(sku: "BOOK-0042", amount: nil),
                ])),
            AgreedMessage(
                "PriceEntriesOutcome",
                PriceEntriesOutcome(
                    changed: 1, unchanged: 2, removed: 3,
                    errors: [.init(index: 4, sku: "NOTHING", code: "unknown_sku", message: "Nothing is sold by it.")])
            ),
            AgreedMessage("PriceEntryPage", PriceEntryPage(items: [entry], nextCursor: "AAECAwQ")),
            AgreedMessage("PutPriceRule", terms),
            AgreedMessage("PriceRulePage", PriceRulePage(items: [rule], nextCursor: "AAECAwQ")),
            AgreedMessage(
                "PriceAuditPage",
                PriceAuditPage(
                    items: [
                        PriceAuditEntry(
                            number: 7, at: moment, author: "acc_06ctq1v4ne0r00800000000008", action: .entrySet,
                            priceListId: list.id, sku: entry.sku, before: ["amount": 1599], after: ["amount": 1499]),
                        PriceAuditEntry(
                            number: 6, at: moment, author: "service/recommender", action: .ruleSet,
                            priceRuleId: rule.id, productId: product, after: rule.json),
                    ], nextCursor: "AAECAwQ")
            ),
            AgreedMessage(
                "PriceChanged",
                PriceChanged(
                    id: "price-7",
                    .init(
                        what: .entries, change: .updated, priceListId: list.id, priceRuleId: rule.id,
                        productId: product, skus: [entry.sku]), time: moment)
            ),
            AgreedMessage(
                "ProductPrices",
                ProductPrices(
                    productId: product, currency: .eur,
                    items: [
                        SKUPrices(
                            sku: entry.sku, variant: ["size": "M"], listPrice: Money(amount: 1999, currency: .eur),
                            tiers: [.init(minQuantity: 1, unitPrice: Money(amount: 1799, currency: .eur))]),
                        SKUPrices(sku: "SHIRT-RED-L", problem: .noPrice),
                    ], at: moment, validUntil: moment + .seconds(3600))
            ),
            AgreedMessage(
                "QuotePrices",
                QuotePrices(
                    currency: .eur, channel: "web", country: "DE", customerGroup: "wholesale",
                    lines: [.init(sku: "BOOK-0042", quantity: 3)])
            ),
            AgreedMessage(
                "PriceQuote",
                PriceQuote(
                    currency: .eur,
                    lines: [
                        QuotedLine(
                            sku: "SHIRT-RED-M", quantity: 3, productId: product, title: "A shirt",
                            variant: ["colour": "red", "size": "M"], unitPrice: Money(amount: 1799, currency: .eur),
                            listPrice: Money(amount: 1999, currency: .eur), total: Money(amount: 5397, currency: .eur),
                            priceListId: "prl_06ctq1v4ne0r00800000000008", ruleIds: ["demand/shirts"], available: 12),
                        QuotedLine(sku: "NOTHING", quantity: 1, problem: .unknownSKU),
                    ], at: moment, validUntil: moment + .seconds(3600))
            ),
        ]
    }()

    @Test("is what was agreed", arguments: messages)
    func golden(_ agreed: AgreedMessage) throws {
        #expect(try agreed.difference(in: "catalog") == nil)
    }

    @Test("fits its own schema, and is read back", arguments: messages)
    func schema(_ agreed: AgreedMessage) throws {
        #expect(try agreed.schemaErrors().isEmpty)
        #expect(try agreed.isReadBack())
    }

    @Test("A quote that is written with its members in their order is the same quote")
    func quoteInOrder() throws {
        let quote = PriceQuote(
            currency: .eur,
            lines: [
                QuotedLine(
                    sku: "A", quantity: 2, productId: .make(), title: "A", variant: ["size": "M"],
                    unitPrice: Money(amount: 1, currency: .eur), listPrice: Money(amount: 2, currency: .eur),
                    total: Money(amount: 2, currency: .eur), priceListId: "prl_1", ruleIds: ["r"], available: 4),
                QuotedLine(sku: "B", quantity: 1, problem: .noPrice),
            ], at: Timestamp(milliseconds: 1), validUntil: Timestamp(milliseconds: 2))
        #expect(try quote.json == AgreedMessage.json(quote))
    }
}
