import MeshCore
import Testing

@testable import Identity

@Suite("The login throttle")
struct LoginThrottleTests {
    let throttle = LoginThrottle.standard
    let start = Timestamp(milliseconds: 1_700_000_000_000)

    private func failing(_ count: Int, at now: Timestamp) -> [LoginThrottle.Scope: ThrottleCounter] {
        (0..<count).reduce([:]) { counters, _ in throttle.afterFailure(counters, at: now) }
    }

    @Test("lets a person mistype five times, then doubles the wait up to its limit")
    func doubles() {
        #expect(throttle.retryAfter(failing(5, at: start), isFamiliar: false, at: start) == nil)
        #expect(throttle.retryAfter(failing(6, at: start), isFamiliar: false, at: start) == .seconds(1))
        #expect(throttle.retryAfter(failing(9, at: start), isFamiliar: false, at: start) == .seconds(8))
        #expect(throttle.retryAfter(failing(500, at: start), isFamiliar: false, at: start) == .seconds(900))
        #expect(throttle.pair.wait(afterFailures: .max) == .seconds(900))
    }

    @Test("lets the next try through when the wait is over, and forgets after a quiet window")
    func ends() throws {
        let counters = failing(8, at: start)
        #expect(throttle.retryAfter(counters, isFamiliar: false, at: start + .milliseconds(3999)) == .milliseconds(1))
        #expect(throttle.retryAfter(counters, isFamiliar: false, at: start + .seconds(4)) == nil)
        let later = throttle.afterFailure(counters, at: start + .seconds(31 * 60))
        #expect(later[.pair]?.failures == 1)
        let soon = throttle.afterFailure(counters, at: start + .seconds(29 * 60))
        #expect(soon[.pair]?.failures == 9)
    }

    @Test("never binds a familiar source to what strangers do to the account")
    func familiar() {
        let stranger = failing(80, at: start)
        let seenByOwner = [LoginThrottle.Scope.account: stranger[.account]].compactMapValues { $0 }
        #expect(throttle.retryAfter(seenByOwner, isFamiliar: true, at: start) == nil)
        #expect(throttle.retryAfter(seenByOwner, isFamiliar: false, at: start) == .seconds(30))
    }

    @Test("does not lock anybody out when the clock goes back")
    func clockGoesBack() {
        let counters = failing(20, at: start)
        let earlier = start - .seconds(86_400)
        #expect(throttle.retryAfter(counters, isFamiliar: false, at: earlier) == nil)
        // The count goes on nevertheless: setting the clock back is no way to guess on.
        #expect(throttle.afterFailure(counters, at: earlier)[.pair]?.failures == 21)
    }

    @Test("keeps the source's count after a success, which clears the pair's")
    func successClears() {
        #expect(LoginThrottle.clearedBySuccess == [.pair])
        #expect(throttle.memory == .seconds(45 * 60))
    }
}
