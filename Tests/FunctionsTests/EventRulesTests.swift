import MeshCore
import NIOCore
import Testing

@testable import Functions

@Suite("When an event is tried again")
struct EventRulesTests {
    private let start = Timestamp(secondsSince1970: 1_700_000_000)

    private func event(attempts: Int = 0, throttles: Int = 0) -> FunctionEvent {
        FunctionEvent(
            id: "a", function: "f", qualifier: nil, payload: ByteBuffer(), clientContext: nil, traceID: "",
            attempts: attempts, throttles: throttles, acceptedAt: start, fence: 1)
    }

    @Test("Twice unless something else is set, after a minute and after two")
    func standard() {
        let rules = EventRules(nil, delay: .seconds(60))
        #expect(rules.verdict(event(attempts: 1), succeeded: false, at: start) == .retry(at: start + .seconds(60)))
        #expect(rules.verdict(event(attempts: 2), succeeded: false, at: start) == .retry(at: start + .seconds(120)))
        #expect(rules.verdict(event(attempts: 3), succeeded: false, at: start) == .failed(.retriesExhausted))
        #expect(rules.verdict(event(attempts: 3), succeeded: true, at: start) == .succeeded)
    }

    @Test("Not beyond its age")
    func age() {
        let rules = EventRules(InvokeSettings(maximumAge: 60, modifiedAt: start), delay: .seconds(60))
        let later = start + .seconds(30)
        #expect(rules.verdict(event(attempts: 1), succeeded: false, at: later) == .failed(.eventAgeExceeded))
        #expect(!rules.isTooOld(event(), at: start + .seconds(60)))
        #expect(rules.isTooOld(event(), at: start + .seconds(61)))
    }

    @Test("One that was refused waits twice as long each time, and at most five minutes")
    func throttles() {
        let rules = EventRules(nil, delay: .seconds(60))
        #expect(rules.throttled(event(throttles: 1), at: start) == .retry(at: start + .seconds(1)))
        #expect(rules.throttled(event(throttles: 4), at: start) == .retry(at: start + .seconds(8)))
        #expect(rules.throttled(event(throttles: 40), at: start) == .retry(at: start + .seconds(300)))
    }
}
