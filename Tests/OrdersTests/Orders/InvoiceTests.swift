import MeshCore
import Testing

@testable import Orders

@Suite("What an invoice says")
struct InvoiceTests {
    @Test(
        "Money is written in its major unit",
        arguments: [
            (1999, "EUR", "19.99 EUR"), (5, "EUR", "0.05 EUR"), (0, "USD", "0.00 USD"), (500, "JPY", "500 JPY"),
            (1234, "KWD", "1.234 KWD"), (-1, "EUR", "-0.01 EUR"),
            (9_007_199_254_740_991, "EUR", "90071992547409.91 EUR"),
        ])
    func money(amount: Int64, currency: String, text: String) throws {
        #expect(MoneyText.text(Money(amount: amount, currency: try #require(Currency(currency)))) == text)
    }

    @Test(
        "The tax in a price is rounded to the nearest minor unit",
        arguments: [(11900, 1900, 1900), (1, 1900, 0), (100, 700, 7), (3, 10_000, 2), (0, 1900, 0)])
    func tax(amount: Int64, rate: Int64, tax: Int64) {
        #expect(IncludedTax.amount(in: Sample.eur(amount), rate: rate) == Sample.eur(tax))
    }

    @Test("The largest amount has a tax, too")
    func largest() {
        let tax = IncludedTax.amount(in: Sample.eur(9_007_199_254_740_991), rate: 1900)
        #expect(tax == Sample.eur(1_438_124_250_756_965))
        #expect(IncludedTax.text(rate: 750) == "7.5 %" && IncludedTax.text(rate: 1905) == "19.05 %")
    }
}
