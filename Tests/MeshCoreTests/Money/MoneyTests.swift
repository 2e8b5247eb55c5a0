import Foundation
import MeshCore
import Testing

struct MoneyTests {
    private let price = Money(amount: 1999, currency: .eur)

    @Test("Amounts of one currency are added, subtracted and multiplied")
    func arithmetic() throws {
        #expect(try price.adding(Money(amount: 1, currency: .eur)).amount == 2000)
        #expect(try price.subtracting(Money(amount: 2000, currency: .eur)).amount == -1)
        #expect(try price.multiplied(by: 3) == Money(amount: 5997, currency: .eur))
    }

    @Test("Amounts of different currencies are not put together")
    func currencies() {
        #expect(throws: MoneyError.currenciesDiffer(.eur, .usd)) { try price.adding(Money(amount: 1, currency: .usd)) }
        #expect(throws: MoneyError.currenciesDiffer(.eur, .gbp)) {
            try price.subtracting(Money(amount: 1, currency: .gbp))
        }
    }

    @Test("An overflow is thrown, not wrapped")
    func overflow() {
        let most = Money(amount: .max, currency: .eur)
        #expect(throws: MoneyError.overflow) { try most.adding(price) }
        #expect(throws: MoneyError.overflow) { try Money(amount: .min, currency: .eur).subtracting(price) }
        #expect(throws: MoneyError.overflow) { try most.multiplied(by: 2) }
    }

    @Test("In JSON money is an amount in minor units and a code")
    func codable() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(price)
        #expect(String(decoding: data, as: UTF8.self) == #"{"amount":1999,"currency":"EUR"}"#)
        #expect(try JSONDecoder().decode(Money.self, from: data) == price)
        #expect(try Money.schema.validate(JSONValue(parsing: data)).isEmpty)
    }

    @Test(
        "A code that is not three upper-case letters is no currency",
        arguments: ["", "eur", "EURO", "EU", "E1R", "ÄÖÜ", "EUR "])
    func badCurrency(code: String) {
        #expect(Currency(code) == nil)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Money.self, from: Data("{\"amount\":1,\"currency\":\"\(code)\"}".utf8))
        }
        #expect(!Money.schema.validate(["amount": 1, "currency": .string(code)]).isEmpty)
    }
}
