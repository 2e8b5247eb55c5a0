import EventCollection
import MeshCore
import Testing
import WebhookCalls

@testable import Events

@Suite("The rules of webhooks")
struct WebhookRulesTests {
    private let now = Timestamp(secondsSince1970: 1_800_000_000)

    @Test("Only what the world can reach may be reached, unless the configuration adds it")
    func addresses() throws {
        let open = ReachableAddresses(added: [])
        let forbidden = [
            "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
            "100.64.0.1",
            "169.254.169.254", "224.0.0.1", "255.255.255.255", "198.18.0.1", "::", "::1", "fe80::1", "fc00::1",
            "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
            "2001:db8::1", "2001::1", "::127.0.0.1",
        ]
        for text in forbidden { #expect(!open.contains(try #require(NetworkAddress(text))), "\(text)") }
        for text in ["1.1.1.1", "172.32.0.1", "192.169.0.1", "2606:4700::1111", "2a00:1450::1"] {
            #expect(open.contains(try #require(NetworkAddress(text))), "\(text)")
        }
        let local = ReachableAddresses(added: [try #require(AddressRange("127.0.0.0/8"))])
        #expect(local.contains(try #require(NetworkAddress("127.0.0.1"))))
        #expect(!local.contains(try #require(NetworkAddress("10.0.0.1"))))
    }

    @Test("An address is taken in one reading only")
    func urls() {
        #expect(WebhookURL("https://Hooks.Example/a?b=1")?.text == "https://hooks.example/a?b=1")
        #expect(WebhookURL("https://hooks.example")?.text == "https://hooks.example/")
        #expect(WebhookURL("http://127.0.0.1:8080?x")?.text == "http://127.0.0.1:8080/?x")
        #expect(WebhookURL("HTTPS://[::FFFF:127.0.0.1]:444/")?.text == "https://127.0.0.1:444/")
        #expect(WebhookURL("https://[2606:4700::1111]/a")?.text == "https://[2606:4700::1111]/a")
        #expect(WebhookURL("https://127.000.000.001/")?.host == "127.0.0.1")
        for text in [
            "ftp://a/", "https://", "https:///a", "https://u@a/", "https://u:p@a/", "https://a/#f", "https://a b/",
            "https://a\\@b/", "https://a:0/", "https://a:x/", "https://[::1/", "https://[a]/", "https://a..b/",
            "https://a%2eb/", "https://\u{E9}.example/", "a.example",
        ] { #expect(WebhookURL(text) == nil, "\(text)") }
    }

    @Test("A signature is the one of the specification's example, and those of all secrets that sign are sent")
    func signatures() throws {
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let message = WebhookMessage(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", body: Array(#"{"test": 2432232314}"#.utf8))
        let expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        #expect(secret.signature(of: message.id, message.body, at: 1_614_265_330) == expected)
        #expect(secret.text == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        #expect(WebhookSecret("whsec_c2hvcnQ=") == nil && WebhookSecret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") == nil)

        let (second, third) = (WebhookSecret.fresh(), WebhookSecret.fresh())
        let held = [SigningSecret(secret: secret)].rotated(to: second, overlap: .seconds(100), at: now)
        #expect(held.map(\.secret) == [second, secret] && held.retirements(after: now) == [now + .seconds(100)])
        func signatures(_ held: [SigningSecret], at moment: Timestamp) -> Int? {
            message.fields(signedBy: held, at: moment).first { $0.name == "webhook-signature" }?.value
                .split(separator: " ").count
        }
        #expect(signatures(held, at: now) == 2 && signatures(held, at: now + .seconds(100)) == 1)
        let later = held.rotated(to: third, overlap: .seconds(50), at: now + .seconds(60))
        #expect(later.retirements(after: now + .seconds(60)) == [now + .seconds(100), now + .seconds(110)])
        #expect(later.rotated(to: second, overlap: .zero, at: now + .seconds(200)).map(\.secret) == [second])
    }

    @Test("Attempts follow the schedule, a receiver's wish, and end")
    func verdicts() {
        let rule = DeliveryRule(schedule: .standard, disableAfter: .seconds(5 * 86_400))
        func verdict(
            _ answer: DeliveryAnswer, attempt: Int = 1, limit: Int? = nil, failingFor seconds: Int64? = nil,
            random: Double = 0
        ) -> DeliveryRule.Verdict {
            rule.verdict(
                on: answer, attempt: attempt, limit: limit, failingSince: seconds.map { now - .seconds($0) }, at: now,
                random: random)
        }
        let down = DeliveryAnswer.failed(reason: "no answer")
        #expect(verdict(.answered(status: 204, retryAfter: nil), failingFor: 900_000) == .delivered)
        #expect(verdict(down) == .retry(at: now + .seconds(5)))
        #expect(verdict(down, random: 0.5) == .retry(at: now + .milliseconds(5500)))
        #expect(verdict(down, attempt: 9) == .retry(at: now + .seconds(86_400)))
        #expect(verdict(down, attempt: 10) == .undelivered && verdict(down, attempt: 2, limit: 2) == .undelivered)
        #expect(verdict(.answered(status: 302, retryAfter: nil)) == .retry(at: now + .seconds(5)))
        #expect(verdict(.answered(status: 503, retryAfter: .seconds(60))) == .retry(at: now + .seconds(60)))
        #expect(verdict(.answered(status: 429, retryAfter: .seconds(1))) == .retry(at: now + .seconds(5)))
        #expect(verdict(.answered(status: 429, retryAfter: .seconds(9_999_999))) == .retry(at: now + .seconds(86_400)))
        #expect(verdict(.answered(status: 410, retryAfter: nil)) == .disabled(.gone))
        #expect(verdict(down, failingFor: 5 * 86_400 - 1) == .retry(at: now + .seconds(5)))
        #expect(verdict(down, failingFor: 5 * 86_400) == .disabled(.failing))
        #expect(RetryAfter.pause("120", at: now) == .seconds(120))
        #expect(RetryAfter.pause("Fri, 15 Jan 2027 08:01:40 GMT", at: now) == .seconds(100))
        #expect(RetryAfter.pause("Fri, 15 Jan 2021 08:00:00 GMT", at: now) == .zero)
        #expect(RetryAfter.pause("-1", at: now) == nil && RetryAfter.pause("soon", at: now) == nil)
    }

    @Test("Types are wanted by their names and by what they begin with")
    func types() {
        #expect(TypeFilter(patterns: []).wants("a"))
        let filter = TypeFilter(patterns: ["order.*", "refund"])
        #expect(filter.wants("order.paid") && filter.wants("refund"))
        #expect(!filter.wants("order") && !filter.wants("refund.partial") && !filter.wants("view"))
    }
}
