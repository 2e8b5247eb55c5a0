import Foundation
import MeshCore
import MeshRuntime
import MeshTestKit
import Testing

@testable import Orders

@Suite("What may be set for payments")
struct PaymentConfigurationTests {
    private func takes(_ name: String, _ text: String) throws -> Bool {
        try #require(PaymentConfiguration.keys.first { $0.name == name }).takes(text)
    }

    @Test("Limits of purchases on account are pairs")
    func limits() throws {
        let values = ConfigurationValues(texts: ["payments.invoice.limits": "EUR=100,JPY=20000"])
        #expect(try PaymentConfiguration(values).invoiceLimits == [.eur: 100, #require(Currency("JPY")): 20000])
        for text in ["", "EUR=1"] { #expect(try takes("payments.invoice.limits", text)) }
        for text in ["EUR", "EUR=", "EUR=0", "EUR=-1", "eur=1", "EUR=1,EUR=2", "EUR=1=2", "EUR=x"] {
            #expect(try !takes("payments.invoice.limits", text), "\(text)")
        }
    }

    @Test("Stripe's address is one of http or https, without a slash at its end")
    func url() throws {
        let values = ConfigurationValues(texts: ["payments.stripe.url": "http://127.0.0.1:8420/"])
        #expect(PaymentConfiguration(values).stripeURL == "http://127.0.0.1:8420")
        for text in ["", "api.stripe.com", "ftp://api.stripe.com", "https://", "https://a b", "https://u:p@host"] {
            #expect(try !takes("payments.stripe.url", text), "\(text)")
        }
    }

    @Test("Secrets come from files or the environment, and show themselves to nobody")
    func secrets() throws {
        let directory = try TemporaryDirectory()
        let path: (String) -> String = { "\(directory.path)/\($0)" }
        try "sk_from_file\n".write(toFile: path("key"), atomically: true, encoding: .utf8)
        try "whsec_new\nwhsec_old\n".write(toFile: path("hooks"), atomically: true, encoding: .utf8)
        let secrets = try PaymentConfiguration(
            ConfigurationValues(texts: [
                "payments.stripe.key": "sk_from_environment", "payments.stripe.keyFile": path("key"),
                "payments.stripe.webhookSecrets": "whsec_more", "payments.stripe.webhookSecretsFile": path("hooks"),
            ])
        ).secrets()
        #expect(secrets.key?.authorization == "Bearer sk_from_file")
        #expect(secrets.webhook == ["whsec_new", "whsec_old", "whsec_more"])
        var words = "\(secrets) \(String(reflecting: secrets))"
        dump(secrets, to: &words)
        #expect(!words.contains("sk_") && !words.contains("whsec_"))
        let missing = PaymentConfiguration(ConfigurationValues(texts: ["payments.stripe.keyFile": path("none")]))
        #expect(throws: StripeSecrets.Unreadable.self) { try missing.secrets() }
        #expect(try PaymentConfiguration(ConfigurationValues()).secrets().key == nil)
    }
}
