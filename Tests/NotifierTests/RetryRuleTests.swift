import MeshCore
import NotifierAPI
import NotifierMail
import Testing

@testable import Notifier

@Suite("When a mail is tried again")
struct RetryRuleTests {
    private let start = Timestamp(milliseconds: 1_000_000)

    @Test("Pauses double up to the longest, half of each by lot")
    func pauses() {
        let rule = RetryRule(first: .seconds(10), longest: .seconds(60), attempts: 100, age: .seconds(10_000))
        let pauses = (1...6).map { attempt in
            [0, 1].map { random in
                rule.next(after: attempt, createdAt: start, at: start, random: random).map { start.duration(to: $0) }
            }
        }
        #expect(pauses.map { $0[1] } == [10, 20, 40, 60, 60, 60].map { .seconds($0) })
        #expect(pauses.map { $0[0] } == [5, 10, 20, 30, 30, 30].map { .seconds($0) })
        #expect(rule.next(after: 99, createdAt: start, at: start, random: 0) != nil)
    }

    @Test("After too many attempts, or too long, there is none")
    func ends() {
        let rule = RetryRule(first: .seconds(10), longest: .seconds(60), attempts: 3, age: .seconds(100))
        #expect(rule.next(after: 2, createdAt: start, at: start, random: 1) != nil)
        #expect(rule.next(after: 3, createdAt: start, at: start, random: 1) == nil)
        #expect(rule.next(after: 1, createdAt: start, at: start + .seconds(95), random: 1) == nil)
        #expect(rule.next(after: 1, createdAt: start, at: start + .seconds(95), random: 0) == start + .seconds(100))
    }

    @Test("What a result means for its mail")
    func verdicts() {
        func reply(_ code: Int, _ text: String) -> SMTPReply { SMTPReply(code: code, lines: [text]) }
        #expect(DeliveryVerdict(.accepted(reply(250, "ok"))) == .sent(detail: "250 ok"))
        #expect(DeliveryVerdict(.refused(reply(450, "later"))) == .retry(.deferred, detail: "450 later"))
        #expect(
            DeliveryVerdict(.refused(reply(550, "5.1.1 who"))) == .dead(detail: "550 5.1.1 who", suppresses: .bounce))
        #expect(
            DeliveryVerdict(.refused(reply(552, "5.2.2 full"))) == .dead(detail: "552 5.2.2 full"))
        #expect(DeliveryVerdict(.unsupported("x")) == .dead(detail: "x"))
        guard case .retry(.ambiguous, _, _) = DeliveryVerdict(.unknown(.disconnected("x"))),
            case .retry(.deferred, _, _) = DeliveryVerdict(.unsent(.disconnected("x")))
        else {
            Issue.record("a broken connection is a verdict on the mail")
            return
        }
    }
}
