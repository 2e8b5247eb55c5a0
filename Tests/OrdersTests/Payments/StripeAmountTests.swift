import MeshCore
import Testing

@testable import Orders

@Suite("Amounts as Stripe counts them")
struct StripeAmountTests {
    @Test(
        "Minor units are Stripe's own but for a few currencies",
        arguments: [
            ("EUR", 1999, 1999), ("USD", 1, 1), ("JPY", 1500, 1500), ("KRW", 1500, 1500), ("CLP", 990, 990),
            ("ISK", 5, 500), ("UGX", 5, 500), ("MGA", 500, 5), ("KWD", 5120, 5120),
        ] as [(String, Int64, Int64)])
    func numbers(_ code: String, _ amount: Int64, _ number: Int64) throws {
        let money = Money(amount: amount, currency: try #require(Currency(code)))
        #expect(StripeAmount.number(of: money) == number)
        #expect(StripeAmount.money(number, money.currency) == money)
    }

    @Test("An amount that Stripe cannot take is none")
    func impossible() throws {
        let money: (Int64, String) throws -> Money = { amount, code in
            Money(amount: amount, currency: try #require(Currency(code)))
        }
        #expect(StripeAmount.number(of: try money(501, "MGA")) == nil)
        #expect(StripeAmount.number(of: try money(5121, "KWD")) == nil)
        #expect(StripeAmount.number(of: try money(.max, "ISK")) == nil)
        #expect(StripeAmount.money(501, try #require(Currency("ISK"))) == nil)
    }
}
